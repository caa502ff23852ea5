package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Component;
import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Censored distributions: draws are clipped to bounds, which carry the probability of what is
 * beyond them. A draw that is only known to be in an interval is a pair of its ends, with the log
 * probability of being above the lower and at most the upper one; of integers, the lower end itself
 * is within.
 */
final class Censoring {
  private final Session session;
  private final Operators operators;

  Censoring(Session session, Operators operators) {
    this.session = session;
    this.operators = operators;
  }

  /** Two of {@code element}. */
  static Type pairOf(Type element, Span span) {
    return Type.array(element, List.of(new IndexSet.Size(new Expr.IntConstant(2, span))));
  }

  Optional<DistributionCall> of(DistributionCall call, Map<String, Expr> values, Span span) {
    if (!Truncation.isPossible(call)) {
      session.report(
          new DistributionProblem.NoCdf(
              call.span(),
              call.definition().name(),
              "`Censored`",
              call.event().dimensions().isEmpty()));
      return Optional.empty();
    }
    if (values.containsKey("interval")) return Optional.of(interval(call, span));
    return Optional.of(
        clipped(
            call, WrapperCalls.bound(values, "lower"), WrapperCalls.bound(values, "upper"), span));
  }

  private DistributionCall clipped(
      DistributionCall call,
      Optional<Support.Bound> lower,
      Optional<Support.Bound> upper,
      Span span) {
    Wrapping wrapping = new Wrapping(session, operators, Wrappers.CENSORED, call.event(), span);
    Formulas f = wrapping.formulas();
    Component inner = wrapping.component(call, Optional.empty());
    Support own = Distributions.arguments(call).support(call.definition().support());
    Optional<Support.Bound> ownLower =
        own instanceof Support.Bounds b ? b.lower() : Optional.empty();
    Optional<Support.Bound> ownUpper =
        own instanceof Support.Bounds b ? b.upper() : Optional.empty();
    Support.Bounds support =
        new Support.Bounds(
            lower
                .map(b -> wrapping.bound("lower", b, true))
                .or(() -> ownLower.map(b -> wrapping.bound("lower", b, false))),
            upper
                .map(b -> wrapping.bound("upper", b, true))
                .or(() -> ownUpper.map(b -> wrapping.bound("upper", b, false))));
    Expr x = wrapping.x();
    Expr logDensity = wrapping.ask(Quantity.LOG_DENSITY, inner, x);
    Optional<Expr> draw = call.definition().sampler().map(s -> wrapping.draw(inner));
    if (upper.isPresent()) {
      Expr b = support.upper().orElseThrow().value();
      logDensity =
          f.choose(
              f.apply(">=", x, b),
              wrapping.ask(Quantity.LOG_ABOVE, inner, f.before(b)),
              logDensity);
      draw = draw.map(d -> f.apply("min", d, b));
    }
    if (lower.isPresent()) {
      Expr a = support.lower().orElseThrow().value();
      logDensity =
          f.choose(f.apply("<=", x, a), wrapping.ask(Quantity.LOG_BELOW, inner, a), logDensity);
      draw = draw.map(d -> f.apply("max", d, a));
    }
    DistributionFunction cdf =
        new DistributionFunction(
            atEnd(wrapping, support, f.real(1), wrapping.ask(Quantity.CDF, inner, x)),
            atEnd(wrapping, support, f.real(0), wrapping.ask(Quantity.LOG_BELOW, inner, x)),
            atEnd(wrapping, support, f.impossible(), wrapping.ask(Quantity.LOG_ABOVE, inner, x)));
    return wrapping.finish(
        support, logDensity, Optional.of(cdf), draw, call.event() instanceof Type.Real);
  }

  /** At the upper bound all probability has been passed. */
  private static Expr atEnd(Wrapping wrapping, Support.Bounds support, Expr end, Expr inside) {
    Formulas f = wrapping.formulas();
    return support
        .upper()
        .map(b -> f.choose(f.apply(">=", wrapping.x(), b.value()), end, inside))
        .orElse(inside);
  }

  private DistributionCall interval(DistributionCall call, Span span) {
    Type pair = pairOf(call.event(), span);
    Wrapping wrapping = new Wrapping(session, operators, Wrappers.CENSORED, pair, span);
    Formulas f = wrapping.formulas();
    Component inner = wrapping.component(call, Optional.empty());
    Expr from = end(wrapping, 1);
    Expr to = end(wrapping, 2);
    Expr between = wrapping.logBetween(inner, f.before(from), to);
    Expr logDensity = f.choose(f.apply("<=", from, to), between, f.impossible());
    if (call.event() instanceof Type.Real) {
      // A value that is known exactly.
      logDensity =
          f.choose(
              f.apply("==", from, to), wrapping.ask(Quantity.LOG_DENSITY, inner, from), logDensity);
    }
    return wrapping.finish(Support.WHOLE, logDensity, Optional.empty(), Optional.empty(), true);
  }

  private static Expr end(Wrapping wrapping, int number) {
    Formulas f = wrapping.formulas();
    return new Expr.Index(
        wrapping.x(),
        List.of(new Expr.Subscript.At(f.integer(number))),
        wrapping.x().type().element(),
        f.span());
  }
}
