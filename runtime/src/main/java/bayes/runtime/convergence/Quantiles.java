package bayes.runtime.convergence;

import bayes.runtime.math.IncompleteFunctions;
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

  /**
   * The Monte Carlo standard error of a quantile of values in ascending order: half the distance
   * between the order statistics that bound a central interval of one standard deviation either
   * side.
   *
   * @param ess the number of independent values that they are worth for this quantile
   */
  public static double mcseOfSorted(double[] sorted, double probability, double ess) {
    if (Double.isNaN(ess)) {
      return Double.NaN;
    }
    int total = sorted.length;
    double a = ess * probability + 1;
    double b = ess * (1 - probability) + 1;
    double lower = IncompleteFunctions.betaQuantile(0.1586553, a, b);
    double upper = IncompleteFunctions.betaQuantile(0.8413447, a, b);
    int first = Math.max((int) Math.floor(lower * total), 1);
    int last = Math.min((int) Math.ceil(upper * total), total);
    return (sorted[last - 1] - sorted[first - 1]) / 2;
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
