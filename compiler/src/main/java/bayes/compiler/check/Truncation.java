package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.DistributionDefinition.Parameter;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A draw whose type is narrower than its distribution: the density is divided by the probability of
 * the type's interval, {@code log p(x) - log(F(upper) - F(lower))}.
 */
final class Truncation {
  private final Session session;
  private final Operators operators;

  Truncation(Session session, Operators operators) {
    this.session = session;
    this.operators = operators;
  }

  /** A call, perhaps truncated, and where its draws live. */
  record Narrowed(DistributionCall call, Support support) {}

  /**
   * The call on a declared support.
   *
   * @param declared what the type says, of one element
   * @param place of the type
   */
  Optional<Narrowed> narrow(DistributionCall call, Support declared, Span place) {
    DistributionDefinition definition = call.definition();
    Support own = Distributions.arguments(call).support(definition.support());
    if (definition.improper()) return Optional.of(new Narrowed(call, declared));
    if (declared instanceof Support.Whole) return Optional.of(new Narrowed(call, own));
    if (declared instanceof Support.Simplex || own instanceof Support.Simplex) {
      if (declared instanceof Support.Simplex && own instanceof Support.Simplex) {
        return Optional.of(new Narrowed(call, own));
      }
      session.report(
          new SupportProblem.CannotTruncate(
              place, definition.name(), !session.dependence(call).isDataOnly()));
      return Optional.empty();
    }
    return narrow(call, own, (Support.Bounds) declared, place);
  }

  private Optional<Narrowed> narrow(
      DistributionCall call, Support own, Support.Bounds declared, Span place) {
    Optional<Support.Bound> ownLower = Optional.empty();
    Optional<Support.Bound> ownUpper = Optional.empty();
    if (own instanceof Support.Bounds bounds) {
      ownLower = bounds.lower();
      ownUpper = bounds.upper();
    }
    boolean cutsLower = cuts(declared.lower(), ownLower, true);
    boolean cutsUpper = cuts(declared.upper(), ownUpper, false);
    if (!cutsLower && !cutsUpper) return Optional.of(new Narrowed(call, own));
    boolean continuous = call.event() instanceof Type.Real;
    if (call.definition().cdf().isEmpty() || !continuous) {
      session.report(
          new SupportProblem.CannotTruncate(
              place, call.definition().name(), !session.dependence(call).isDataOnly()));
      return Optional.empty();
    }
    Optional<Support.Bound> lower =
        cutsLower ? tighter("max", declared.lower(), ownLower) : ownLower;
    Optional<Support.Bound> upper =
        cutsUpper ? tighter("min", declared.upper(), ownUpper) : ownUpper;
    DistributionCall truncated =
        truncated(
            call,
            lower.filter(b -> cutsLower).map(Support.Bound::value),
            upper.filter(b -> cutsUpper).map(Support.Bound::value));
    return Optional.of(new Narrowed(truncated, new Support.Bounds(lower, upper)));
  }

  /** Whether the declared bound takes something away, or might. */
  private boolean cuts(
      Optional<Support.Bound> declared, Optional<Support.Bound> own, boolean lower) {
    if (declared.isEmpty()) return false;
    if (own.isEmpty()) return true;
    if (ExprText.same(declared.get().value(), own.get().value())) return false;
    double a = outermost(declared.get(), lower);
    double b = innermost(own.get(), lower);
    return lower ? !(a <= b) : !(a >= b);
  }

  private double outermost(Support.Bound bound, boolean lower) {
    var interval = session.intervals().of(bound.value());
    return lower ? interval.upper() : interval.lower();
  }

  private double innermost(Support.Bound bound, boolean lower) {
    var interval = session.intervals().of(bound.value());
    return lower ? interval.lower() : interval.upper();
  }

  private Optional<Support.Bound> tighter(
      String function, Optional<Support.Bound> declared, Optional<Support.Bound> own) {
    if (own.isEmpty()) return declared;
    Support.Bound bound = declared.orElseThrow();
    Expr a = bound.value();
    Expr b = own.get().value();
    boolean constants = session.intervals().of(a).isPoint() && session.intervals().of(b).isPoint();
    if (constants) return declared;
    return Optional.of(
        new Support.Bound(operators.apply(function, List.of(a, b), a.span()), bound.exclusive()));
  }

