package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Renaming;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one loop of two over the same range, where the second needs nothing of the first but, in
 * each iteration, the elements that the first has just stored. If those elements have no other use,
 * their array goes.
 */
final class FuseLoops {
  /** Keeps bodies well within what the just-in-time compiler takes. */
  private static final int LARGEST_BODY = 300;

  /** How many statements a loop looks ahead: the pass takes time in proportion to the program. */
  private static final int FARTHEST = 1000;

  private final Map<Value, Statement> definitions = new HashMap<>();
  private final Map<Array, Integer> reads = new HashMap<>();
  private final Map<Statement, Effects> effects = new IdentityHashMap<>();

  private FuseLoops(Program program) {
    Parts.forEach(program.prelude(), this::note);
    Parts.forEach(program.body(), this::note);
  }

  static Program apply(Program program) {
    FuseLoops pass = new FuseLoops(program);
    return program.with(
        program.arrays(),
        pass.block(program.prelude()),
        pass.block(program.body()),
        program.result());
  }

  private void note(Statement s) {
    for (Value v : s.defined()) definitions.put(v, s);
    for (Array a : Parts.read(s)) reads.merge(a, 1, Integer::sum);
  }

  private Block block(Block block) {
    Deque<Statement> rest = new ArrayDeque<>();
    for (Statement s : block.statements()) rest.add(inner(s));
    List<Statement> result = new ArrayList<>();
    while (!rest.isEmpty()) {
      Statement s = rest.remove();
      if (s instanceof Loop first) {
        fuse(first, rest, result);
      } else {
        result.add(s);
      }
    }
    return new Block(result);
  }

  private Statement inner(Statement s) {
    if (s instanceof Loop l) {
      return new Loop(l.index(), l.from(), l.to(), l.backward(), block(l.body()), l.origin());
    }
    if (s instanceof Statement.If i) {
      return new Statement.If(
          i.condition(), block(i.then()), block(i.otherwise()), i.results(), i.origin());
    }
    return s;
  }

  /** Appends the loop, fused with the next one that can be; what floats up goes before it. */
  private void fuse(Loop first, Deque<Statement> rest, List<Statement> result) {
    int candidates = effects(first).size < LARGEST_BODY ? reach(first, rest) : 0;
    Effects behind = new Effects(first);
    List<Statement> floating = new ArrayList<>();
    List<Statement> between = new ArrayList<>();
    Iterator<Statement> ahead = rest.iterator();
    for (int k = 0; k < candidates; k++) {
      Statement s = ahead.next();
      Effects later = effects(s);
      if (s instanceof Loop second && isSameRange(first, second) && isFusable(first, second)) {
        if (between.stream().allMatch(b -> effects(b).allowsBefore(later))) {
          result.addAll(floating);
          for (int taken = 0; taken <= k; taken++) rest.remove();
          for (int i = between.size() - 1; i >= 0; i--) rest.addFirst(between.get(i));
          rest.addFirst(join(first, second));
          return;
        }
      }
      if (isMovable(s) && behind.allowsBefore(later)) {
        floating.add(s);
      } else {
        between.add(s);
        behind.add(later);
      }
    }
    result.add(first);
  }

  /** How many statements there are up to the last that can be joined to the loop. */
  private static int reach(Loop first, Deque<Statement> rest) {
    int seen = 0;
    int reach = 0;
    for (Statement s : rest) {
      if (++seen > FARTHEST) break;
      if (s instanceof Loop second && isSameRange(first, second)) reach = seen;
    }
    return reach;
  }

  private Effects effects(Statement s) {
    return effects.computeIfAbsent(s, Effects::new);
  }

  private static boolean isSameRange(Loop a, Loop b) {
    return a.from().equals(b.from()) && a.to().equals(b.to()) && !a.backward() && !b.backward();
  }

  private static boolean isMovable(Statement s) {
    return s.blocks().isEmpty()
        && !(s instanceof Statement.Check)
        && !(s instanceof Statement.Draw)
        && !(s instanceof Statement.Call)
        && !(s instanceof Statement.Solve);
  }

  private boolean isFusable(Loop first, Loop second) {
    Effects a = effects(first);
    Effects b = effects(second);
    if (a.size + b.size > LARGEST_BODY || (a.random && b.random)) return false;
    for (Register r : a.registers) {
      if (b.registers.contains(r) && !(a.onlyAdds(r) && b.onlyAdds(r))) return false;
    }
    if (overlap(b.written, a.read) || overlap(a.written, a.read) || overlap(b.written, b.read)) {
      return false;
    }
    Set<Array> passed = new HashSet<>(a.written);
    passed.retainAll(b.read);
    for (Array array : passed) {
      if (!isPassedInIteration(array, first, second)) return false;
    }
    Set<Array> left = new HashSet<>(a.written);
    left.removeIf(array -> reads.getOrDefault(array, 0) == readsIn(array, second));
    return left.isEmpty() == b.written.isEmpty();
  }

