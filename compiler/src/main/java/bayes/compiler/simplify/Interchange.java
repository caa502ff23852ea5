package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.AddTo;
import bayes.compiler.program.Statement.Load;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exchanges two loops that fill the rows of a table, {@code for step, for state: weights[step,
 * state] += ...}: what belongs to a state is then loaded once, and its derivative is summed in a
 * register instead of in an array. Such tables have many rows of a few elements, so that the inner
 * loop becomes the long one, too.
 *
 * <p>Only where nothing is computed again: outside of the inner loop there are loads and indices
 * alone.
 */
final class Interchange {
  private final Numbering numbering;
  private final Map<Value, Statement> definitions = new HashMap<>();

  private Interchange(Program program) {
    numbering = Numbering.after(program);
    Parts.forEach(program.prelude(), this::note);
    Parts.forEach(program.body(), this::note);
  }

  private void note(Statement s) {
    for (Value v : s.defined()) definitions.put(v, s);
  }

  static Program apply(Program program) {
    Interchange pass = new Interchange(program);
    return program.with(
        program.arrays(),
        pass.block(program.prelude()),
        pass.block(program.body()),
        program.result());
  }

  private Block block(Block block) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (s instanceof Loop l && isExchanged(l)) {
        exchange(l, result);
      } else if (s instanceof Loop l) {
        result.add(
            new Loop(l.index(), l.from(), l.to(), l.backward(), block(l.body()), l.origin()));
      } else if (s instanceof Statement.If i) {
        result.add(
            new Statement.If(
                i.condition(), block(i.then()), block(i.otherwise()), i.results(), i.origin()));
      } else {
        result.add(s);
      }
    }
    return new Block(result);
  }

  private boolean isExchanged(Loop outer) {
    List<Statement> body = outer.body().statements();
    if (body.size() < 2 || outer.backward()) return false;
    if (!(body.get(body.size() - 1) instanceof Loop inner) || inner.backward()) return false;
    List<Statement> before = body.subList(0, body.size() - 1);
    Set<Value> ofOuter = new HashSet<>(Set.of(outer.index()));
    for (Statement s : before) ofOuter.addAll(s.defined());
    if (ofOuter.contains(inner.from()) || ofOuter.contains(inner.to())) return false;
    if (!before.stream().allMatch(s -> s instanceof Load || isIndex(s))) return false;

    Set<Array> read = new HashSet<>();
    Set<Array> added = new HashSet<>();
    for (Statement s : before) read.addAll(Parts.read(s));
    boolean fillsRows = false;
    for (Statement s : inner.body().statements()) {
      if (!(s instanceof Load || s instanceof AddTo || isPure(s))) return false;
      read.addAll(Parts.read(s));
      added.addAll(Parts.written(s));
      fillsRows |= s instanceof AddTo add && isElementOfRow(add.index(), ofOuter, inner.index());
    }
    return fillsRows
        && added.stream().noneMatch(read::contains)
        && ofInner(inner, ofOuter).stream().anyMatch(Load.class::isInstance);
  }

  private static boolean isIndex(Statement s) {
    return isPure(s) && s.defined().stream().allMatch(v -> v.kind() == Kind.INT);
  }

  private static boolean isPure(Statement s) {
    return s instanceof Statement.Define
        || s instanceof Statement.RealConstant
        || s instanceof Statement.IntConstant;
  }

  /**
   * Whether an index is the inner loop's behind the beginning of a row, which the outer loop has.
   */
  private boolean isElementOfRow(Value index, Set<Value> ofOuter, Value inner) {
    if (!(definitions.get(index) instanceof Statement.Define d)) return false;
    if (d.operation() != Operation.INT_ADD || !d.operands().contains(inner)) return false;
    Value row = d.operands().get(d.operands().get(0).equals(inner) ? 1 : 0);
    return ofOuter.contains(row) && definitions.get(row) instanceof Statement.Define;
  }

  /** What the inner loop computes without the outer one. */
  private static List<Statement> ofInner(Loop inner, Set<Value> ofOuter) {
    Set<Value> both = new HashSet<>(ofOuter);
    List<Statement> alone = new ArrayList<>();
    for (Statement s : inner.body().statements()) {
      if (s instanceof AddTo || s.used().stream().anyMatch(both::contains)) {
        both.addAll(s.defined());
      } else {
        alone.add(s);
      }
    }
    return alone;
  }

  /** Appends the loops the other way round; nothing is loaded if there are no rows. */
  private void exchange(Loop outer, List<Statement> result) {
    List<Statement> all = outer.body().statements();
    Loop inner = (Loop) all.get(all.size() - 1);
    List<Statement> within = new ArrayList<>(all.subList(0, all.size() - 1));
    Set<Value> ofOuter = new HashSet<>(Set.of(outer.index()));
    for (Statement s : within) ofOuter.addAll(s.defined());
    List<Statement> body = new ArrayList<>(ofInner(inner, ofOuter));
    Set<Statement> moved = new HashSet<>(body);
    inner.body().statements().stream().filter(s -> !moved.contains(s)).forEach(within::add);
    int o = inner.origin();
    body.add(
        new Loop(
            outer.index(), outer.from(), outer.to(), false, new Block(within), outer.origin()));
    Value hasRows = define(result, Operation.INT_LT, o, outer.from(), outer.to());
    Value to = define(result, Operation.INT_SELECT, o, hasRows, inner.to(), inner.from());
    result.add(new Loop(inner.index(), inner.from(), to, false, new Block(body), o));
  }

  private Value define(List<Statement> to, Operation operation, int o, Value... operands) {
    Value target = numbering.value(operation.result());
    to.add(new Statement.Define(target, operation, List.of(operands), o));
    return target;
  }
}
