package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Renaming;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Computes expensive terms that depend on data and loop indices alone, such as {@code
 * log(sigma[s])} or {@code lgamma(y[i] + 1)}, once, in the prelude, into arrays over the loops they
 * depend on. Division by such a term becomes multiplication by its reciprocal.
 */
final class CacheDataTerms {
  /** An addition costs 1; what costs less than this is computed again, not loaded. */
  private static final int WORTH = 4;

  private final Numbering numbering;
  private final Dependence dependence;
  private final List<Array> arrays;
  private final List<Statement> prelude;
  private final Set<Value> atTop = new HashSet<>();
  private final Map<Value, Statement> definitions = new HashMap<>();
  private final Set<Value> usedByDependent = new HashSet<>();
  private final List<Loop> nest = new ArrayList<>();

  private CacheDataTerms(Program program) {
    numbering = Numbering.after(program);
    dependence = new Dependence(program);
    arrays = new ArrayList<>(program.arrays());
    prelude = new ArrayList<>(program.prelude().statements());
    for (Statement s : prelude) atTop.addAll(s.defined());
    Parts.forEach(
        program.body(),
        s -> {
          for (Value v : s.defined()) definitions.put(v, s);
          if (dependence.of(s)) usedByDependent.addAll(s.used());
          if (s instanceof Statement.If i) {
            for (Statement.Result r : i.results()) {
              usedByDependent.add(r.fromThen());
              usedByDependent.add(r.fromElse());
            }
          }
        });
  }

  static Program apply(Program program) {
    CacheDataTerms pass = new CacheDataTerms(program);
    Block body = pass.block(program.body());
    return program.with(pass.arrays, new Block(pass.prelude), body, program.result());
  }

  private Block block(Block block) {
    List<Statement> result = new ArrayList<>();
    for (Statement s : block.statements()) {
      if (s instanceof Loop l && atTop.contains(l.from()) && atTop.contains(l.to())) {
        nest.add(l);
        result.add(
            new Loop(l.index(), l.from(), l.to(), l.backward(), block(l.body()), l.origin()));
        nest.remove(nest.size() - 1);
      } else if (s instanceof Statement.Define d && isWorthCaching(d)) {
        cache(d, result);
      } else if (s instanceof Statement.Define d && isDivisionByData(d)) {
        Value one = numbering.value(Kind.REAL);
        result.add(new Statement.RealConstant(one, 1, d.origin()));
        Value divisor = d.operands().get(1);
        Value reciprocal = define(result, Operation.DIV, d.origin(), one, divisor);
        List<Value> factors = List.of(d.operands().get(0), reciprocal);
        result.add(new Statement.Define(d.target(), Operation.MUL, factors, d.origin()));
      } else {
        result.add(s);
      }
    }
    return new Block(result);
  }

  private boolean isWorthCaching(Statement.Define d) {
    if (nest.isEmpty() || d.target().kind() != Kind.REAL || dependence.of(d)) return false;
    if (!usedByDependent.contains(d.target())) return false;
    Set<Statement> tree = new LinkedHashSet<>();
    return collect(d.target(), tree)
        && tree.stream().mapToInt(CacheDataTerms::cost).sum() >= WORTH
        && !indices(tree).isEmpty();
  }

  /** Becomes a multiplication by the reciprocal, which the next round caches. */
  private boolean isDivisionByData(Statement.Define d) {
    if (d.operation() != Operation.DIV || nest.isEmpty() || !dependence.of(d)) return false;
    Set<Statement> tree = new LinkedHashSet<>();
    Value divisor = d.operands().get(1);
    return !dependence.of(divisor) && collect(divisor, tree) && !indices(tree).isEmpty();
  }

  /** The statements that compute a value, in order; false if some cannot be copied. */
  private boolean collect(Value value, Set<Statement> tree) {
    if (atTop.contains(value) || nest.stream().anyMatch(l -> l.index().equals(value))) return true;
    Statement s = definitions.get(value);
    boolean copies =
        s instanceof Statement.Define
            || s instanceof Statement.RealConstant
            || s instanceof Statement.IntConstant
            || (s instanceof Statement.Load l && isConstant(l.array()));
    if (s == null || !copies) return false;
    for (Value operand : s.used()) {
      if (!collect(operand, tree)) return false;
    }
    tree.add(s);
    return true;
  }