  private static boolean overlap(Set<Array> a, Set<Array> b) {
    return a.stream().anyMatch(b::contains);
  }

  private static int readsIn(Array array, Loop loop) {
    int[] n = {0};
    Parts.forEach(loop, s -> n[0] += (int) Parts.read(s).stream().filter(array::equals).count());
    return n[0];
  }

  /** Whether each iteration of the second loop loads only what the same one of the first stores. */
  private boolean isPassedInIteration(Array array, Loop first, Loop second) {
    Set<Object> stored = new HashSet<>();
    boolean[] simple = {true};
    Parts.forEach(
        first,
        s -> {
          if (!Parts.written(s).contains(array)) return;
          simple[0] &= s instanceof Statement.Store && first.body().statements().contains(s);
          if (s instanceof Statement.Store t) stored.add(form(t.index(), first.index()));
        });
    if (!simple[0] || stored.size() != 1) return false;
    Parts.forEach(
        second,
        s -> {
          if (s instanceof Statement.Load l && l.array().equals(array)) {
            simple[0] &= stored.contains(form(l.index(), second.index()));
          } else {
            simple[0] &= !Parts.read(s).contains(array);
          }
        });
    return simple[0];
  }

  /** An index as a function of the loop's, equal for equal expressions. */
  private Object form(Value value, Value index) {
    if (value.equals(index)) return "index";
    if (definitions.get(value) instanceof Statement.Define d) {
      List<Object> parts = new ArrayList<>(List.of(d.operation()));
      for (Value operand : d.operands()) parts.add(form(operand, index));
      return parts;
    }
    return value;
  }

  private Loop join(Loop first, Loop second) {
    List<Statement> body = new ArrayList<>(first.body().statements());
    for (Statement s : second.body().statements())
      body.add(renamed(s, second.index(), first.index()));
    return new Loop(
        first.index(), first.from(), first.to(), false, new Block(body), first.origin());
  }

  private static Statement renamed(Statement s, Value old, Value by) {
    Renaming renaming = value -> value.equals(old) ? by : value;
    if (s instanceof Loop l) {
      return new Loop(
          l.index(),
          renaming.use(l.from()),
          renaming.use(l.to()),
          l.backward(),
          renamed(l.body(), old, by),
          l.origin());
    }
    if (s instanceof Statement.If i) {
      return new Statement.If(
          renaming.use(i.condition()),
          renamed(i.then(), old, by),
          renamed(i.otherwise(), old, by),
          i.results().stream()
              .map(
                  r ->
                      new Statement.Result(
                          r.target(), renaming.use(r.fromThen()), renaming.use(r.fromElse())))
              .toList(),
          i.origin());
    }
    return renaming.apply(s);
  }

  private static Block renamed(Block block, Value old, Value by) {
    return new Block(block.statements().stream().map(s -> renamed(s, old, by)).toList());
  }

  /** What some statements define, use, read and write. */
  private static final class Effects {
    final Set<Value> defined = new HashSet<>();
    final Set<Value> used = new HashSet<>();
    final Set<Register> registers = new HashSet<>();
    final Set<Register> notOnlyAdded = new HashSet<>();
    final Set<Array> read = new HashSet<>();
    final Set<Array> written = new HashSet<>();
    boolean random;
    int size;

    Effects(Statement s) {
      defined.addAll(s.defined());
      Parts.forEachUse(s, used::add);
      Parts.forEach(s, this::note);
    }

    void add(Effects other) {
      defined.addAll(other.defined);
      used.addAll(other.used);
      registers.addAll(other.registers);
      notOnlyAdded.addAll(other.notOnlyAdded);
      read.addAll(other.read);
      written.addAll(other.written);
      random |= other.random;
      size += other.size;
    }

    private void note(Statement s) {
      size++;
      Register register = Parts.register(s);
      if (register != null) registers.add(register);
      if (register != null && !(s instanceof Statement.Accumulate)) notOnlyAdded.add(register);
      read.addAll(Parts.read(s));
      written.addAll(Parts.written(s));
      // Nothing is stored before there is room.
      if (s instanceof Statement.Allocate room) written.add(room.array());
      random |=
          s instanceof Statement.Draw
              || (s instanceof Statement.Call call && call.primitive().isRandom());
    }

    boolean onlyAdds(@Nullable Register register) {
      return !notOnlyAdded.contains(register);
    }

    /** Whether what has {@code later} effects can run before this. */
    boolean allowsBefore(Effects later) {
      for (Register r : later.registers) {
        boolean touched = registers.contains(r);
        if (touched && !(onlyAdds(r) && later.onlyAdds(r))) return false;
      }
      return later.used.stream().noneMatch(defined::contains)
          && !overlap(later.read, written)
          && !overlap(later.written, read)
          && !overlap(later.written, written);
    }
  }
}
