package bayes.compiler.lower;

import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import org.jspecify.annotations.Nullable;

/**
 * Maps between the real line and supports of scalars, with the logarithm of the derivative's
 * absolute value.
 *
 * <ul>
 *   <li>lower: x = a + exp(u), log Jacobian u
 *   <li>upper: x = b - exp(u), log Jacobian u
 *   <li>interval: x = a + (b - a) inv_logit(u), log Jacobian log(b - a) + log inv_logit(u) + log(1
 *       - inv_logit(u))
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
}
