package bayes.runtime.math;

import static bayes.runtime.math.Elementary.exp;
import static bayes.runtime.math.Elementary.expm1;
import static bayes.runtime.math.Elementary.log;
import static bayes.runtime.math.Elementary.log1p;

/**
 * Link functions, and sums and differences on the log scale, none of which overflows or loses
 * digits where its result does not. Relative errors are below 1e-14, with respect to the argument
 * as given.
 */
public final class Links {
  private static final double LOG_2 = 0.69314718055994530942;

  private Links() {}

  /** log(p / (1 - p)). */
  public static double logit(double p) {
    // Near 1/2 the ratio is near 1, and its logarithm needs the exact difference.
    if (p > 0.25 && p < 0.75) {
      return log1p((p - 0.5) * 2 / (1 - p));
    }
    return log(p / (1 - p));
  }

  /** 1 / (1 + exp(-u)). */
  public static double invLogit(double u) {
    if (u >= 0) {
      return 1 / (1 + exp(-u));
    }
    double odds = exp(u);
    return odds / (1 + odds);
  }

  /** log(1 / (1 + exp(-u))). */
  public static double logInvLogit(double u) {
    return -log1pExp(-u);
  }

  /** log(1 - 1 / (1 + exp(-u))). */
  public static double log1mInvLogit(double u) {
    return -log1pExp(u);
  }

  /** log(1 + exp(u)). */
  public static double log1pExp(double u) {
    return u > 0 ? u + log1p(exp(-u)) : log1p(exp(u));
  }

  /** log(1 - exp(u)) for u up to 0; NaN above. */
  public static double log1mExp(double u) {
    return u > -LOG_2 ? log(-expm1(u)) : log1p(-exp(u));
  }

  /** log(1 - x). */
  public static double log1m(double x) {
    return log1p(-x);
  }

  /** log(exp(a) + exp(b)). */
  public static double logSumExp(double a, double b) {
    if (a == b) {
      return a + LOG_2; // two infinities as well
    }
    double most = Math.max(a, b);
    double least = Math.min(a, b);
    return most == Double.POSITIVE_INFINITY ? most : most + log1p(exp(least - most));
  }

  /** log(exp(a) - exp(b)) for a at least b; NaN below. */
  public static double logDiffExp(double a, double b) {
    if (b == Double.NEGATIVE_INFINITY) {
      return a;
    }
    return a == b ? Double.NEGATIVE_INFINITY : a + log1mExp(b - a);
  }

  /** log(p exp(a) + (1 - p) exp(b)). */
  public static double logMix(double p, double a, double b) {
    return logSumExp(log(p) + a, log1p(-p) + b);
  }

  /** The complementary log-log link, log(-log(1 - p)). */
  public static double cloglog(double p) {
    return log(-log1p(-p));
  }

  /** 1 - exp(-exp(u)). */
  public static double invCloglog(double u) {
    return -expm1(-exp(u));
  }
}
