package bayes.runtime.convergence;

import java.util.Arrays;

/** Sample quantiles by linear interpolation between order statistics (type 7, as R's default). */
public final class Quantiles {
  private Quantiles() {}

  /** The quantile of unsorted values; NaN if there are none or one of them is NaN. */
  public static double of(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, probability);
  }

  /**
   * The quantile of values in ascending order (NaN last, as {@link Arrays#sort(double[])} has it).
   */
  public static double ofSorted(double[] sorted, double probability) {
    int n = sorted.length;
    if (n == 0 || Double.isNaN(sorted[n - 1])) {
      return Double.NaN;
    }
    double index = (n - 1) * probability;
    int below = (int) Math.floor(index);
    int above = (int) Math.ceil(index);
    double low = sorted[below];
    double high = sorted[above];
    double share = index - below;
    return low == high || share == 0 ? low : (1 - share) * low + share * high;
  }

  /** The middle value, or the mean of the two in the middle. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (n == 0 || Double.isNaN(sorted[n - 1])) {
      return Double.NaN;
    }
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
