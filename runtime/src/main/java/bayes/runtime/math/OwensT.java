package bayes.runtime.math;

/**
 * Owen's T function, T(h, a) = 1 / (2 pi) times the integral of exp(-h^2 (1 + x^2) / 2) / (1 + x^2)
 * for x from 0 to a, which the distribution functions of skew and bivariate normal distributions
 * are made of (Owen, Tables for computing bivariate normal probabilities, 1956). Relative errors
 * are below 1e-14, or 1e-13 far in the tail, where the value is not below 1e-300.
 */
public final class OwensT {
  private static final double TWO_PI = 2 * Math.PI;
  private static final double SQRT_HALF = Math.sqrt(0.5);

  /** Beyond so many standard deviations, what is left of a normal density is no digit. */
  private static final double REACH = 9;

  private static final GaussLegendre RULE = GaussLegendre.of(32);

  private OwensT() {}

  /** T(h, a): even in h, odd in a. */
  public static double of(double h, double a) {
    if (Double.isNaN(h) || Double.isNaN(a)) return Double.NaN;
    double value = ofPositive(Math.abs(h), Math.abs(a));
    return a < 0 ? -value : value;
  }

  private static double ofPositive(double h, double a) {
    if (a <= 1) return integral(h, a);
    // T(h, a) + T(a h, 1 / a) = (Q(h) + Q(a h)) / 2 - Q(h) Q(a h), with the upper tails Q.
    double near = 0.5 * ErrorFunctions.erfc(h * SQRT_HALF);
    if (a == Double.POSITIVE_INFINITY) return 0.5 * near;
    double far = 0.5 * ErrorFunctions.erfc(a * h * SQRT_HALF);
    return 0.5 * (near + far) - near * far - integral(a * h, 1 / a);
  }

  private static double integral(double h, double a) {
    double to = h * a > REACH ? REACH / h : a;
    double rate = -0.5 * h * h;
    double sum = 0;
    for (int i = 0; i < RULE.size(); i++) {
      double x = to * RULE.node(i);
      double y = 1 + x * x;
      sum += RULE.weight(i) * (Elementary.exp(rate * x * x) / y);
    }
    return to * sum * Elementary.exp(rate) / TWO_PI;
  }
}
