package bayes.runtime.math;

/**
 * Modified Bessel functions of real order v from 0 on, as logarithms and free of their exponential
 * growth: log(exp(-x) I_v(x)) and log(exp(x) K_v(x)), with their derivatives by both arguments. The
 * errors are below 1e-14, relative to the larger of the value and 1.
 *
 * <p>I by its power series, whose terms are all positive, or by Debye's expansion for large w =
 * sqrt(v^2 + x^2) (Olver, Asymptotics and Special Functions, 1974, section 10.7; NIST Digital
 * Library of Mathematical Functions 10.41). K by the trapezoidal rule on its integral 10.32.9,
 * which for such an integrand is right to all digits at a moderate step.
 */
public final class BesselFunctions {
  private static final double HALF_LOG_2PI = 0.9189385332046727418;
  private static final double LOG_2 = 0.6931471805599453094;

  /** From this w on, Debye's expansion has all digits. */
  private static final double LARGE = 40;

  private static final int TERMS = 16;

  /** The polynomials of Debye's expansion: {@code DEBYE[k][j]} belongs to (v / w)^(2 j) / w^k. */
  private static final double[][] DEBYE = debye();

  private static final double NEGLIGIBLE = 0x1p-56;

  /** The exponent of a term that no longer matters. */
  private static final double SMALLEST_EXPONENT = -46;

  private BesselFunctions() {}

  // ---- I ----

  /** log(exp(-x) I_v(x)), for v and x from 0 on. */
  public static double logScaledI(double v, double x) {
    if (!(v >= 0 && x >= 0)) return Double.NaN;
    if (x == 0) return v == 0 ? 0 : Double.NEGATIVE_INFINITY;
    if (x == Double.POSITIVE_INFINITY) return Double.NEGATIVE_INFINITY;
    double w = hypot(v, x);
    if (w < LARGE) {
      double rest = 0;
      double term = 1;
      double square = 0.25 * x * x;
      for (int k = 1; term > NEGLIGIBLE * rest; k++) {
        term *= square / (k * (k + v));
        rest += term;
      }
      double power = v == 0 ? 0 : v * (Elementary.log(x) - LOG_2) - GammaFunctions.lgamma(v + 1);
      return power - x + Elementary.log1p(rest);
    }
    return v * v / (w + x)
        - v * asinh(v, x, w)
        - 0.5 * Elementary.log(w)
        - HALF_LOG_2PI
        + Elementary.log1p(debye(v, w, Part.VALUE));
  }

  /** The derivative of {@link #logScaledI} by x. */
  public static double logScaledISlope(double v, double x) {
    if (!(v >= 0 && x >= 0)) return Double.NaN;
    if (x == 0) return v == 0 ? -1 : Double.POSITIVE_INFINITY;
    double w = hypot(v, x);
    if (w < LARGE) {
      double sum = 1;
      double weighted = 0;
      double term = 1;
      double square = 0.25 * x * x;
      for (int k = 1; term * k > NEGLIGIBLE * weighted; k++) {
        term *= square / (k * (k + v));
        sum += term;
        weighted += k * term;
      }
      return (v + 2 * weighted / sum) / x - 1;
    }
    double slope = x / w * (debye(v, w, Part.BY_X) / (1 + debye(v, w, Part.VALUE)));
    return v / (w + x) * (v / x) + (slope - 0.5 * x / w) / w;
  }

  /** The derivative of {@link #logScaledI} by v. */
  public static double logScaledIOrderSlope(double v, double x) {
    if (!(v >= 0 && x >= 0)) return Double.NaN;
    if (x == 0) return Double.NEGATIVE_INFINITY;
    double w = hypot(v, x);
    if (w < LARGE) {
      double sum = 1;
      double psi = GammaFunctions.digamma(v + 1);
      double weighted = 0;
      double rise = 0;
      double term = 1;
      double square = 0.25 * x * x;
      for (int k = 1; term * (1 + rise) > NEGLIGIBLE * sum; k++) {
        term *= square / (k * (k + v));
        rise += 1 / (k + v);
        sum += term;
        weighted += term * rise;
      }
      return Elementary.log(x) - LOG_2 - psi - weighted / sum;
    }
    double slope = v / w * (debye(v, w, Part.BY_ORDER) / (1 + debye(v, w, Part.VALUE)));
    return -asinh(v, x, w) + (slope - 0.5 * v / w) / w;
  }

  private enum Part {
    VALUE,
    BY_X,
    BY_ORDER
  }

  /**
   * The sum of Debye's expansion without its first term, 1; or w / x, w / v times w times its
   * derivatives by x and v.
   */
  private static double debye(double v, double w, Part part) {
    double q = v / w * (v / w);
    double inverse = 1 / w;
    double power = 1;
    double sum = 0;
    for (int k = 1; k < TERMS; k++) {
      power *= inverse;
      double[] coefficients = DEBYE[k];
      double value = 0;
      double slope = 0;
      for (int j = k; j >= 0; j--) {
        slope = slope * q + value;
        value = value * q + coefficients[j];
      }
      double term =
          switch (part) {
            case VALUE -> value;
            case BY_X -> -2 * q * slope - k * value;
            case BY_ORDER -> 2 * (1 - q) * slope - k * value;
          };
      sum += power * term;
      if (power * k * k < NEGLIGIBLE) break;
    }
    return sum;
  }

