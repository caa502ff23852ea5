package bayes.compiler.lower;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import org.jspecify.annotations.Nullable;

/**
 * Maps between the real line and supports, with the logarithm of the derivative's absolute value.
 *
 * <ul>
 *   <li>lower: x = a + exp(u), log Jacobian u
 *   <li>upper: x = b - exp(u), log Jacobian u
 *   <li>interval: x = a + (b - a) inv_logit(u), log Jacobian log(b - a) + log inv_logit(u) + log(1
 *       - inv_logit(u))
 *   <li>simplex of n by isometric log ratios: y = softmax(V u), log Jacobian 1/2 log n - n log sum
 *       exp(V u); see {@code bayes.runtime.support.Support.Simplex}
 * </ul>
 */
final class Transforms {
  private final Emitter emitter;

  Transforms(Emitter emitter) {
    this.emitter = emitter;
  }

  /** A value in its support; without a log Jacobian if that is zero. */
  record Constrained(Value value, @Nullable Value logJacobian) {}

  Constrained constrain(Value u, @Nullable Value lower, @Nullable Value upper) {
    if (lower != null && upper != null) return interval(u, lower, upper);
    if (lower != null) {
      return new Constrained(emitter.op(Operation.ADD, lower, emitter.op(Operation.EXP, u)), u);
    }
    if (upper != null) {
      return new Constrained(emitter.op(Operation.SUB, upper, emitter.op(Operation.EXP, u)), u);
    }
    return new Constrained(u, null);
  }

  private Constrained interval(Value u, Value lower, Value upper) {
    Value width = emitter.op(Operation.SUB, upper, lower);
    Value x =
        emitter.op(
            Operation.ADD,
            lower,
            emitter.op(Operation.MUL, width, emitter.op(Operation.INV_LOGIT, u)));
    Value slope = logSlope(u);
    return new Constrained(x, emitter.op(Operation.ADD, emitter.op(Operation.LOG, width), slope));
  }

  /** log p + log(1 - p) = u - 2 log(1 + exp(u)) for p = inv_logit(u). */
  private Value logSlope(Value u) {
    Value soft = emitter.op(Operation.LOG1P_EXP, u);
    return emitter.op(Operation.SUB, u, emitter.op(Operation.MUL, emitter.real(2), soft));
  }

  Value unconstrain(Value x, @Nullable Value lower, @Nullable Value upper) {
    if (lower != null && upper != null) {
      Value below = emitter.op(Operation.SUB, x, lower);
      Value above = emitter.op(Operation.SUB, upper, x);
      return emitter.op(
          Operation.SUB, emitter.op(Operation.LOG, below), emitter.op(Operation.LOG, above));
    }
    if (lower != null) {
      return emitter.op(Operation.LOG, emitter.op(Operation.SUB, x, lower));
    }
    if (upper != null) {
      return emitter.op(Operation.LOG, emitter.op(Operation.SUB, upper, x));
    }
    return x;
  }

  /** Elements of something by position. */
  interface Elements {
    Value at(Value position);
  }

  interface Store {
    void at(Value position, Value value);
  }

  /**
   * Writes z = V u, of {@code size} elements, from one coordinate less, for the Helmert matrix V;
   * {@code sums} has room for {@code size} sums of what lies behind.
   */
  void logRatios(
      Value size, Elements coordinates, Storage storage, Storage.Piece sums, Storage.Piece z) {
    Value zero = emitter.integer(0);
    Value one = emitter.integer(1);
    Value last = emitter.op(Operation.INT_SUB, size, one);
    emitter.beginStores(sums.array());
    emitter.beginStores(z.array());
    storage.store(sums, zero, emitter.real(0));
    emitter.loop(
        last,
        k -> {
          Value i = emitter.op(Operation.INT_SUB, last, k);
          Value real = emitter.op(Operation.INT_TO_REAL, i);
          Value coordinate = coordinates.at(emitter.op(Operation.INT_SUB, i, one));
          Value w = emitter.op(Operation.DIV, coordinate, scale(real));
          Value behind = storage.load(sums, k);
          Value step = emitter.op(Operation.MUL, real, w);
          storage.store(z, i, emitter.op(Operation.SUB, behind, step));
          storage.store(
              sums, emitter.op(Operation.INT_ADD, k, one), emitter.op(Operation.ADD, behind, w));
        });
    storage.store(z, zero, storage.load(sums, last));
    emitter.endStores(sums.array());
    emitter.endStores(z.array());
  }

  /** Writes u = V' log y, the coordinates of a simplex. */
  void unconstrainSimplex(Value size, Elements simplex, Store coordinates) {
    Value zero = emitter.integer(0);
    Value one = emitter.integer(1);
    Register sum = emitter.constantRegister(Kind.REAL);
    emitter.set(sum, emitter.op(Operation.LOG, simplex.at(zero)));
    emitter.loop(
        emitter.op(Operation.INT_SUB, size, one),
        k -> {
          Value i = emitter.op(Operation.INT_TO_REAL, emitter.op(Operation.INT_ADD, k, one));
          Value next = emitter.op(Operation.LOG, simplex.at(emitter.op(Operation.INT_ADD, k, one)));
          Value sumSoFar = emitter.get(sum);
          Value contrast = emitter.op(Operation.SUB, sumSoFar, emitter.op(Operation.MUL, i, next));
          coordinates.at(k, emitter.op(Operation.DIV, contrast, scale(i)));
          emitter.set(sum, emitter.op(Operation.ADD, sumSoFar, next));
        });
  }

  /** The length of a column of the Helmert matrix before it is normalised: sqrt(i (i + 1)). */
  private Value scale(Value i) {
    Value next = emitter.op(Operation.ADD, i, emitter.real(1));
    return emitter.op(Operation.SQRT, emitter.op(Operation.MUL, i, next));
  }
}