  private DistributionCall truncated(
      DistributionCall call, Optional<Expr> lower, Optional<Expr> upper) {
    DistributionDefinition base = call.definition();
    List<Parameter> parameters = new ArrayList<>(base.parameters());
    List<Argument> arguments = new ArrayList<>(call.arguments());
    Optional<Symbol> from = lower.map(e -> parameter("lower", e, parameters, arguments));
    Optional<Symbol> to = upper.map(e -> parameter("upper", e, parameters, arguments));
    Span span = base.logDensity().span();
    Optional<Expr> below = from.map(s -> cdf(base, s));
    Optional<Expr> above = to.map(s -> cdf(base, s));
    Expr logMass = logMass(below, above, span);
    Support.Bounds own =
        base.support() instanceof Support.Bounds bounds
            ? bounds
            : new Support.Bounds(Optional.empty(), Optional.empty());
    Support.Bounds support =
        new Support.Bounds(
            from.map(s -> bound(s, span)).or(own::lower),
            to.map(s -> bound(s, span)).or(own::upper));
    DistributionDefinition definition =
        new DistributionDefinition(
            base.name(),
            parameters,
            base.dimensions(),
            base.event(),
            support,
            base.point(),
            apply("-", span, base.logDensity(), unlessEmpty(logMass, span)),
            Optional.empty(),
            base.sampler().map(s -> sampler(base, support, below, above, logMass)),
            false);
    return new DistributionCall(
        definition, arguments, call.dimensions(), call.event(), call.span());
  }

  private Expr logMass(Optional<Expr> below, Optional<Expr> above, Span span) {
    LogMass mass = new LogMass(operators, span);
    if (below.isEmpty()) return mass.below(above.orElseThrow());
    return above.isEmpty() ? mass.above(below.get()) : mass.between(below.get(), above.get());
  }

  /** Infinite where nothing is left of the distribution, so that the density is zero. */
  private Expr unlessEmpty(Expr logMass, Span span) {
    Expr least = new Expr.RealConstant(Double.NEGATIVE_INFINITY, span);
    Expr most = new Expr.RealConstant(Double.POSITIVE_INFINITY, span);
    return operators.choose(apply(">", span, logMass, least), logMass, most, span);
  }

  /** The point that leaves a random share of the mass on the side that is cut; or to its left. */
  private Expr sampler(
      DistributionDefinition base,
      Support.Bounds support,
      Optional<Expr> below,
      Optional<Expr> above,
      Expr logMass) {
    Span span = base.logDensity().span();
    Symbol point = session.symbol("x", Symbol.Role.LOCAL, Type.REAL, span);
    Expr at = cdf(base, point);
    boolean falls = above.isEmpty();
    Expr part =
        falls ? logMass(Optional.of(at), above, span) : logMass(below, Optional.of(at), span);
    return new Expr.RandomInverse(
        point,
        apply("-", span, part, logMass),
        falls,
        support.lower().map(Support.Bound::value),
        support.upper().map(Support.Bound::value),
        span);
  }

  private Symbol parameter(
      String name, Expr value, List<Parameter> parameters, List<Argument> arguments) {
    Symbol symbol = session.symbol(name, Symbol.Role.PARAMETER, Type.REAL, value.span());
    parameters.add(new Parameter(symbol, Support.WHOLE, false));
    arguments.add(new Argument.OfValue(value));
    return symbol;
  }

  private static Support.Bound bound(Symbol symbol, Span span) {
    return new Support.Bound(new Expr.Variable(symbol, span), false);
  }

  private static Expr cdf(DistributionDefinition base, Symbol at) {
    Expr cdf = base.cdf().orElseThrow();
    return Substitution.ofValues(Map.of(base.point(), new Expr.Variable(at, cdf.span())))
        .rewrite(cdf);
  }

  private Expr apply(String name, Span span, Expr... operands) {
    return operators.apply(name, List.of(operands), span);
  }
}
