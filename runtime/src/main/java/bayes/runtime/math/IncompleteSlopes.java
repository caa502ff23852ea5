package bayes.runtime.math;

/**
 * The derivatives of the regularised incomplete gamma and beta functions by their parameters: their
 * series and continued fractions, differentiated term by term. Relative errors are below 1e-12
 * where the result is not below 1e-250 and does not vanish.
 */
public final class IncompleteSlopes {
  private static final double EPSILON = 0x1p-54;
  private static final double TINY = 1e-300;
  private static final double LARGE = 10;

  /** More steps than parameters below 1e8 need; beyond them, digits are lost. */
  private static final int LONGEST = 200_000;

  private IncompleteSlopes() {}

  /** The derivative by a of P(a, x), the regularised lower incomplete gamma function. */
  public static double gammaP(double a, double x) {
    if (!(a > 0) || !(x >= 0)) return Double.NaN;
    if (x == 0 || x == Double.POSITIVE_INFINITY) return 0;
    return x < a + 1 ? gammaSeries(a, x) : -gammaFraction(a, x);
  }

  /** log x - psi(a + 1). */
  private static double logExcess(double a, double x) {
    if (a < LARGE) return Elementary.log(x) - GammaFunctions.digamma(a + 1);
    return logRatio(x - a, a, x) - (1 / a + GammaFunctions.digammaRemainder(a));
  }

  /** log(x / a), given x - a. */
  private static double logRatio(double difference, double a, double x) {
    return Math.abs(difference) < 0.5 * a
        ? Elementary.log1p(difference / a)
        : Elementary.log(x / a);
  }

  /** Of the sum of x^n / ((a + 1) ... (a + n)), times x^a exp(-x) / Gamma(a + 1). */
  private static double gammaSeries(double a, double x) {
    double term = 1;
    double sum = 1;
    double reciprocals = 0;
    double weighted = 0;
    for (int n = 1; n < LONGEST && term * reciprocals >= weighted * EPSILON; n++) {
      term *= x / (a + n);
      reciprocals += 1 / (a + n);
      sum += term;
      weighted += term * reciprocals;
      if (term == 0) break;
    }
    return IncompleteFunctions.poissonMass(a, x) * (sum * logExcess(a, x) - weighted);
  }

  /** Of Legendre's continued fraction, times x^a exp(-x) / Gamma(a). */
  private static double gammaFraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double slopeC = 0;
    double d = 1 / b;
    double slopeD = d * d;
    double value = d;
    double slope = slopeD / d;
    double change = 0;
    double slopeChange = 1;
    double rest = logExcess(a, x) + 1 / a;
    double most = Math.abs(rest);
    for (int i = 1; i < LONGEST && isMoving(change, slopeChange, slope, most); i++) {
      double an = -i * (i - a);
      b += 2;
      double next = awayFrom0(an * d + b);
      slopeD = -(i * d + an * slopeD - 1) / (next * next);
      d = 1 / next;
      slopeC = -1 + i / c - an * slopeC / (c * c);
      c = awayFrom0(b + an / c);
      change = d * c;
      slopeChange = slopeD / d + slopeC / c;
      value *= change;
      slope += slopeChange;
    }
    double q = IncompleteFunctions.poissonMass(a, x) * a * value;
    return q * (rest + slope);
  }

  /** The derivative by a of I(x; a, b), the regularised incomplete beta function. */
  public static double betaByA(double x, double a, double b) {
    return beta(x, a, b, true);
  }

  /** The derivative by b of I(x; a, b). */
  public static double betaByB(double x, double a, double b) {
    return beta(x, a, b, false);
  }

  private static double beta(double x, double a, double b, boolean byA) {
    if (!(a > 0) || !(b > 0) || !(x >= 0) || x > 1) return Double.NaN;
    if (x == 0 || x == 1) return 0;
    double y = 1 - x;
    return x <= (a + 1) / (a + b + 2)
        ? betaFraction(x, y, a, b, byA)
        : -betaFraction(y, x, b, a, !byA);
  }

  /** Of the even continued fraction for x below the mean, times x^a y^b / (a B(a, b)). */
  private static double betaFraction(double x, double y, double a, double b, boolean byA) {
    double c = 1;
    double slopeC = 0;
    double first = awayFrom0(1 - (a + b) * x / (a + 1));
    double d = 1 / first;
    double slopeFirst = byA ? -(x / (a + 1)) * (1 - (a + b) / (a + 1)) : -x / (a + 1);
    double slopeD = -slopeFirst / (first * first);
    double value = d;
    double slope = slopeD / d;
    double change = 0;
    double slopeChange = 1;
    double rest = slopeOfFactor(x, y, a, b, byA);
    double most = Math.abs(rest);
    for (int m = 1; m < LONGEST && isMoving(change, slopeChange, slope, most); m++) {
      double evenFactor = m * x / ((a + 2 * m - 1) * (a + 2 * m));
      double even = evenFactor * (b - m);
      double slopeEven = byA ? -even * (1 / (a + 2 * m - 1) + 1 / (a + 2 * m)) : evenFactor;
      double next = awayFrom0(1 + even * d);
      slopeD = -(slopeEven * d + even * slopeD) / (next * next);
      d = 1 / next;
      slopeC = slopeEven / c - even * slopeC / (c * c);
      c = awayFrom0(1 + even / c);
      change = d * c;
      slopeChange = slopeD / d + slopeC / c;
      double oddFactor = -(a + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      double odd = oddFactor * (a + b + m);
      double slopeOdd =
          byA ? odd * (1 / (a + m) - 1 / (a + 2 * m) - 1 / (a + 2 * m + 1)) + oddFactor : oddFactor;
      next = awayFrom0(1 + odd * d);
      slopeD = -(slopeOdd * d + odd * slopeD) / (next * next);
      d = 1 / next;
      slopeC = slopeOdd / c - odd * slopeC / (c * c);
      c = awayFrom0(1 + odd / c);
      value *= change;
      slope += slopeChange;
      double oddSlopeChange = slopeD / d + slopeC / c;
      change = d * c;
      slopeChange = Math.max(Math.abs(slopeChange), Math.abs(oddSlopeChange));
      value *= change;
      slope += oddSlopeChange;
    }
    double factor = IncompleteFunctions.betaFactor(x, y, a, b);
    return factor * value * (rest + slope);
  }

  /** Whether the last step changed the fraction, or the sum that its slope is part of. */
  private static boolean isMoving(double change, double slopeChange, double slope, double rest) {
    return Math.abs(change - 1) > 2 * EPSILON
        || Math.abs(slopeChange) > 4 * EPSILON * Math.max(Math.abs(slope), rest);
  }

  /** log x - psi(a + 1) + psi(a + b), or log y - psi(b) + psi(a + b). */
  private static double slopeOfFactor(double x, double y, double a, double b, boolean byA) {
    double n = a + b;
    double part = byA ? a : b;
    double share = byA ? x : y;
    double difference = byA ? x * b - y * a : y * a - x * b;
    double more = byA ? 1 / a : 0;
    if (part < LARGE) {
      return Elementary.log(share)
          - more
          + GammaFunctions.digamma(n)
          - GammaFunctions.digamma(part);
    }
    return logRatio(difference, part, share * n)
        - more
        + GammaFunctions.digammaRemainder(n)
        - GammaFunctions.digammaRemainder(part);
  }

  private static double awayFrom0(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }
}
