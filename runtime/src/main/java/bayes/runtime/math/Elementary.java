package bayes.runtime.math;

/**
 * Exponential and logarithm, faster than {@link Math} and with the same bits on every platform:
 * only additions, multiplications and divisions of doubles, and small tables.
 *
 * <p>The largest errors seen against 60 digits, in units in the last place: {@code exp} 0.51,
 * {@code expm1} 2.0, {@code log} 0.57, {@code log1p} 1.0, {@code tanh} 3.4. NaN gives NaN,
 * infinities and zeros give the limits, and subnormal arguments and results are right.
 */
public final class Elementary {
  /** 1.5 * 2^52: adding it rounds a small number to an integer, held in the low bits. */
  private static final double ROUNDING = 0x1.8p52;

  private static final double STEPS_PER_UNIT = 0x1.71547652b82fep+7; // 128 / log 2
  private static final double STEP_HI = 0x1.62e42fefa0000p-8; // log 2 / 128, in 36 bits
  private static final double STEP_LO = 0x1.cf79abc9e3b3ap-47; // and the rest

  private static final double LOG_2_HI = 0x1.62e42fefa3800p-1; // log 2, with 42 fractional bits
  private static final double LOG_2_LO = 0x1.ef35793c76730p-45; // and the rest

  /** Bits of the smallest mantissa, so that 1 lies in the middle of an interval of the table. */
  private static final long MANTISSA_OFFSET = 0x3FE6000000000000L - (1L << 44);

  private static final long EXPONENT_BITS = 0xFFFL << 52;
  private static final long UPPER_HALF_BITS = -1L << 21;

  /** Above it e^x overflows. */
  private static final double LARGEST_EXPONENT = 0x1.62e42fefa39efp9;

  /** From here on the hyperbolic tangent is 1 to the last bit. */
  private static final double LARGEST_TANH = 20;

  private Elementary() {}

  /**
   * e^x. With x = (128 k + i) log 2 / 128 + r, it is 2^k 2^(i/128) e^r, where the second factor is
   * from a table and the third a polynomial.
   */
  public static double exp(double x) {
    if (!(Math.abs(x) <= 708.0)) {
      return expAtTheEdges(x);
    }
    double shifted = x * STEPS_PER_UNIT + ROUNDING;
    double steps = shifted - ROUNDING;
    long n = Double.doubleToRawLongBits(shifted);
    double r = (x - steps * STEP_HI) - steps * STEP_LO;
    int entry = (int) (n & 127) << 1;
    double tail = ElementaryTables.EXP[entry + 1] + expm1Near0(r);
    double scale =
        Double.longBitsToDouble(
            Double.doubleToRawLongBits(ElementaryTables.EXP[entry]) + ((n & ~127L) << 45));
    return scale + scale * tail;
  }

  /** e^r - 1 for |r| up to log 2 / 256. */
  private static double expm1Near0(double r) {
    double square = r * r;
    return r
        + square * ((0.5 + r * (1.0 / 6)) + square * ((1.0 / 24 + r * (1.0 / 120)) + square / 720));
  }

  /** Results near or beyond overflow and underflow: e^x = e^(x/2)^2 would lose digits, so shift. */
  private static double expAtTheEdges(double x) {
    if (x > LARGEST_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -746) {
      return 0;
    }
    if (Double.isNaN(x)) {
      return x;
    }
    double shifted = x * STEPS_PER_UNIT + ROUNDING;
    double steps = shifted - ROUNDING;
    long n = Double.doubleToRawLongBits(shifted);
    double r = (x - steps * STEP_HI) - steps * STEP_LO;
    int entry = (int) (n & 127) << 1;
    double tail = ElementaryTables.EXP[entry + 1] + expm1Near0(r);
    double scale = ElementaryTables.EXP[entry];
    int exponent = (int) n >> 7;
    double value = scale + scale * tail;
    return x > 0
        ? value * 0x1p1000 * powerOfTwo(exponent - 1000)
        : value * powerOfTwo(exponent + 200) * 0x1p-200;
  }

  private static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + 1023) << 52);
  }

  /** e^x - 1, without the loss of digits near 0. */
  public static double expm1(double x) {
    if (!(Math.abs(x) <= 708.0)) {
      return x < 0 ? -1 : expAtTheEdges(x);
    }
    double shifted = x * STEPS_PER_UNIT + ROUNDING;
    double steps = shifted - ROUNDING;
    if (steps == 0) {
      return x == 0 ? x : expm1Near0(x);
    }
    long n = Double.doubleToRawLongBits(shifted);
    double r = (x - steps * STEP_HI) - steps * STEP_LO;
    int entry = (int) (n & 127) << 1;
    double tail = ElementaryTables.EXP[entry + 1] + expm1Near0(r);
    double scale =
        Double.longBitsToDouble(
            Double.doubleToRawLongBits(ElementaryTables.EXP[entry]) + ((n & ~127L) << 45));
    return (scale - 1) + scale * tail;
  }

  /**
   * The natural logarithm of x; NaN for x below 0. With x = 2^k m and a table of log c for c near
   * m, it is k log 2 + log c + log(1 + r), where r = m / c - 1 has no rounding error.
   */
  public static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    // Two comparisons for 0, subnormal, negative, infinite and NaN.
    if (bits < 0x0010000000000000L || bits >= 0x7FF0000000000000L) {
      if (!(x > 0)) {
        return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
      }
      return x == Double.POSITIVE_INFINITY
          ? x
          : logOfNormal(Double.doubleToRawLongBits(x * 0x1p52), -52);
    }
    return logOfNormal(bits, 0);
  }

  private static double logOfNormal(long bits, int exponentShift) {
    long offset = bits - MANTISSA_OFFSET;
    int entry = (int) (offset >> 45 & 127) * 3;
    double k = (int) (offset >> 52) + exponentShift;
    long mantissa = bits - (offset & EXPONENT_BITS);
    double m = Double.longBitsToDouble(mantissa);
    double upper = Double.longBitsToDouble(mantissa & UPPER_HALF_BITS);
    double inverse = ElementaryTables.LOG[entry];
    double r = (upper * inverse - 1) + (m - upper) * inverse;
    double whole = k * LOG_2_HI + ElementaryTables.LOG[entry + 1];
    double hi = whole + r;
    double lo = (whole - hi) + r + (k * LOG_2_LO + ElementaryTables.LOG[entry + 2]);
    double square = r * r;
    double series =
        (-0.5 + r * (1.0 / 3))
            + square * ((-0.25 + r * 0.2) + square * ((-1.0 / 6 + r * (1.0 / 7)) - square * 0.125));
    return hi + (lo + square * series);
  }

  /** log(1 + x), without the loss of digits near 0; NaN for x below -1. */
  public static double log1p(double x) {
    double sum = 1 + x;
    if (sum == 1) {
      return x;
    }
    // What the rounding of the sum lost, to first order.
    double lost = Math.abs(x) < 1 ? x - (sum - 1) : 1 - (sum - x);
    return sum > 0 && sum < Double.POSITIVE_INFINITY ? log(sum) + lost / sum : log(sum);
  }

  /** The hyperbolic tangent, e^2x - 1 over e^2x + 1, without the loss of digits near 0. */
  public static double tanh(double x) {
    double size = Math.abs(x);
    if (!(size < LARGEST_TANH)) return Double.isNaN(x) ? x : Math.copySign(1, x);
    double value;
    if (size < 1) {
      double lost = expm1(-2 * size);
      value = -lost / (lost + 2);
    } else {
      value = 1 - 2 / (expm1(2 * size) + 2);
    }
    return Math.copySign(value, x);
  }
}
