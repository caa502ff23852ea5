package bayes.runtime.math;

/**
 * The gamma function's family. Relative errors are below 1e-14, or absolute ones below 1e-15 next
 * to a root ({@code digamma} at 1.4616, {@code lbeta} and {@code lchoose} where they vanish).
 */
public final class GammaFunctions {
  private static final double HALF_LOG_2PI = 0.9189385332046727418;

  /** From here on the asymptotic series reach full precision. */
  /** Up to this count, products take the place of gamma functions. */
  private static final int SMALL_COUNT = 16;

  /** The largest x whose product of {@link #SMALL_COUNT} factors is far from overflow. */
  private static final double LARGEST_BASE = 1e18;

  private static final double[] RECIPROCALS = reciprocals();

  private static final double ASYMPTOTIC = 10;

  private GammaFunctions() {}

  /**
   * log |Gamma(x)|; +infinity at 0 and the negative integers. Stirling's series from 10, reached
   * from below by Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1)); between 0 and 3.5 a
   * rational function that vanishes exactly at 1 and 2.
   */
  public static double lgamma(double x) {
    if (x >= ASYMPTOTIC) {
      return stirling(x, Elementary.log(x));
    }
    if (x > 3.5) {
      double product = 1;
      double shifted = x;
      while (shifted < ASYMPTOTIC) {
        product *= shifted;
        shifted += 1;
      }
      return stirling(shifted, Elementary.log(shifted)) - Elementary.log(product);
    }
    if (x > 2.5) {
      return (x - 2) * (x - 3) * logGammaFactor(x - 2) + Elementary.log(x - 1);
    }
    if (x >= 1) {
      return (x - 1) * (x - 2) * logGammaFactor(x - 1);
    }
    if (x > 0) {
      // log Gamma(1 + x) - log x
      return x * (x - 1) * logGammaFactor(x) - Elementary.log(x);
    }
    return lgammaBelow0(x);
  }

