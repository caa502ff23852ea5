package bayes.compiler.differentiate;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random smooth log densities with loops, recurrences, reductions, gathers and branches, by a seed.
 */
public final class RandomDensities {
  private static final int DIMENSION = 5;
  private static final int SIZE = 6;
  private static final List<Operation> UNARY =
      List.of(NEG, SIN, TANH, INV_LOGIT, LOG1P_EXP, SQUARE, ATAN, ABS);
  private static final List<Operation> BINARY = List.of(ADD, SUB, MUL, LOG_SUM_EXP, MIN, MAX);

  private final Random random;
  private final Example.Writer w;
  private final Register total;
  private final Array x;
  private final Array group;
  private final List<Array> filled = new ArrayList<>();
  private final Value zero;
  private final Value one;
  private final Value size;

  private RandomDensities(long seed, Example.Writer w, Register total) {
    random = new Random(seed);
    this.w = w;
    this.total = total;
    x = w.data("x", random.doubles(SIZE, -1.5, 1.5).toArray());
    group = w.data("group", random.ints(SIZE, 0, DIMENSION).toArray());
    zero = w.body.integer(0);
    one = w.body.integer(1);
    size = w.body.length(x);
  }

  /** A log density whose sums and products stay moderate. */
  public static Example of(long seed) {
    return Example.of(
        "random " + seed, DIMENSION, (w, total) -> new RandomDensities(seed, w, total).write());
  }

  private void write() {
    List<Value> values = new ArrayList<>();
    for (int k = 0; k < DIMENSION; k++) values.add(w.position(k));
    values.add(w.body.real(0.75));
    values.add(w.body.real(-1));
    for (int k = 0; k < 4; k++) {
      grow(values, 3);
      int kind = random.nextInt(5);
      if (kind == 0) w.body.accumulate(total, pick(values));
      if (kind == 1) plate(values, 1);
      if (kind == 2) fill(values);
      if (kind == 3) recurrence(values);
      if (kind == 4) values.add(reduction(values));
    }
    plate(values, 2);
    w.body.accumulate(total, w.op(TANH, pick(values)));
  }

  private Value pick(List<Value> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void grow(List<Value> values, int n) {
    for (int k = 0; k < n; k++) {
      Value a = pick(values);
      Value b = pick(values);
      values.add(
          switch (random.nextInt(6)) {
            case 0, 1 -> w.op(UNARY.get(random.nextInt(UNARY.size())), a);
            case 2, 3 -> w.op(BINARY.get(random.nextInt(BINARY.size())), a, w.op(TANH, b));
            case 4 -> w.op(DIV, a, w.op(ADD, w.body.real(2), w.op(SQUARE, b)));
            default ->
                w.body.choose(
                    w.op(LT, a, b), () -> w.op(EXP, w.op(TANH, a)), () -> w.op(MUL, a, a));
          });
    }
  }

  /** What an iteration can see: the values outside, data, gathered positions and filled arrays. */
  private List<Value> inLoop(List<Value> values, Value i) {
    List<Value> seen = new ArrayList<>(values);
    seen.add(w.body.load(x, i));
    seen.add(w.body.load(w.position, w.body.load(group, i)));
    for (Array array : filled) seen.add(w.body.load(array, i));
    grow(seen, 3);
    return seen;
  }

  private void plate(List<Value> values, int depth) {
    w.body.loop(
        zero,
        size,
        i -> {
          List<Value> seen = inLoop(values, i);
          if (depth > 1) {
            seen.add(reduction(seen));
            plate(seen, depth - 1);
          }
          Value a = pick(seen);
          if (random.nextInt(3) == 0) {
            w.body.conditional(
                w.op(INT_LT, w.body.load(group, i), w.body.integer(2)),
                () -> w.body.accumulate(total, w.op(SIN, a)));
          }
          w.body.accumulate(total, w.op(SUB, w.op(SIN, pick(seen)), w.op(TANH, pick(seen))));
        });
  }

  private void fill(List<Value> values) {
    Array array = w.workspace("a" + filled.size(), w.prelude.integer(SIZE));
    w.body.loop(zero, size, i -> w.body.store(array, i, w.op(TANH, pick(inLoop(values, i)))));
    filled.add(array);
  }

  private void recurrence(List<Value> values) {
    Array array = w.workspace("r" + filled.size(), w.prelude.integer(SIZE));
    w.body.store(array, zero, w.op(TANH, pick(values)));
    w.body.loop(
        one,
        size,
        i -> {
          List<Value> seen = inLoop(values, i);
          Value before = w.body.load(array, w.op(INT_SUB, i, one));
          seen.add(before);
          grow(seen, 2);
          w.body.store(array, i, w.op(SIN, w.op(ADD, before, pick(seen))));
        });
    filled.add(array);
  }

  private Value reduction(List<Value> values) {
    Register sum = w.program.register(Kind.REAL);
    w.body.set(sum, pick(values));
    w.body.loop(zero, size, i -> w.body.accumulate(sum, w.op(SIN, pick(inLoop(values, i)))));
    return w.op(TANH, w.body.get(sum));
  }
}
