package bayes.compiler.model;

/**
 * Between which bounds a value must lie, both included. Whether a bound itself is reached is left
 * to the run time.
 */
public record Interval(double lower, double upper) {
  public static final Interval WHOLE =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  public static final Interval UNIT = new Interval(0, 1);
  public static final Interval NONNEGATIVE = new Interval(0, Double.POSITIVE_INFINITY);

  public Interval {
    if (Double.isNaN(lower)) lower = Double.NEGATIVE_INFINITY;
    if (Double.isNaN(upper)) upper = Double.POSITIVE_INFINITY;
    if (lower > upper) {
      // An empty type, such as a data size that is out of its own bounds: nothing is known.
      lower = Double.NEGATIVE_INFINITY;
      upper = Double.POSITIVE_INFINITY;
    }
  }

  public static Interval of(double value) {
    return new Interval(value, value);
  }

  public boolean isPoint() {
    return lower == upper;
  }

  public boolean isWithin(Interval other) {
    return lower >= other.lower && upper <= other.upper;
  }

  /** Whether no value is in both. */
  public boolean isApartFrom(Interval other) {
    return upper < other.lower || lower > other.upper;
  }

  public Interval join(Interval other) {
    return new Interval(Math.min(lower, other.lower), Math.max(upper, other.upper));
  }

  /** This, without the bounds that {@code other} lies beyond. */
  public Interval widened(Interval other) {
    return new Interval(
        other.lower < lower ? Double.NEGATIVE_INFINITY : lower,
        other.upper > upper ? Double.POSITIVE_INFINITY : upper);
  }

  /** What is in both, or {@code this} if nothing is. */
  public Interval meet(Interval other) {
    double low = Math.max(lower, other.lower);
    double high = Math.min(upper, other.upper);
    return low <= high ? new Interval(low, high) : this;
  }

  public Interval negate() {
    return new Interval(-upper, -lower);
  }

  public Interval plus(Interval other) {
    return new Interval(lower + other.lower, upper + other.upper);
  }

  public Interval times(Interval other) {
    double a = product(lower, other.lower);
    double b = product(lower, other.upper);
    double c = product(upper, other.lower);
    double d = product(upper, other.upper);
    return new Interval(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** 1 / x; unbounded on the side of zero. */
  public Interval reciprocal() {
    if (lower < 0 && upper > 0) return WHOLE;
    if (lower >= 0)
      return new Interval(1 / upper, lower == 0 ? Double.POSITIVE_INFINITY : 1 / lower);
    return new Interval(upper == 0 ? Double.NEGATIVE_INFINITY : 1 / upper, 1 / lower);
  }

  /** A bound at infinity is never reached, so zero times it is zero. */
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }
}