  /** By reflection: Gamma(x) Gamma(1 - x) = pi / sin(pi x). */
  private static double lgammaBelow0(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY; // 0, the poles, and -infinity
    }
    double sine = Math.abs(sinPi(x));
    return Elementary.log(Math.PI / sine) - lgamma(1 - x);
  }

  /** sin(pi x), exact in its reduction of x. */
  private static double sinPi(double x) {
    double rest = x - 2 * Math.rint(x / 2);
    return Math.sin(Math.PI * rest);
  }

  private static double stirling(double x, double logX) {
    if (x > 1e17) {
      return x * (logX - 1);
    }
    return (x - 0.5) * logX - x + (HALF_LOG_2PI + stirlingRemainder(x));
  }

  /** log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2 for x from 10. */
  static double stirlingRemainder(double x) {
    double inverse = 1 / x;
    double y = inverse * inverse;
    double y2 = y * y;
    double even =
        0.08333333333333333
            + y2
                * (0.0007936507936507937 + y2 * (0.0008417508417508417 + y2 * 0.00641025641025641));
    double odd =
        -0.002777777777777778 + y2 * (-0.0005952380952380953 + y2 * -0.0019175269175269176);
    return inverse * (even + y * odd);
  }

  /** The error of Stirling's formula for n!: log n! - (n + 1/2) log n + n - log(2 pi)/2. */
  static double factorialRemainder(double n) {
    if (n >= ASYMPTOTIC) {
      return stirlingRemainder(n);
    }
    return lgamma(n + 1) - (n + 0.5) * Elementary.log(n) + n - HALF_LOG_2PI;
  }

  /** log Gamma(1 + t) / (t (t - 1)) for t from 0 to 1.5. */
  private static double logGammaFactor(double t) {
    double s = t * t;
    double p =
        (0.5772156649015329
                + s * (1.70581416294524 + s * (0.20439108881700774 + s * 0.0006980166023666075)))
            + t
                * (1.6127980988295134
                    + s
                        * (0.8520513981541668
                            + s * (0.021203176043154633 + s * 1.617450683823641e-06)));
    double q =
        (1.0 + s * (4.0536681493160565 + s * (0.8203148799058525 + s * 0.009078152769591183)))
            + t
                * (3.218986559675325
                    + s
                        * (2.531159284096056
                            + s * (0.13188406729040505 + s * 0.0001821462808366695)));
    return p / q;
  }

  /** The derivative of log Gamma; NaN at the poles. */
  public static double digamma(double x) {
    if (x >= ASYMPTOTIC) {
      return digammaSeries(x);
    }
    if (x > 0) {
      // 1/x + 1/(x+1) + ... as one fraction
      double numerator = 0;
      double denominator = 1;
      double shifted = x;
      while (shifted < ASYMPTOTIC) {
        numerator = numerator * shifted + denominator;
        denominator *= shifted;
        shifted += 1;
      }
      return digammaSeries(shifted) - numerator / denominator;
    }
    if (!(x < 0) || x == Math.rint(x)) {
      return Double.NaN;
    }
    double rest = x - Math.rint(x);
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * rest);
  }

  private static double digammaSeries(double x) {
    return Elementary.log(x) + digammaRemainder(x);
  }

  /** digamma(x) - log(x) for x from 10. */
  static double digammaRemainder(double x) {
    double inverse = 1 / x;
    double y = inverse * inverse;
    double y2 = y * y;
    double even =
        0.08333333333333333
            + y2 * (0.003968253968253968 + y2 * (0.007575757575757576 + y2 * 0.08333333333333333));
    double odd = -0.008333333333333333 + y2 * (-0.004166666666666667 + y2 * -0.021092796092796094);
    return -0.5 * inverse - y * (even + y * odd);
  }

  /** The second derivative of log Gamma; NaN at the poles. */
  public static double trigamma(double x) {
    if (x > 0) {
      double sum = 0;
      double shifted = x;
      while (shifted < ASYMPTOTIC) {
        sum += 1 / (shifted * shifted);
        shifted += 1;
      }
      return sum + trigammaSeries(shifted);
    }
    if (!(x < 0) || x == Math.rint(x)) {
      return Double.NaN;
    }
    double sine = sinPi(x);
    double ratio = Math.PI / sine;
    return ratio * ratio - trigamma(1 - x);
  }

  private static double trigammaSeries(double x) {
    double inverse = 1 / x;
    double y = inverse * inverse;
    double y2 = y * y;
    double even =
        0.16666666666666666
            + y2 * (0.023809523809523808 + y2 * (0.07575757575757576 + y2 * 1.1666666666666667));
    double odd =
        -0.03333333333333333
            + y2 * (-0.03333333333333333 + y2 * (-0.2531135531135531 + y2 * -7.092156862745098));
    return inverse * (1 + inverse * (0.5 + inverse * (even + y * odd)));
  }

  private static double[] reciprocals() {
    double[] reciprocals = new double[SMALL_COUNT];
    for (int k = 1; k < SMALL_COUNT; k++) reciprocals[k] = 1.0 / k;
    return reciprocals;
  }

  /** log B(a, b) = log Gamma(a) + log Gamma(b) - log Gamma(a + b), for a, b above 0. */
  public static double lbeta(double a, double b) {
    double p = Math.min(a, b);
    double q = Math.max(a, b);
    if (!(p > 0)) {
      return p == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (q == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    if (isSmallCount(b) && a < LARGEST_BASE) return lbetaOfCount(a, (int) b);
    if (isSmallCount(a) && b < LARGEST_BASE) return lbetaOfCount(b, (int) a);
    // Where both lgamma(q) and lgamma(p + q) are large, their leading terms cancel by hand.
    if (p >= ASYMPTOTIC) {
      double remainder = stirlingRemainder(p) + stirlingRemainder(q) - stirlingRemainder(p + q);
      double share = p / (p + q);
      return -0.5 * Elementary.log(q)
          + HALF_LOG_2PI
          + remainder
          + (p - 0.5) * Elementary.log(share)
          + q * Elementary.log1p(-share);
    }
    if (q >= ASYMPTOTIC) {
      double remainder = stirlingRemainder(q) - stirlingRemainder(p + q);
      double share = p / (p + q);
      return lgamma(p)
          + remainder
          + p
          - p * Elementary.log(p + q)
          + (q - 0.5) * Elementary.log1p(-share);
    }
    return lgamma(p) + (lgamma(q) - lgamma(p + q));
  }

  /** Whether a product of so many factors is cheaper than gamma functions. */
  private static boolean isSmallCount(double n) {
    return n >= 1 && n <= SMALL_COUNT && n == Math.rint(n);
  }

  /** log B(x, n) = log (n-1)! - log (x (x+1) ... (x+n-1)): most counts in a text are small. */
  private static double lbetaOfCount(double x, int n) {
    double ratio = x;
    for (int k = 1; k < n; k++) ratio *= (x + k) * RECIPROCALS[k];
    return -Elementary.log(ratio);
  }

  /**
   * psi(x + y) - psi(x), for x, y above 0, else NaN: the slope of log Gamma(x + y) - log Gamma(x).
   * For small whole y the sum of 1 / (x + k) over k below y.
   */
  public static double digammaRise(double x, double y) {
    if (!(x > 0 && y > 0)) return Double.NaN;
    if (!isSmallCount(y)) return digamma(x + y) - digamma(x);
    double sum = 1 / x;
    for (int k = 1; k < (int) y; k++) sum += 1 / (x + k);
    return sum;
  }

  /** log of the binomial coefficient, n over k, for real k from 0 to n; -infinity outside. */
  public static double lchoose(double n, double k) {
    if (k < 0 || k > n) {
      return Double.NEGATIVE_INFINITY;
    }
    if (k == 0 || k == n) {
      return 0;
    }
    return -Elementary.log1p(n) - lbeta(n - k + 1, k + 1);
  }
}
