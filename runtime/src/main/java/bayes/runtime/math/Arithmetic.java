package bayes.runtime.math;

/** Arithmetic whose corner cases a density has to agree on. */
public final class Arithmetic {
  private Arithmetic() {}

  /** x log y, and 0 where x is 0 (and y not NaN): the limit that densities need. */
  public static double xlogy(double x, double y) {
    return x == 0 && !Double.isNaN(y) ? 0 : x * Elementary.log(y);
  }

  /** x log(1 + y), and 0 where x is 0 (and y not NaN). */
  public static double xlog1py(double x, double y) {
    return x == 0 && !Double.isNaN(y) ? 0 : x * Elementary.log1p(y);
  }

  /** x^y as IEEE 754 defines it: 1 for y = 0, NaN for x below 0 and y not whole. */
  public static double pow(double x, double y) {
    return y == 2 ? x * x : Math.pow(x, y);
  }

  public static double square(double x) {
    return x * x;
  }

  /** The real cube root, of negative numbers too. */
  public static double cbrt(double x) {
    return Math.cbrt(x);
  }

  /** The quotient rounded down; the sign of 0 and the infinities follow the division. */
  public static double floorDiv(double x, double y) {
    return Math.floor(x / y);
  }

  /** x minus y times the quotient rounded down: it has the sign of y, or is 0. */
  public static double floorMod(double x, double y) {
    double remainder = x % y;
    return remainder != 0 && remainder < 0 != y < 0 ? remainder + y : remainder;
  }

  /** -1, 0 or 1. */
  public static double sign(double x) {
    return Math.signum(x);
  }

  /** x without its fraction: rounded towards 0. */
  public static double trunc(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /** The nearest whole number, halves away from 0. */
  public static double round(double x) {
    double whole = trunc(x);
    return Math.abs(x - whole) >= 0.5 ? whole + Math.copySign(1, x) : whole;
  }

  /**
   * The double midway between two in the order of all doubles, so that halving an interval of any
   * magnitude reaches two neighbours within 64 steps.
   */
  public static double midway(double x, double y) {
    long a = rank(x);
    long b = rank(y);
    return ofRank((a & b) + ((a ^ b) >> 1));
  }

  /** The bits as a whole number that grows with x. */
  private static long rank(double x) {
    long bits = Double.doubleToLongBits(x);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double ofRank(long rank) {
    return Double.longBitsToDouble(rank ^ ((rank >> 63) & Long.MAX_VALUE));
  }

  /** 1 if x is neither infinite nor NaN, else 0. */
  public static int isFinite(double x) {
    return Math.abs(x) <= Double.MAX_VALUE ? 1 : 0;
  }
}