  /** U_0 = 1, U_(k+1)(p) = p^2 (1 - p^2) U_k'(p) / 2 + integral of (1 - 5 t^2) U_k(t) / 8 to p. */
  private static double[][] debye() {
    double[][] table = new double[TERMS][];
    table[0] = new double[] {1};
    for (int k = 0; k + 1 < TERMS; k++) {
      double[] next = new double[k + 2];
      for (int j = 0; j <= k; j++) {
        double n = k + 2 * j;
        next[j] += table[k][j] * (n / 2 + 1 / (8 * (n + 1)));
        next[j + 1] -= table[k][j] * (n / 2 + 5 / (8 * (n + 3)));
      }
      table[k + 1] = next;
    }
    return table;
  }

  /** The inverse hyperbolic sine of v / x, with w = sqrt(v^2 + x^2). */
  private static double asinh(double v, double x, double w) {
    double excess = (v + v / (w + x) * v) / x;
    return excess < Double.POSITIVE_INFINITY
        ? Elementary.log1p(excess)
        : Elementary.log(v + w) - Elementary.log(x);
  }

  private static double hypot(double v, double x) {
    double large = Math.max(v, x);
    double small = Math.min(v, x);
    if (large == 0 || large == Double.POSITIVE_INFINITY) return large;
    double ratio = small / large;
    return large * Math.sqrt(1 + ratio * ratio);
  }

  // ---- K ----

  /** log(exp(x) K_v(x)), for x above 0; the order's sign does not matter. */
  public static double logScaledK(double order, double x) {
    double v = Math.abs(order);
    if (!(x > 0) || Double.isNaN(v)) return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    if (x == Double.POSITIVE_INFINITY) return Double.NEGATIVE_INFINITY;
    double w = hypot(v, x);
    double integral = integral(v, x, w, 0);
    return v * asinh(v, x, w) - v / (w + x) * v + Elementary.log(0.5 * integral);
  }

  /** The derivative of {@link #logScaledK} by x: 1 less the mean of cosh(t) under the integrand. */
  public static double logScaledKSlope(double order, double x) {
    double v = Math.abs(order);
    if (!(x > 0) || Double.isNaN(v)) return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    if (x == Double.POSITIVE_INFINITY) return 0;
    double w = hypot(v, x);
    double whole = integral(v, x, w, 0);
    double moved = w * (integral(v, x, w, 2) / whole) + v * (integral(v, x, w, 3) / whole);
    return -(moved + v / (w + x) * v) / x;
  }

  /** The derivative of {@link #logScaledK} by the order: the mean of t under the integrand. */
  public static double logScaledKOrderSlope(double order, double x) {
    double v = Math.abs(order);
    if (!(x > 0) || Double.isNaN(v)) return Double.NaN;
    double w = hypot(v, x);
    double slope = asinh(v, x, w) + integral(v, x, w, 1) / integral(v, x, w, 0);
    return order < 0 ? -slope : slope;
  }

  /**
   * The integral over all s of exp(v s - v sinh s - w (cosh s - 1)) times 1, s, cosh s - 1 or sinh
   * s: the integrand exp(v t - x cosh t) from its largest point on, t = asinh(v / x) + s.
   */
  private static double integral(double v, double x, double w, int moment) {
    double step = 0.65 / Math.sqrt(w + 9);
    double sum = moment == 0 ? 1 : 0;
    for (int side = -1; side <= 1; side += 2) {
      double exponent = 0;
      for (int k = 1; exponent > SMALLEST_EXPONENT; k++) {
        double s = side * k * step;
        double rise = Elementary.expm1(k * step);
        double fall = rise / (1 + rise);
        double cosh = 0.5 * rise * fall;
        double sinh = side * 0.5 * (rise + fall);
        exponent =
            s < -1
                ? v * s + x / (w + v) * x * sinh + w * fall
                : -v * sinhRemainder(s, sinh) - w * cosh;
        double factor =
            switch (moment) {
              case 0 -> 1;
              case 1 -> s;
              case 2 -> cosh;
              default -> sinh;
            };
        sum += factor * Elementary.exp(exponent);
      }
    }
    return step * sum;
  }

  /** sinh s - s. */
  private static double sinhRemainder(double s, double sinh) {
    if (Math.abs(s) > 1) return sinh - s;
    double y = s * s;
    double series = 1 + y / 110 * (1 + y / 156 * (1 + y / 210 * (1 + y / 272)));
    return s * y / 6 * (1 + y / 20 * (1 + y / 42 * (1 + y / 72 * series)));
  }
}
