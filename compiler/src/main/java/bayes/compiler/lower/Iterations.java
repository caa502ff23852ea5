package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the iterations of the open loops, so that each has room of its own in an array. Where the
 * size of a loop changes with the loops around it, how many iterations came before is counted in
 * the prelude, as sizes depend on data alone.
 */
final class Iterations {
  private final Emitter emitter;
  private final Map<List<Value>, Counted> counted = new HashMap<>();

  Iterations(Emitter emitter) {
    this.emitter = emitter;
  }

  /**
   * How much room is needed.
   *
   * @param total for all iterations; of level 0
   * @param before what the iterations before the current one take
   */
  record Count(Value total, Value before) {}

  /** Where the room of each iteration of the outer loops begins, and how much there is. */
  private record Counted(Array starts, Value total) {}

  /** The room for {@code length} elements in every iteration of the open loops. */
  Count count(Value length) {
    return count(emitter.blocks().loops(), length);
  }

  /** The room for {@code length} elements in every iteration of some of the open loops. */
  Count count(List<Map.Entry<Value, Value>> loops, Value length) {
    Value total = emitter.integer(1);
    Value before = emitter.integer(0);
    for (int i = 0; i < loops.size(); i++) {
      Value size = loops.get(i).getValue();
      if (emitter.level(size) == 0) {
        total = emitter.op(Operation.INT_MUL, total, size);
        before = emitter.op(Operation.INT_MUL, before, size);
      } else {
        Counted starts = starts(loops.subList(0, i), size, total);
        total = starts.total();
        before = emitter.load(starts.starts(), before);
      }
      before = emitter.op(Operation.INT_ADD, before, loops.get(i).getKey());
    }
    if (emitter.level(length) == 0) {
      return new Count(
          emitter.op(Operation.INT_MUL, total, length),
          emitter.op(Operation.INT_MUL, before, length));
    }
    Counted starts = starts(loops, length, total);
    return new Count(starts.total(), emitter.load(starts.starts(), before));
  }

  private Counted starts(List<Map.Entry<Value, Value>> outer, Value size, Value iterations) {
    List<Value> key = new ArrayList<>();
    outer.forEach(loop -> key.add(loop.getKey()));
    key.add(size);
    Counted known = counted.get(key);
    if (known != null) return known;
    Counted made = emitter.blocks().inThePrelude(() -> make(outer, size, iterations));
    counted.put(key, made);
    return made;
  }

  private Counted make(List<Map.Entry<Value, Value>> outer, Value size, Value iterations) {
    Array starts = emitter.allocate(Kind.INT, Array.Role.CONSTANT, "starts", iterations);
    Register next = emitter.constantRegister(Kind.INT);
    Register iteration = emitter.constantRegister(Kind.INT);
    emitter.set(next, emitter.integer(0));
    emitter.set(iteration, emitter.integer(0));
    emitter.beginStores(starts);
    walk(outer, 0, new HashMap<>(), size, starts, next, iteration);
    emitter.endStores(starts);
    return new Counted(starts, emitter.get(next));
  }

  /** The outer loops once more, with a copy of what their sizes are computed by. */
  private void walk(
      List<Map.Entry<Value, Value>> outer,
      int depth,
      Map<Value, Value> copies,
      Value size,
      Array starts,
      Register next,
      Register iteration) {
    if (depth < outer.size()) {
      Map.Entry<Value, Value> loop = outer.get(depth);
      emitter.loop(
          copy(loop.getValue(), copies),
          index -> {
            Map<Value, Value> inner = new HashMap<>(copies);
            inner.put(loop.getKey(), index);
            walk(outer, depth + 1, inner, size, starts, next, iteration);
          });
      return;
    }
    emitter.store(starts, emitter.get(iteration), emitter.get(next));
    emitter.accumulate(iteration, emitter.integer(1));
    emitter.accumulate(next, copy(size, copies));
  }

  private Value copy(Value value, Map<Value, Value> copies) {
    return emitter
        .recomputation()
        .copy(value, copies)
        .orElseThrow(
            () ->
                new Unsupported(
                    "an array whose size changes from iteration to iteration, by more than"
                        + " arithmetic of data,",
                    emitter.statement()));
  }
}
