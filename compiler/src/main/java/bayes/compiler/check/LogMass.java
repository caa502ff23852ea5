package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Logarithms of the probabilities of intervals, from an expression of a distribution function F.
 * Where F comes close to 1, 1 - F is written without a difference, and the normal distribution's
 * tails are followed to where F itself is no longer a double.
 */
final class LogMass {
  private final Operators operators;
  private final Span span;

  LogMass(Operators operators, Span span) {
    this.operators = operators;
    this.span = span;
  }

  /** log F(upper). */
  Expr below(Expr upper) {
    if (upper instanceof Expr.Conditional c) {
      return operators.choose(c.condition(), below(c.then()), below(c.otherwise()), span);
    }
    return ofNormal(upper).map(this::logNormal).orElseGet(() -> apply("log", upper));
  }

  /** log(1 - F(lower)). */
  Expr above(Expr lower) {
    return below(complement(lower));
  }

  /** log(F(upper) - F(lower)), by the smaller tails. */
  Expr between(Expr lower, Expr upper) {
    Optional<Expr> a = ofNormal(lower);
    Optional<Expr> b = ofNormal(upper);
    if (a.isPresent() && b.isPresent()) {
      Expr negativeA = apply("-", a.get());
      Expr negativeB = apply("-", b.get());
      return operators.choose(
          apply(">", a.get(), real(0)),
          apply("log_diff_exp", logNormal(negativeA), logNormal(negativeB)),
          apply("log_diff_exp", logNormal(b.get()), logNormal(a.get())),
          span);
    }
    return operators.choose(
        apply(">", lower, real(0.5)),
        apply("log", apply("-", complement(lower), complement(upper))),
        apply("log", apply("-", upper, lower)),
        span);
  }

  /** 1 - p. */
  private Expr complement(Expr p) {
    if (p instanceof Expr.Conditional c) {
      return operators.choose(c.condition(), complement(c.then()), complement(c.otherwise()), span);
    }
    if (isCall(p, "inv_probit", 1)) return apply("inv_probit", apply("-", operand(p, 0)));
    if (isCall(p, "erf", 1)) return apply("erfc", operand(p, 0));
    if (isCall(p, "-", 1) && isCall(operand(p, 0), "expm1", 1)) {
      return apply("exp", operand(operand(p, 0), 0));
    }
    if (isCall(p, "-", 2) && isOne(operand(p, 0))) return operand(p, 1);
    if (isCall(p, "beta_i", 3)) {
      Expr x = apply("-", real(1), operand(p, 0));
      return apply("beta_i", x, operand(p, 2), operand(p, 1));
    }
    return apply("-", real(1), p);
  }

  private static Optional<Expr> ofNormal(Expr p) {
    return isCall(p, "inv_probit", 1) ? Optional.of(operand(p, 0)) : Optional.empty();
  }

  /**
   * The logarithm of the standard normal distribution function; far left by the asymptotic series
   * -z^2 / 2 - log(-z) - log(2 pi) / 2 + log(1 - 1/z^2 + 3/z^4 - 15/z^6 + 105/z^8 - 945/z^10).
   */
  private Expr logNormal(Expr z) {
    Expr w = apply("/", real(1), apply("square", z));
    Expr series = real(-945);
    for (double coefficient : new double[] {105, -15, 3, -1}) {
      series = apply("+", real(coefficient), apply("*", w, series));
    }
    Expr tail =
        apply(
            "-",
            apply("-", apply("*", real(-0.5), apply("square", z)), apply("log", apply("-", z))),
            real(0.5 * Math.log(2 * Math.PI)));
    return operators.choose(
        apply(">", z, real(-30)),
        apply("log", apply("inv_probit", z)),
        apply("+", tail, apply("log1p", apply("*", w, series))),
        span);
  }

  private static boolean isCall(Expr e, String name, int operands) {
    return e instanceof Expr.Apply a
        && a.function().name().equals(name)
        && a.operands().size() == operands;
  }

  private static Expr operand(Expr e, int at) {
    return ((Expr.Apply) e).operands().get(at);
  }

  private static boolean isOne(Expr e) {
    if (e instanceof Expr.Convert c) return isOne(c.operand());
    return (e instanceof Expr.IntConstant i && i.value() == 1)
        || (e instanceof Expr.RealConstant r && r.value() == 1);
  }

  private Expr real(double value) {
    return new Expr.RealConstant(value, span);
  }

  private Expr apply(String function, Expr... operands) {
    return operators.apply(function, List.of(operands), span);
  }
}
