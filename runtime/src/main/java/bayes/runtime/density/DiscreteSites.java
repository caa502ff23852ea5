package bayes.runtime.density;

/**
 * The discrete coordinates of a position: the last ones, which hold whole numbers, each between
 * bounds of its own. Immutable.
 *
 * <p>A density is defined at them alone, and its slope by them is 0. Where a bound depends on other
 * coordinates there is none here, and the density is zero beyond it.
 */
public final class DiscreteSites {
  /** The lower bound of a site that has none. */
  public static final int NO_LOWER = Integer.MIN_VALUE;

  /** The upper bound of a site that has none. */
  public static final int NO_UPPER = Integer.MAX_VALUE;

  private static final DiscreteSites NONE = new DiscreteSites(0, new int[0], new int[0]);

  private final int first;
  private final int[] lower;
  private final int[] upper;

  private DiscreteSites(int first, int[] lower, int[] upper) {
    this.first = first;
    this.lower = lower;
    this.upper = upper;
  }

  /**
   * Sites from coordinate {@code first} on.
   *
   * @param lower the smallest value of each, or {@link #NO_LOWER}
   * @param upper the largest value of each, or {@link #NO_UPPER}
   * @throws IllegalArgumentException if a site has no value
   */
  public static DiscreteSites of(int first, int[] lower, int[] upper) {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(lower.length + " and " + upper.length + " bounds");
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] > upper[i]) throw new IllegalArgumentException("no value at site " + i);
    }
    return new DiscreteSites(first, lower.clone(), upper.clone());
  }

  /** No sites at all. */
  public static DiscreteSites none() {
    return NONE;
  }

  /** The number of sites. */
  public int count() {
    return lower.length;
  }

  /** Whether every coordinate is continuous. */
  public boolean isEmpty() {
    return lower.length == 0;
  }

  /** The coordinate of a site, counted from 0. */
  public int coordinate(int site) {
    return first + site;
  }

  /** The number of continuous coordinates of positions of {@code dimension} numbers. */
  public int continuous(int dimension) {
    return dimension - lower.length;
  }

  /** The smallest value of a site, or {@link #NO_LOWER}. */
  public int lower(int site) {
    return lower[site];
  }

  /** The largest value of a site, or {@link #NO_UPPER}. */
  public int upper(int site) {
    return upper[site];
  }

  /** The number of values of a site; {@code Long.MAX_VALUE} without bounds. */
  public long size(int site) {
    if (lower[site] == NO_LOWER || upper[site] == NO_UPPER) return Long.MAX_VALUE;
    return (long) upper[site] - lower[site] + 1;
  }
}