  private static boolean isConstant(Array array) {
    return array.role() == Array.Role.DATA || array.role() == Array.Role.CONSTANT;
  }

  private List<Loop> indices(Set<Statement> tree) {
    Set<Value> used = new HashSet<>();
    for (Statement s : tree) used.addAll(s.used());
    return nest.stream().filter(l -> used.contains(l.index())).toList();
  }

  private void cache(Statement.Define d, List<Statement> body) {
    Set<Statement> tree = new LinkedHashSet<>();
    collect(d.target(), tree);
    List<Loop> loops = indices(tree);
    int o = d.origin();

    List<Value> lengths = new ArrayList<>();
    for (Loop l : loops) lengths.add(length(l));
    Value size = lengths.get(0);
    for (Value length : lengths.subList(1, lengths.size())) {
      size = define(prelude, Operation.INT_MUL, o, size, length);
    }
    Array array = numbering.array(Kind.REAL, Array.Role.CONSTANT, d.operation().mnemonic());
    arrays.add(array);
    prelude.add(new Statement.Allocate(array, size, o));

    Map<Value, Value> names = new HashMap<>();
    List<Value> indices = new ArrayList<>();
    for (Loop l : loops) {
      Value index = numbering.value(Kind.INT);
      names.put(l.index(), index);
      indices.add(index);
    }
    List<Statement> inner = new ArrayList<>();
    Renaming renaming = renaming(names);
    for (Statement s : tree) inner.add(renaming.apply(s));
    Value at = offset(loops, indices, lengths, inner, o);
    inner.add(new Statement.Store(array, at, renaming.use(d.target()), o));
    for (int k = loops.size() - 1; k >= 0; k--) {
      Loop l = loops.get(k);
      Loop copy = new Loop(indices.get(k), l.from(), l.to(), false, new Block(inner), l.origin());
      inner = new ArrayList<>(List.of(copy));
    }
    prelude.addAll(inner);

    List<Value> here = loops.stream().map(Loop::index).toList();
    Value place = offset(loops, here, lengths, body, o);
    body.add(new Statement.Load(d.target(), array, place, o));
  }

  private Renaming renaming(Map<Value, Value> names) {
    return new Renaming() {
      @Override
      public Value use(Value value) {
        return names.getOrDefault(value, value);
      }

      @Override
      public Value define(Value value) {
        Value fresh = numbering.value(value.kind());
        names.put(value, fresh);
        return fresh;
      }
    };
  }

  private Value length(Loop l) {
    Value difference = define(prelude, Operation.INT_SUB, l.origin(), l.to(), l.from());
    Value zero = numbering.value(Kind.INT);
    prelude.add(new Statement.IntConstant(zero, 0, l.origin()));
    return define(prelude, Operation.INT_MAX, l.origin(), difference, zero);
  }

  /** The row-major place of an iteration. */
  private Value offset(
      List<Loop> loops, List<Value> indices, List<Value> lengths, List<Statement> to, int o) {
    Value at = null;
    for (int k = 0; k < loops.size(); k++) {
      Value index = define(to, Operation.INT_SUB, o, indices.get(k), loops.get(k).from());
      at =
          at == null
              ? index
              : define(
                  to,
                  Operation.INT_ADD,
                  o,
                  define(to, Operation.INT_MUL, o, at, lengths.get(k)),
                  index);
    }
    return Objects.requireNonNull(at);
  }

  private Value define(List<Statement> to, Operation operation, int o, Value... operands) {
    Value target = numbering.value(operation.result());
    to.add(new Statement.Define(target, operation, List.of(operands), o));
    return target;
  }

  private static int cost(Statement s) {
    if (!(s instanceof Statement.Define d)) return 0;
    return switch (d.operation()) {
      case ADD, SUB, MUL, NEG, MIN, MAX, ABS, SIGN, SQUARE, INT_TO_REAL -> 1;
      // A branch, on data that may not be predictable.
      case SELECT -> WORTH;
      case FLOOR, CEIL, ROUND, TRUNC -> 2;
      default -> d.operation().result() == Kind.REAL ? 5 : 0;
    };
  }
}
