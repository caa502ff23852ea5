package bayes.runtime.math;

/** Integer arithmetic that is total: it wraps on overflow, and division by zero gives 0. */
public final class Integers {
  private Integers() {}

  /** The quotient rounded down; 0 if y is 0. */
  public static int floorDiv(int x, int y) {
    return y == 0 ? 0 : Math.floorDiv(x, y);
  }

  /** x minus y times the quotient rounded down: it has the sign of y; 0 if y is 0. */
  public static int floorMod(int x, int y) {
    return y == 0 ? 0 : Math.floorMod(x, y);
  }

  /** 1 if x + y does not fit an int, else 0. */
  public static int addOverflows(int x, int y) {
    return overflows((long) x + y);
  }

  /** 1 if x - y does not fit an int, else 0. */
  public static int subtractOverflows(int x, int y) {
    return overflows((long) x - y);
  }

  /** 1 if x times y does not fit an int, else 0. */
  public static int multiplyOverflows(int x, int y) {
    return overflows((long) x * y);
  }

  private static int overflows(long exact) {
    return exact == (int) exact ? 0 : 1;
  }
}
