package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves what does not change in a loop to before it. Operations are total and move as they are; a
 * load is in range only if the loop runs, and a check is made only then, so they move behind that
 * question, and no load past a check. Division by what does not change becomes multiplication by
 * its reciprocal.
 */
final class Hoist {
  private final Numbering numbering;
  private final Set<Array> changing = new HashSet<>();

  private Hoist(Program program) {
    numbering = Numbering.after(program);
    Parts.forEach(program.prelude(), s -> changing.addAll(Parts.written(s)));
    Parts.forEach(program.body(), s -> changing.addAll(Parts.written(s)));
  }

  static Program apply(Program program) {
    Hoist pass = new Hoist(program);
    return program.with(
        program.arrays(),
        pass.block(program.prelude()),
        pass.block(program.body()),
        program.result());
  }

  private Block block(Block block) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (s instanceof Statement.Loop l) {
        loop(l, result);
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

  private void loop(Statement.Loop loop, List<Statement> before) {
    Block body = block(loop.body());
    Set<Value> inside = new HashSet<>();
    inside.add(loop.index());
    List<Statement> kept = new ArrayList<>();
    Map<Value, Statement.Define> products = new HashMap<>();
    boolean checked = false;
    for (Statement s : body.statements()) {
      boolean fixed = s.used().stream().noneMatch(inside::contains);
      if (fixed && isPure(s)) {
        before.add(s);
      } else if (fixed && s instanceof Statement.Check) {
        Value runs = runs(loop, before);
        Block then = new Block(List.of(s));
        before.add(new Statement.If(runs, then, Block.EMPTY, List.of(), s.origin()));
      } else if (fixed && !checked && isFixedLoad(s)) {
        before.add(guarded(loop, (Statement.Load) s, before));
      } else {
        checked |= s instanceof Statement.Check;
        Statement remaining =
            regrouped(withReciprocal(s, inside, before), inside, products, before);
        inside.addAll(remaining.defined());
        if (remaining instanceof Statement.Define d) products.put(d.target(), d);
        kept.add(remaining);
      }
    }
    before.add(
        new Statement.Loop(
            loop.index(), loop.from(), loop.to(), loop.backward(), new Block(kept), loop.origin()));
  }

  private static boolean isPure(Statement s) {
    return s instanceof Statement.Define
        || s instanceof Statement.RealConstant
        || s instanceof Statement.IntConstant
        || s instanceof Statement.Length;
  }

  private boolean isFixedLoad(Statement s) {
    return s instanceof Statement.Load l && !changing.contains(l.array());
  }

  private Value runs(Statement.Loop loop, List<Statement> before) {
    Value runs = numbering.value(Kind.INT);
    List<Value> bounds = List.of(loop.from(), loop.to());
    before.add(new Statement.Define(runs, Operation.INT_LT, bounds, loop.origin()));
    return runs;
  }

  /** The load if the loop runs, else 0, which nothing then uses. */
  private Statement guarded(Statement.Loop loop, Statement.Load load, List<Statement> before) {
    int o = load.origin();
    Kind kind = load.target().kind();
    Value runs = runs(loop, before);
    Value zero = numbering.value(kind);
    before.add(
        kind == Kind.REAL
            ? new Statement.RealConstant(zero, 0, o)
            : new Statement.IntConstant(zero, 0, o));
    Value loaded = numbering.value(kind);
    Block then = new Block(List.of(new Statement.Load(loaded, load.array(), load.index(), o)));
    return new Statement.If(
        runs, then, Block.EMPTY, List.of(new Statement.Result(load.target(), loaded, zero)), o);
  }

  private Statement withReciprocal(Statement s, Set<Value> inside, List<Statement> before) {
    if (!(s instanceof Statement.Define d) || d.operation() != Operation.DIV) return s;
    if (inside.contains(d.operands().get(1))) return s;
    Value one = numbering.value(Kind.REAL);
    before.add(new Statement.RealConstant(one, 1, d.origin()));
    Value reciprocal = numbering.value(Kind.REAL);
    before.add(
        new Statement.Define(
            reciprocal, Operation.DIV, List.of(one, d.operands().get(1)), d.origin()));
    return new Statement.Define(
        d.target(), Operation.MUL, List.of(d.operands().get(0), reciprocal), d.origin());
  }

  /** Multiplies factors that do not change with each other: {@code c (d x)} as {@code (c d) x}. */
  private Statement regrouped(
      Statement s,
      Set<Value> inside,
      Map<Value, Statement.Define> products,
      List<Statement> before) {
    if (!(s instanceof Statement.Define d)) return s;
    if (d.operation() == Operation.NEG) {
      Statement.Define product = products.get(d.operands().get(0));
      int fixed = product == null ? -1 : fixedFactor(product, inside);
      if (product == null || fixed < 0) return s;
      Value factor = define(before, Operation.NEG, d.origin(), product.operands().get(fixed));
      return product(d, factor, product.operands().get(1 - fixed));
    }
    int fixed = fixedFactor(d, inside);
    Statement.Define inner = fixed < 0 ? null : products.get(d.operands().get(1 - fixed));
    if (inner == null) return s;
    Value factor = d.operands().get(fixed);
    if (inner.operation() == Operation.NEG) {
      return product(d, define(before, Operation.NEG, d.origin(), factor), inner.operands().get(0));
    }
    int innerFixed = fixedFactor(inner, inside);
    if (innerFixed < 0) return s;
    Value both =
        define(before, Operation.MUL, d.origin(), factor, inner.operands().get(innerFixed));
    return product(d, both, inner.operands().get(1 - innerFixed));
  }

  /**
   * Which operand of a product does not change in the loop; -1 if it is no product, or none does.
   */
  private static int fixedFactor(Statement.Define d, Set<Value> inside) {
    if (d.operation() != Operation.MUL) return -1;
    if (!inside.contains(d.operands().get(0))) return 0;
    return inside.contains(d.operands().get(1)) ? -1 : 1;
  }

  private static Statement product(Statement.Define d, Value factor, Value rest) {
    return new Statement.Define(d.target(), Operation.MUL, List.of(factor, rest), d.origin());
  }

  private Value define(List<Statement> to, Operation operation, int o, Value... operands) {
    Value target = numbering.value(operation.result());
    to.add(new Statement.Define(target, operation, List.of(operands), o));
    return target;
  }
}
