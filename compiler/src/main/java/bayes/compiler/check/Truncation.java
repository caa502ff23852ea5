package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Component;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.List;
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
    if (definition.improper() && own instanceof Support.Whole) {
      return Optional.of(new Narrowed(call, declared));
    }
    if (declared instanceof Support.Whole) return Optional.of(new Narrowed(call, own));
    Optional<Constraint> constraint = declared.constraint();
    if (constraint.isPresent() || own instanceof Support.Constrained) {
      boolean fits =
          constraint.isPresent()
              && own.constraint().filter(c -> c.isWithin(constraint.get())).isPresent();
      if (fits) return Optional.of(new Narrowed(call, own));
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
    if (!isPossible(call)) {
      session.report(
          new SupportProblem.CannotTruncate(
              place, call.definition().name(), !session.dependence(call).isDataOnly()));
      return Optional.empty();
    }
    Optional<Support.Bound> lower =
        cutsLower ? tighter("max", declared.lower(), ownLower) : ownLower;
    Optional<Support.Bound> upper =
        cutsUpper ? tighter("min", declared.upper(), ownUpper) : ownUpper;
    Support.Bounds bounds = new Support.Bounds(lower, upper);
    if (new EmptySupports(session).report(bounds, call.event(), place)) return Optional.empty();
    return Optional.of(new Narrowed(truncated(call, bounds, cutsLower, cutsUpper), bounds));
  }

  /** Whether a distribution is of single numbers and has the cdf to be renormalised with. */
  static boolean isPossible(DistributionCall call) {
    boolean ordered = call.event() instanceof Type.Real || call.event() instanceof Type.Int;
    return ordered && call.definition().cdf().isPresent();
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

  /** The distribution within bounds, of which those that cut are not its own. */
  private DistributionCall truncated(
      DistributionCall call, Support.Bounds bounds, boolean cutsLower, boolean cutsUpper) {
    Wrapping wrapping = new Wrapping(session, operators, "Truncated", call.event(), call.span());
    Formulas f = wrapping.formulas();
    Component inner = wrapping.component(call, Optional.empty());
    Optional<Support.Bound> lower =
        bounds.lower().map(b -> wrapping.bound("lower", integral(b, call), cutsLower));
    Optional<Support.Bound> upper =
        bounds.upper().map(b -> wrapping.bound("upper", integral(b, call), cutsUpper));
    Optional<Expr> below = lower.filter(b -> cutsLower).map(b -> f.before(b.value()));
    Optional<Expr> last = upper.filter(b -> cutsUpper).map(Support.Bound::value);
    Expr x = wrapping.x();
    Expr logMass = logMass(wrapping, inner, below, last);
    Expr all = f.let(logMass, v -> f.choose(f.apply(">", v, f.impossible()), v, infinite(f)));
    Expr logBelow = f.minus(logMass(wrapping, inner, below, Optional.of(x)), all);
    Expr logAbove = f.minus(logMass(wrapping, inner, Optional.of(x), last), all);
    return wrapping.finish(
        new Support.Bounds(lower, upper),
        f.minus(wrapping.ask(Quantity.LOG_DENSITY, inner, x), all),
        Optional.of(wrapping.ofTails(logBelow, logAbove)),
        Optional.of(wrapping.inverse()),
        call.definition().hasAtoms());
  }

  /** Where nothing is left of the distribution, the density is zero. */
  private static Expr infinite(Formulas f) {
    return f.real(Double.POSITIVE_INFINITY);
  }

  /** The logarithm of the probability above one value and at most another, where there are such. */
  private static Expr logMass(
      Wrapping wrapping, Component inner, Optional<Expr> above, Optional<Expr> last) {
    if (above.isEmpty()) {
      return last.map(b -> wrapping.ask(Quantity.LOG_BELOW, inner, b))
          .orElseGet(() -> wrapping.formulas().real(0));
    }
    return last.map(b -> wrapping.logBetween(inner, above.get(), b))
        .orElseGet(() -> wrapping.ask(Quantity.LOG_ABOVE, inner, above.get()));
  }

  /** The bounds of integers are integers. */
  private Support.Bound integral(Support.Bound bound, DistributionCall call) {
    Type element = call.event().element();
    return new Support.Bound(Conversions.as(bound.value(), element), bound.exclusive());
  }
}
