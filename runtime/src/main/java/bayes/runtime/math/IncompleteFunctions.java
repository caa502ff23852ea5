package bayes.runtime.math;

/**
 * The regularised incomplete gamma and beta functions, that is the distribution functions of the
 * gamma and beta distributions. Relative errors are below 1e-13 where the result is not below
 * 1e-250; the leading factors are C. Loader's saddle-point forms ("Fast and accurate computation of
 * binomial probabilities", 2000), which do not lose digits for large parameters.
 */
public final class IncompleteFunctions {
  private static final double LOG_2PI = 1.8378770664093454836;
  private static final double TINY = 1e-300;
  private static final double EPSILON = 0x1p-53;

  private IncompleteFunctions() {}

  /** P(a, x), the distribution function at x of a gamma distribution of shape a and rate 1. */
  public static double regularizedGammaP(double a, double x) {
    if (!(a > 0) || !(x >= 0)) {
      return Double.NaN;
    }
    if (x == 0) {
      return 0;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 1;
    }
    return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
  }

  /** Q(a, x) = 1 - P(a, x), accurate where it is small. */
  public static double regularizedGammaQ(double a, double x) {
    if (!(a > 0) || !(x >= 0)) {
      return Double.NaN;
    }
    if (x == 0) {
      return 1;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
  }

  private static double gammaSeries(double a, double x) {
    double term = 1;
    double sum = 1;
    for (double k = a + 1; term > sum * EPSILON; k += 1) {
      term *= x / k;
      sum += term;
    }
    return poissonMass(a, x) * sum;
  }

  /** Legendre's continued fraction by the modified Lentz method. */
  private static double gammaFraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    double change = 0;
    for (int i = 1; Math.abs(change - 1) > EPSILON * 2; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / awayFrom0(an * d + b);
      c = awayFrom0(b + an / c);
      change = d * c;
      value *= change;
    }
    return poissonMass(a, x) * a * value;
  }

  /** x^a exp(-x) / Gamma(a + 1). */
  static double poissonMass(double a, double x) {
    if (a < 1) {
      return Elementary.exp(a * Elementary.log(x) - x - GammaFunctions.lgamma(a + 1));
    }
    return Elementary.exp(-GammaFunctions.factorialRemainder(a) - deviance(a, x))
        * Elementary.exp(-0.5 * LOG_2PI)
        / Math.sqrt(a);
  }

  /** a log(a / m) + m - a, without cancellation for a near m. */
  static double deviance(double a, double m) {
    double difference = a - m;
    if (Math.abs(difference) < 0.3 * (a + m)) {
      double v = difference / (a + m);
      double sum = difference * v;
      double term = 2 * a * v;
      double square = v * v;
      for (int j = 3; ; j += 2) {
        term *= square;
        double next = sum + term / j;
        if (next == sum) {
          return sum;
        }
        sum = next;
      }
    }
    return a * Elementary.log(a / m) + m - a;
  }

  /** I(x; a, b), the distribution function at x of a beta distribution. */
  public static double regularizedBeta(double x, double a, double b) {
    if (!(a > 0) || !(b > 0) || !(x >= 0) || x > 1) {
      return Double.NaN;
    }
    if (x == 0 || x == 1) {
      return x;
    }
    return x <= (a + 1) / (a + b + 2)
        ? betaFraction(x, 1 - x, a, b)
        : 1 - betaFraction(1 - x, x, b, a);
  }

  /** Didonato and Morris' even continued fraction for x below the mean, y = 1 - x. */
  private static double betaFraction(double x, double y, double a, double b) {
    double c = awayFrom0(1);
    double d = 1 / awayFrom0(1 - (a + b) * x / (a + 1));
    double value = d;
    double change = 0;
    for (int m = 1; Math.abs(change - 1) > EPSILON * 2; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / awayFrom0(1 + even * d);
      c = awayFrom0(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / awayFrom0(1 + odd * d);
      c = awayFrom0(1 + odd / c);
      change = d * c;
      value *= change;
    }
    return betaFactor(x, y, a, b) * value;
  }

  /** x^a y^b / (a B(a, b)). */
  static double betaFactor(double x, double y, double a, double b) {
    if (a < 1 || b < 1) {
      double logPower = a * Elementary.log(x) + b * Elementary.log(y);
      return Elementary.exp(logPower - GammaFunctions.lbeta(a, b)) / a;
    }
    double n = a + b;
    double logMass =
        GammaFunctions.factorialRemainder(n)
            - GammaFunctions.factorialRemainder(a)
            - GammaFunctions.factorialRemainder(b)
            - deviance(a, n * x)
            - deviance(b, n * y);
    return Elementary.exp(logMass - 0.5 * LOG_2PI) * Math.sqrt(n / (a * b)) * (b / n);
  }

  /**
   * The quantile of a beta distribution: the x with I(x; a, b) = p, by bisection to full precision.
   */
  public static double betaQuantile(double p, double a, double b) {
    if (!(p >= 0) || p > 1 || !(a > 0) || !(b > 0)) {
      return Double.NaN;
    }
    double lower = 0;
    double upper = 1;
    double middle = a / (a + b);
    while (middle > lower && middle < upper) {
      if (regularizedBeta(middle, a, b) < p) {
        lower = middle;
      } else {
        upper = middle;
      }
      middle = lower + (upper - lower) / 2;
    }
    return middle;
  }

  private static double awayFrom0(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }
}
