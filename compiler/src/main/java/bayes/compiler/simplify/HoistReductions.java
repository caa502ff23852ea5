package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves sums and maxima that do not change in a loop to before it: a register that is set there, a
 * loop that adds to it, and what reads it. The normaliser of an array of logits is computed once,
 * then, for all that is observed of them.
 */
final class HoistReductions {
  private final Numbering numbering;
  private final Map<Register, Integer> writes = new HashMap<>();
  private final Map<Register, Integer> reads = new HashMap<>();

  private HoistReductions(Program program) {
    numbering = Numbering.after(program);
    Parts.forEach(program.prelude(), s -> count(s, writes, reads));
    Parts.forEach(program.body(), s -> count(s, writes, reads));
  }

  static Program apply(Program program) {
    HoistReductions pass = new HoistReductions(program);
    return program.with(
        program.arrays(),
        pass.block(program.prelude()),
        pass.block(program.body()),
        program.result());
  }

  private static void count(
      Statement s, Map<Register, Integer> writes, Map<Register, Integer> reads) {
    Register register = Parts.register(s);
    if (register == null) return;
    (s instanceof Statement.Get ? reads : writes).merge(register, 1, Integer::sum);
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
    Surroundings around = new Surroundings(loop.index(), body);
    Set<Register> moved = new HashSet<>();
    List<Statement> kept = new ArrayList<>();
    boolean[] checked = {false};
    for (Statement s : body.statements()) {
      // A check may be what keeps the loads behind it in range.
      Parts.forEach(s, part -> checked[0] |= part instanceof Statement.Check);
      Statement.Set start = checked[0] ? null : start(s, around);
      if (start != null) {
        before.add(start);
        before.add(ifRuns(loop, (Statement.Loop) s, before));
        kept.remove(start);
        moved.add(start.register());
      } else if (s instanceof Statement.Get get && moved.contains(get.register())) {
        before.add(get);
      } else {
        kept.add(s);
      }
    }
    before.add(
        new Statement.Loop(
            loop.index(), loop.from(), loop.to(), loop.backward(), new Block(kept), loop.origin()));
  }

  /** What the body of a loop defines and changes. */
  private static final class Surroundings {
    private final Set<Value> inside = new HashSet<>();
    private final Set<Array> changing = new HashSet<>();
    private final Map<Register, Statement.Set> starts = new HashMap<>();
    private final Map<Register, Integer> reads = new HashMap<>();

    Surroundings(Value index, Block body) {
      inside.add(index);
      Parts.forEach(
          body,
          s -> {
            inside.addAll(s.defined());
            changing.addAll(Parts.written(s));
            count(s, new HashMap<>(), reads);
          });
      for (Statement s : body.statements()) {
        if (s instanceof Statement.Set set) starts.putIfAbsent(set.register(), set);
      }
    }

    boolean isFixed(Value value) {
      return !inside.contains(value);
    }
  }

  /**
   * Where the only register of a loop is set, if the loop comes to the same in every iteration of
   * the one around it, and nothing else changes the register.
   */
  private Statement.@Nullable Set start(Statement s, Surroundings around) {
    if (!(s instanceof Statement.Loop inner)) return null;
    Map<Register, Integer> changes = new HashMap<>();
    Set<Value> own = new HashSet<>(Set.of(inner.index()));
    Parts.forEach(inner, part -> own.addAll(part.defined()));
    boolean[] isSame = {true};
    Parts.forEach(
        inner,
        part -> {
          count(part, changes, new HashMap<>());
          isSame[0] &=
              isReduction(part) && Parts.read(part).stream().noneMatch(around.changing::contains);
        });
    Parts.forEachUse(inner, value -> isSame[0] &= own.contains(value) || around.isFixed(value));
    if (!isSame[0] || changes.size() != 1) return null;
    Register register = changes.keySet().iterator().next();
    boolean[] isItsOwn = {true};
    Parts.forEach(
        inner,
        part -> {
          Register read = Parts.register(part);
          isItsOwn[0] &= read == null || read.equals(register);
        });
    Statement.Set start = around.starts.get(register);
    boolean isAlone =
        writes.getOrDefault(register, 0) == changes.getOrDefault(register, 0) + 1
            && reads.getOrDefault(register, 0).equals(around.reads.getOrDefault(register, 0));
    if (start == null || !isItsOwn[0] || !isAlone) return null;
    return around.isFixed(start.value()) ? start : null;
  }

  private static boolean isReduction(Statement s) {
    return s instanceof Statement.Define
        || s instanceof Statement.RealConstant
        || s instanceof Statement.IntConstant
        || s instanceof Statement.Load
        || s instanceof Statement.Length
        || s instanceof Statement.Get
        || s instanceof Statement.Set
        || s instanceof Statement.Accumulate
        || s instanceof Statement.Loop;
  }

  /** The inner loop, empty where the outer one is: its loads are in range only if that runs. */
  private Statement.Loop ifRuns(
      Statement.Loop outer, Statement.Loop inner, List<Statement> before) {
    int o = inner.origin();
    Value runs = numbering.value(Kind.INT);
    List<Value> bounds = List.of(outer.from(), outer.to());
    before.add(new Statement.Define(runs, Operation.INT_LT, bounds, o));
    Value to = numbering.value(Kind.INT);
    List<Value> choice = List.of(runs, inner.to(), inner.from());
    before.add(new Statement.Define(to, Operation.INT_SELECT, choice, o));
    return new Statement.Loop(inner.index(), inner.from(), to, inner.backward(), inner.body(), o);
  }
}
