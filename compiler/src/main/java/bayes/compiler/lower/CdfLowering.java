package bayes.compiler.lower;

import bayes.compiler.model.DistributionFunction;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.program.Value;
import java.util.Optional;

/** Distribution functions and their tails: by their formulas within the support, 0 or 1 outside. */
final class CdfLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final SupportChecks checks;

  CdfLowering(Emitter emitter, ExpressionLowering expressions, SupportChecks checks) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.checks = checks;
  }

  /** The cdf, or the logarithm of a tail, at a point that is the value of {@code expr}. */
  Value of(DistributionLowering.Bound bound, Quantity quantity, Expr expr, View point) {
    Support support = bound.definition().support();
    if (!(support instanceof Support.Bounds bounds)) return inside(bound, quantity, point);
    return above(
        bound,
        bounds.lower(),
        expr,
        point,
        ends(quantity, false),
        () -> below(bound, bounds.upper(), quantity, expr, point));
  }

  private interface Rest {
    Value value();
  }

  private Value above(
      DistributionLowering.Bound bound,
      Optional<Support.Bound> lower,
      Expr expr,
      View point,
      double before,
      Rest rest) {
    if (lower.isEmpty() || checks.isSurelyInside(bound, expr, lower.get(), true)) {
      return rest.value();
    }
    return emitter.choose(
        checks.isInside(bound, point.scalar(), lower.get(), true),
        rest::value,
        () -> emitter.real(before));
  }

  private Value below(
      DistributionLowering.Bound bound,
      Optional<Support.Bound> upper,
      Quantity quantity,
      Expr expr,
      View point) {
    if (upper.isEmpty() || checks.isSurelyInside(bound, expr, upper.get(), false)) {
      return inside(bound, quantity, point);
    }
    return emitter.choose(
        checks.isInside(bound, point.scalar(), upper.get(), false),
        () -> inside(bound, quantity, point),
        () -> emitter.real(ends(quantity, true)));
  }

  /** The value beyond an end of the support. */
  private static double ends(Quantity quantity, boolean upper) {
    return switch (quantity) {
      case CDF -> upper ? 1 : 0;
      case LOG_BELOW -> upper ? 0 : Double.NEGATIVE_INFINITY;
      case LOG_ABOVE -> upper ? Double.NEGATIVE_INFINITY : 0;
      case LOG_DENSITY, QUANTILE, DRAW -> throw new IllegalArgumentException(quantity.name());
    };
  }

  private Value inside(DistributionLowering.Bound bound, Quantity quantity, View point) {
    DistributionFunction function = bound.definition().cdf().orElseThrow();
    Environment scope = bound.environment().nested();
    scope.bind(bound.definition().point(), point);
    Expr formula =
        switch (quantity) {
          case CDF -> function.value();
          case LOG_BELOW -> function.logBelow();
          case LOG_ABOVE -> function.logAbove();
          case LOG_DENSITY, QUANTILE, DRAW -> throw new IllegalArgumentException(quantity.name());
        };
    return expressions.scalar(formula, scope);
  }
}
