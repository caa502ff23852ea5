package bayes.compiler.simplify;

import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import java.util.List;

/**
 * Makes a selection between values of a conditional whose branches do next to nothing: computing
 * both costs less than a branch that is predicted wrongly, and opens them to other passes.
 */
final class SelectBranches extends Rewrite {
  /** The most operations to run in vain. */
  private static final int CHEAP = 4;

  private SelectBranches(Program program) {
    super(program);
  }

  static Program apply(Program program) {
    return new SelectBranches(program).apply();
  }

  @Override
  void rewrite(Statement s) {
    if (!(s instanceof Statement.If i) || !isCheap(i.then()) || !isCheap(i.otherwise())) {
      copy(s);
      return;
    }
    inline(i.then());
    inline(i.otherwise());
    for (Statement.Result r : i.results()) {
      Operation operation =
          r.target().kind() == Kind.REAL ? Operation.SELECT : Operation.INT_SELECT;
      append(
          new Statement.Define(
              r.target(),
              operation,
              List.of(use(i.condition()), use(r.fromThen()), use(r.fromElse())),
              i.origin()));
    }
  }

  private static boolean isCheap(Block block) {
    return block.statements().size() <= CHEAP
        && block.statements().stream().allMatch(SelectBranches::isCheap);
  }

  /** Only what is finite for finite operands: the derivative runs through both branches, too. */
  private static boolean isCheap(Statement s) {
    if (s instanceof Statement.RealConstant || s instanceof Statement.IntConstant) return true;
    if (!(s instanceof Statement.Define d)) return false;
    return switch (d.operation()) {
      case ADD, SUB, MUL, NEG, SQUARE, ABS, MIN, MAX, INT_TO_REAL -> true;
      case INT_ADD, INT_SUB, INT_MUL, INT_NEG -> true;
      case INT_EQ, INT_NE, INT_LT, INT_LE, AND, OR, NOT -> true;
      default -> false;
    };
  }
}
