package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Component;
import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Distributions with a probability p of zero of its own. {@code ZeroInflated}: with probability p
 * zero, else a draw of D, which may be zero as well. {@code Hurdle}: with probability p zero, else
 * a draw of D that is not zero. Of reals, where a single value has no probability, both are the
 * same.
 */
final class ZeroInflation {
  private final Session session;
  private final Operators operators;
  private final boolean isHurdle;

  ZeroInflation(Session session, Operators operators, boolean isHurdle) {
    this.session = session;
    this.operators = operators;
    this.isHurdle = isHurdle;
  }

  Optional<DistributionCall> of(DistributionCall call, Expr share, Span span) {
    boolean isReal = call.event() instanceof Type.Real;
    String name = isHurdle ? Wrappers.HURDLE : Wrappers.ZERO_INFLATED;
    if (!isReal && !(call.event() instanceof Type.Int)) {
      session.report(
          new DistributionProblem.CannotCombine(
              call.span(),
              "`" + name + "` takes a distribution of numbers",
              "`" + call.definition().name() + "` draws something else",
              "such as `" + name + "(p, Poisson(rate))`"));
      return Optional.empty();
    }
    Wrapping wrapping = new Wrapping(session, operators, name, call.event(), span);
    Formulas f = wrapping.formulas();
    Expr p = wrapping.parameter("p", share, Wrapping.unit(f));
    Component inner = wrapping.component(call, Optional.empty());
    Parts parts = new Parts(wrapping, inner, p, isReal ? f.real(0) : f.integer(0));
    boolean excludes = isHurdle && !isReal;
    return Optional.of(
        wrapping.finish(
            support(call, wrapping),
            isReal ? parts.ofReals() : excludes ? parts.hurdle() : parts.inflated(),
            call.definition().cdf().map(cdf -> parts.cdf(excludes)),
            sampler(call, parts, excludes),
            isReal));
  }

  private Optional<Expr> sampler(DistributionCall call, Parts parts, boolean excludes) {
    if (excludes) return call.definition().cdf().map(cdf -> parts.wrapping().inverse());
    return call.definition().sampler().map(s -> parts.draw());
  }

  /** That of the distribution, and zero. */
  private Support support(DistributionCall call, Wrapping wrapping) {
    Support own = Distributions.arguments(call).support(call.definition().support());
    if (!(own instanceof Support.Bounds bounds)) return own;
    return new Support.Bounds(
        bounds.lower().map(b -> wrapping.bound("lower", withZero(b, "min", wrapping), false)),
        bounds.upper().map(b -> wrapping.bound("upper", withZero(b, "max", wrapping), false)));
  }

  private Support.Bound withZero(Support.Bound bound, String function, Wrapping wrapping) {
    var interval = session.intervals().of(bound.value());
    boolean lower = function.equals("min");
    boolean beyond = lower ? interval.upper() < 0 : interval.lower() > 0;
    if (beyond) return bound;
    Formulas f = wrapping.formulas();
    Expr zero = bound.value().type() instanceof Type.Int ? f.integer(0) : f.real(0);
    boolean within = lower ? interval.lower() >= 0 : interval.upper() <= 0;
    return new Support.Bound(within ? zero : f.apply(function, bound.value(), zero), false);
  }

  /** The formulas, with {@code log p} and {@code log(1 - p)}. */
  private record Parts(Wrapping wrapping, Component inner, Expr p, Expr zero) {
    private Formulas f() {
      return wrapping.formulas();
    }

    private Expr isZero() {
      return f().apply("==", wrapping.x(), zero);
    }

    private Expr reached() {
      return f().apply(">=", wrapping.x(), zero);
    }

    private Expr logP() {
      return f().apply("log", p);
    }

    private Expr logRest() {
      return f().logComplement(p);
    }

    private Expr ask(Quantity quantity) {
      return wrapping.ask(quantity, inner, wrapping.x());
    }

    Expr ofReals() {
      Expr other = f().plus(logRest(), ask(Quantity.LOG_DENSITY));
      return f().choose(isZero(), logP(), other);
    }

    Expr inflated() {
      Expr other = f().plus(logRest(), ask(Quantity.LOG_DENSITY));
      return f().choose(isZero(), f().logSum(List.of(logP(), other)), other);
    }

    Expr hurdle() {
      Expr other = f().plus(logRestWithoutZero(), ask(Quantity.LOG_DENSITY));
      return f().choose(isZero(), logP(), other);
    }

    /** log((1 - p) / (1 - P(X = 0))). */
    private Expr logRestWithoutZero() {
      Expr atZero = wrapping.ask(Quantity.LOG_DENSITY, inner, zero);
      return f().minus(logRest(), f().apply("log1m_exp", atZero));
    }

    Expr draw() {
      Expr isZero = new Expr.RandomPrimitive("random_bernoulli", List.of(p), Type.INT, f().span());
      Expr condition = f().apply("==", isZero, f().integer(1));
      return f().choose(condition, zero, wrapping.draw(inner));
    }

    /** log(p + (1 - p) (F(x) - P(X = 0)) / (1 - P(X = 0))), from zero on. */
    private Expr belowHurdle(Expr rest, Expr above) {
      Expr atZero = wrapping.ask(Quantity.LOG_DENSITY, inner, zero);
      Expr others =
          f().let(
                  ask(Quantity.LOG_BELOW),
                  below ->
                      f().choose(
                              f().apply(">", below, atZero),
                              f().logDifference(below, atZero),
                              f().impossible()));
      Expr negative = wrapping.ask(Quantity.LOG_BELOW, inner, f().before(wrapping.x()));
      // From the tail above, unless that is the larger one.
      Expr positive =
          f().let(
                  above,
                  v ->
                      f().choose(
                              f().apply("<", v, f().real(Math.log(0.5))),
                              f().apply("log1m_exp", v),
                              f().logSum(List.of(logP(), f().plus(rest, others)))));
      return f().choose(isZero(), f().logSum(List.of(logP(), f().plus(rest, negative))), positive);
    }

    /** The zero that is added counts from zero on, the one that is left out does not. */
    DistributionFunction cdf(boolean excludes) {
      Expr rest = excludes ? logRestWithoutZero() : logRest();
      Expr below = f().plus(rest, ask(Quantity.LOG_BELOW));
      Expr above = f().plus(rest, ask(Quantity.LOG_ABOVE));
      Expr mostBelow = excludes ? belowHurdle(rest, above) : f().logSum(List.of(logP(), below));
      Expr mostAbove =
          excludes ? f().apply("log1m_exp", below) : f().logSum(List.of(logP(), above));
      return wrapping.ofTails(
          f().choose(reached(), mostBelow, below), f().choose(reached(), above, mostAbove));
    }
  }
}
