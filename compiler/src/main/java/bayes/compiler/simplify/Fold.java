package bayes.compiler.simplify;

import bayes.compiler.interpret.Scalars;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;

/**
 * Evaluates operations on constants, by the interpreter's own definitions, and takes the branches
 * and drops the loops and checks that constants decide.
 */
final class Fold extends Rewrite {
  private Fold(Program program) {
    super(program);
  }

  static Program apply(Program program) {
    return new Fold(program).apply();
  }

  @Override
  void rewrite(Statement s) {
    if (s instanceof Statement.Define d && isConstant(d.operands())) {
      fold(d);
    } else if (s instanceof Statement.If i && intConstant(use(i.condition())) != null) {
      boolean holds = !isFalse(i.condition());
      inline(holds ? i.then() : i.otherwise());
      i.results().forEach(r -> replace(r.target(), holds ? r.fromThen() : r.fromElse()));
    } else if (s instanceof Statement.Loop l && isNever(l)) {
      return;
    } else if (s instanceof Statement.Check c
        && intConstant(use(c.condition())) != null
        && !isFalse(c.condition())) {
      return;
    } else {
      copy(s);
    }
  }

  private boolean isFalse(Value condition) {
    Integer known = intConstant(use(condition));
    return known != null && known == 0;
  }

  private boolean isNever(Statement.Loop l) {
    Integer from = intConstant(use(l.from()));
    Integer to = intConstant(use(l.to()));
    return from != null && to != null && from >= to;
  }

  private boolean isConstant(List<Value> operands) {
    return operands.stream()
        .map(this::use)
        .allMatch(v -> v.kind() == Kind.REAL ? realConstant(v) != null : intConstant(v) != null);
  }

  private void fold(Statement.Define d) {
    Operation operation = d.operation();
    int o = d.origin();
    if (d.target().kind() == Kind.REAL) {
      double value =
          switch (operation) {
            case INT_TO_REAL -> integer(d, 0);
            case SELECT -> integer(d, 0) != 0 ? real(d, 1) : real(d, 2);
            default -> Scalars.ofReals(operation, real(d, 0), real(d, 1), real(d, 2));
          };
      append(new Statement.RealConstant(d.target(), value, o));
    } else {
      int value =
          d.operands().get(0).kind() == Kind.INT
              ? Scalars.ofInts(operation, integer(d, 0), integer(d, 1), integer(d, 2))
              : Scalars.ofRealsToInt(operation, real(d, 0), real(d, 1));
      append(new Statement.IntConstant(d.target(), value, o));
    }
  }

  /** The constant operand at a position; 0 if there is none. */
  private double real(Statement.Define d, int position) {
    Double known =
        position < d.operands().size() ? realConstant(use(d.operands().get(position))) : null;
    return known == null ? 0 : known;
  }

  private int integer(Statement.Define d, int position) {
    Integer known =
        position < d.operands().size() ? intConstant(use(d.operands().get(position))) : null;
    return known == null ? 0 : known;
  }
}
