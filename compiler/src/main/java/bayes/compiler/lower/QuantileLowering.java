package bayes.compiler.lower;

import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Support;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.Optional;

/**
 * Quantiles: the smallest point where the distribution function reaches a probability p, by the
 * distribution's own formula, or by bisection on the scale of logarithms, of the tail that is
 * smaller. Reals are halved in the order of all doubles, so that 64 steps reach the last bit at any
 * magnitude; whole numbers by distances that double until p is passed, and then halve.
 *
 * <p>The search has no derivative. That of the quantile q follows from F(q; theta) = p: dq = (dp -
 * dF / dtheta dtheta) / f(q), here by logarithms.
 */
final class QuantileLowering {
  private static final int HALVINGS_OF_REALS = 64;
  private static final int HALVINGS_OF_INTEGERS = 32;
  private static final double ROUNDINGS = 0x1p-46;

  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final DistributionLowering distributions;

  QuantileLowering(
      Emitter emitter, ExpressionLowering expressions, DistributionLowering distributions) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.distributions = distributions;
  }

  /** The quantile at {@code p}, which is between 0 and 1. */
  Value of(DistributionLowering.Bound bound, Value p) {
    DistributionDefinition definition = bound.definition();
    if (definition.quantile().isPresent()) {
      Environment scope = bound.environment().nested();
      scope.bind(definition.quantile().get().probability(), expressions.constant(p));
      return expressions.scalar(definition.quantile().get().value(), scope);
    }
    Search search = new Search(bound, p);
    return definition.isDiscrete() ? search.integer() : search.real();
  }

  /** One search. */
  private final class Search {
    private final DistributionLowering.Bound bound;
    private final DistributionFunction function;
    private final Optional<Value> lower;
    private final Optional<Value> upper;
    private final Value p;
    private final Value isLeft;
    private final Value logBelow;
    private final Value logAbove;

    private Search(DistributionLowering.Bound bound, Value p) {
      this.bound = bound;
      this.function = bound.definition().cdf().orElseThrow();
      this.p = p;
      Support support = bound.definition().support();
      Optional<Support.Bounds> bounds =
          support instanceof Support.Bounds b ? Optional.of(b) : Optional.empty();
      this.lower = bounds.flatMap(Support.Bounds::lower).map(this::end).or(this::firstMember);
      this.upper = bounds.flatMap(Support.Bounds::upper).map(this::end).or(this::lastMember);
      this.isLeft = emitter.op(Operation.LE, p, emitter.real(0.5));
      this.logBelow = emitter.op(Operation.LOG, p);
      this.logAbove = emitter.op(Operation.LOG1P, emitter.op(Operation.NEG, p));
    }

    private Value end(Support.Bound at) {
      Value value = expressions.scalar(at.value(), bound.environment());
      boolean widen = !bound.definition().isDiscrete() && value.kind() == Kind.INT;
      return widen ? emitter.op(Operation.INT_TO_REAL, value) : value;
    }

    /** Members of a set and truth values have ends without bounds. */
    private Optional<Value> firstMember() {
      return distributions.members(bound).map(DistributionLowering.Members::first);
    }

    private Optional<Value> lastMember() {
      return distributions.members(bound).map(DistributionLowering.Members::last);
    }

    /** Whether the quantile is at most x. */
    private Value isReached(Value x) {
      return emitter.choose(
          isLeft,
          () -> emitter.op(Operation.LE, logBelow, withSlack(tail(function.logBelow(), x))),
          () -> emitter.op(Operation.LE, tail(function.logAbove(), x), withSlack(logAbove)));
    }

    /** Where F has steps, one that is reached but for roundings is reached. */
    private Value withSlack(Value log) {
      return bound.definition().isDiscrete()
          ? emitter.op(Operation.ADD, log, emitter.real(ROUNDINGS))
          : log;
    }

    private Value tail(Expr formula, Value x) {
      Environment scope = bound.environment().nested();
      scope.bind(bound.definition().point(), expressions.constant(x));
      return expressions.scalar(formula, scope);
    }

    // ---- reals ----

    private Value real() {
      Value zero = emitter.real(0);
      Value one = emitter.real(1);
      Value least = lower.orElseGet(() -> emitter.real(Double.NEGATIVE_INFINITY));
      Value most = upper.orElseGet(() -> emitter.real(Double.POSITIVE_INFINITY));
      return emitter.choose(
          emitter.op(Operation.LE, p, zero),
          () -> least,
          () ->
              emitter.choose(
                  emitter.op(Operation.LE, one, p), () -> most, () -> between(least, most)));
    }

    private Value between(Value least, Value most) {
      Register from = emitter.constantRegister(Kind.REAL);
      Register to = emitter.constantRegister(Kind.REAL);
      emitter.set(from, finite(least));
      emitter.set(to, finite(most));
      emitter.loop(
          emitter.integer(HALVINGS_OF_REALS),
          step -> {
            Value a = emitter.get(from);
            Value b = emitter.get(to);
            Value middle = emitter.op(Operation.MIDWAY, a, b);
            Value reached = isReached(middle);
            emitter.set(from, emitter.op(Operation.SELECT, reached, a, middle));
            emitter.set(to, emitter.op(Operation.SELECT, reached, middle, b));
          });
      return withDerivative(emitter.get(to));
    }

    private Value finite(Value x) {
      Value most = emitter.real(Double.MAX_VALUE);
      Value least = emitter.real(-Double.MAX_VALUE);
      return emitter.op(Operation.MAX, least, emitter.op(Operation.MIN, x, most));
    }

    /** The point, plus a term that is 0 and has the quantile's derivative. */
    private Value withDerivative(Value point) {
      return emitter.choose(
          isLeft,
          () -> {
            Value log = tail(function.logBelow(), point);
            return shifted(point, log, emitter.op(Operation.SUB, logBelow, log));
          },
          () -> {
            Value log = tail(function.logAbove(), point);
            return shifted(point, log, emitter.op(Operation.SUB, log, logAbove));
          });
    }

    /** {@code point + (rest - constant(rest)) * constant(exp(log) / f(point))}. */
    private Value shifted(Value point, Value log, Value rest) {
      View at = expressions.constant(point);
      Value logDensity = distributions.logDensity(bound, at);
      Value slope = emitter.op(Operation.EXP, emitter.op(Operation.SUB, log, logDensity));
      Value known = constant(rest);
      Value isFinite = emitter.op(Operation.IS_FINITE, emitter.op(Operation.MUL, known, slope));
      Value factor = constant(emitter.op(Operation.SELECT, isFinite, slope, emitter.real(0)));
      Value difference = emitter.op(Operation.SUB, rest, known);
      Value change = emitter.op(Operation.MUL, difference, factor);
      return emitter.op(
          Operation.ADD, point, emitter.op(Operation.SELECT, isFinite, change, emitter.real(0)));
    }

    private Value constant(Value value) {
      Register register = emitter.constantRegister(Kind.REAL);
      emitter.set(register, value);
      return emitter.get(register);
    }

    // ---- whole numbers ----

    private Value integer() {
      Value least = lower.orElseGet(() -> emitter.integer(Integer.MIN_VALUE));
      Value most = upper.orElseGet(() -> emitter.integer(Integer.MAX_VALUE));
      Register from = emitter.constantRegister(Kind.INT);
      Register to = emitter.constantRegister(Kind.INT);
      Value start =
          emitter.op(
              Operation.INT_MAX, least, emitter.op(Operation.INT_MIN, most, emitter.integer(0)));
      Value isStartReached = isReached(start);
      emitter.conditional(
          isStartReached,
          () -> {
            emitter.set(to, start);
            emitter.set(from, least);
            if (lower.isEmpty()) gallop(to, from, least, false);
          },
          () -> {
            emitter.set(from, start);
            emitter.set(to, most);
            gallop(from, to, most, true);
          });
      // From here on, `from` is not reached or the first of all, and `to` is reached.
      emitter.loop(
          emitter.integer(HALVINGS_OF_INTEGERS),
          step -> {
            Value a = emitter.get(from);
            Value b = emitter.get(to);
            Value middle = middle(a, b);
            Value reached = isReached(middle);
            emitter.set(from, emitter.op(Operation.INT_SELECT, reached, a, next(middle, b)));
            emitter.set(to, emitter.op(Operation.INT_SELECT, reached, middle, b));
          });
      return emitter.get(to);
    }

    /** The whole number after {@code x}, or {@code end}. */
    private Value next(Value x, Value end) {
      Value isEnd = emitter.op(Operation.INT_LE, end, x);
      Value after = emitter.emit(Operation.INT_ADD, java.util.List.of(x, emitter.integer(1)));
      return emitter.op(Operation.INT_SELECT, isEnd, end, after);
    }

    private Value middle(Value a, Value b) {
      Value sum =
          emitter.op(
              Operation.ADD,
              emitter.op(Operation.INT_TO_REAL, a),
              emitter.op(Operation.INT_TO_REAL, b));
      Value half = emitter.op(Operation.MUL, emitter.real(0.5), sum);
      return emitter.op(Operation.REAL_TO_INT, emitter.op(Operation.FLOOR, half));
    }

    /** Moves away from {@code near} in steps that double, to where p is passed. */
    private void gallop(Register near, Register far, Value end, boolean upwards) {
      Register distance = emitter.constantRegister(Kind.REAL);
      Register found = emitter.constantRegister(Kind.INT);
      emitter.set(distance, emitter.real(upwards ? 1 : -1));
      emitter.set(found, emitter.integer(0));
      emitter.loop(
          emitter.integer(HALVINGS_OF_INTEGERS),
          step ->
              emitter.conditional(
                  emitter.get(found),
                  () -> {},
                  () -> {
                    Value last = emitter.get(near);
                    Value moved =
                        emitter.op(
                            Operation.ADD,
                            emitter.op(Operation.INT_TO_REAL, last),
                            emitter.get(distance));
                    // Saturates at the ends of the integers.
                    Value whole = emitter.op(Operation.REAL_TO_INT, moved);
                    Value next =
                        emitter.op(upwards ? Operation.INT_MIN : Operation.INT_MAX, whole, end);
                    Value reached = isReached(next);
                    Value passed = upwards ? reached : emitter.op(Operation.NOT, reached);
                    emitter.set(found, passed);
                    emitter.set(near, emitter.op(Operation.INT_SELECT, passed, last, next));
                    emitter.set(
                        far, emitter.op(Operation.INT_SELECT, passed, next, emitter.get(far)));
                    emitter.set(
                        distance,
                        emitter.op(Operation.MUL, emitter.real(2), emitter.get(distance)));
                  }));
    }
  }
}
