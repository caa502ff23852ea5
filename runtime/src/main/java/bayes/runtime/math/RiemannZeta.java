package bayes.runtime.math;

/**
 * Riemann's zeta function of a real argument and its derivative: from 0 on by the summation formula
 * of Euler and Maclaurin, below by reflection (NIST Digital Library of Mathematical Functions
 * 25.2.9 and 25.4.1). Relative errors are below 1e-14, or 1e-12 below -20.
 */
public final class RiemannZeta {
  private static final double LOG_2PI = 1.8378770664093454836;

  /** The terms that are added up as they are. */
  private static final int DIRECT = 12;

  /** B_(2k) / (2k)! */
  private static final double[] BERNOULLI = {
    1.0 / 12,
    -1.0 / 720,
    1.0 / 30240,
    -1.0 / 1209600,
    1.0 / 47900160,
    -691.0 / 1307674368000.0,
    1.0 / 74724249600.0,
    -3617.0 / 10670622842880000.0,
    43867.0 / 5109094217170944000.0,
  };

  private RiemannZeta() {}

  /** zeta(s); infinite at 1. */
  public static double zeta(double s) {
    if (s >= 0) return sum(s, false);
    double sine = sine(s);
    return sine == 0 ? 0 : scale(s) * sine * sum(1 - s, false);
  }

  /** The derivative of zeta. */
  public static double slope(double s) {
    if (s >= 0) return sum(s, true);
    double value = sum(1 - s, false);
    double log = LOG_2PI - GammaFunctions.digamma(1 - s);
    double sine = sine(s);
    double change = sine * (value * log - sum(1 - s, true)) + Math.PI / 2 * cosine(s) * value;
    return scale(s) * change;
  }

  /** 2 (2 pi)^(s - 1) Gamma(1 - s). */
  private static double scale(double s) {
    return 2 * Elementary.exp((s - 1) * LOG_2PI + GammaFunctions.lgamma(1 - s));
  }

  /** sin(pi s / 2), exact in its reduction of s. */
  private static double sine(double s) {
    double rest = s - 4 * Math.rint(s / 4);
    return Math.abs(rest) == 2 ? 0 : StrictMath.sin(Math.PI / 2 * rest);
  }

  private static double cosine(double s) {
    double rest = s - 4 * Math.rint(s / 4);
    return Math.abs(rest) == 1 ? 0 : StrictMath.cos(Math.PI / 2 * rest);
  }

  /** zeta or its derivative, for s from 0 on. */
  private static double sum(double s, boolean slope) {
    if (s == Double.POSITIVE_INFINITY) return slope ? 0 : 1;
    double sum = 0;
    for (int n = DIRECT - 1; n > 1; n--) {
      double log = Elementary.log(n);
      double term = Elementary.exp(-s * log);
      sum += slope ? -log * term : term;
    }
    double log = Elementary.log(DIRECT);
    double power = Elementary.exp(-s * log);
    double first = DIRECT / (s - 1);
    double rest = slope ? -(first + 0.5) * log - first / (s - 1) : first + 0.5;
    // The factor s (s + 1) ... (s + 2k) / n^(2k + 1) of the k-th correction, and its derivative.
    double factor = s / DIRECT;
    double change = 1.0 / DIRECT;
    for (int k = 0; k < BERNOULLI.length; k++) {
      rest += BERNOULLI[k] * (slope ? change - factor * log : factor);
      for (int j = 2 * k + 1; j <= 2 * k + 2; j++) {
        change = (change * (s + j) + factor) / DIRECT;
        factor *= (s + j) / DIRECT;
      }
    }
    return (slope ? 0 : 1) + (sum + power * rest);
  }
}
