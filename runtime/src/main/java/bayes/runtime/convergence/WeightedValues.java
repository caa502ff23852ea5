package bayes.runtime.convergence;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Estimates from draws of one quantity with weights that sum to one, as importance sampling makes
 * them. Errors are those of self-normalised estimates, by the delta method (A. Owen, "Monte Carlo
 * theory, methods and examples", 2013, section 9.2).
 */
public final class WeightedValues {
  private final double[] values;
  private final double[] weights;
  private final int[] order;
  private final double mean;
  private final double variance;

  /**
   * The values and their weights, which sum to one. Values of weight zero do not count, even NaN.
   */
  public WeightedValues(double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(values.length + " values, " + weights.length + " weights");
    }
    this.values = values.clone();
    this.weights = weights.clone();
    order =
        IntStream.range(0, values.length)
            .filter(i -> weights[i] != 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    // Around one of the values, so that the mean of a constant is that constant.
    double origin = order.length == 0 ? 0 : values[order[0]];
    mean = origin + average(origin, 1);
    variance = average(mean, 2);
  }

  private double average(double centre, int power) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] == 0) continue;
      double difference = values[i] - centre;
      sum += weights[i] * (power == 1 ? difference : difference * difference);
    }
    return sum;
  }

  /** The mean. */
  public double mean() {
    return mean;
  }

  /** The standard deviation. */
  public double sd() {
    return Math.sqrt(variance);
  }

  /** The smallest value at which the weights of the values up to it reach {@code probability}. */
  public double quantile(double probability) {
    double cumulative = 0;
    double quantile = Double.NaN;
    for (int i : order) {
      cumulative += weights[i];
      quantile = values[i];
      if (cumulative >= probability) break;
    }
    return quantile;
  }

  /** The Monte Carlo standard error of the mean: the root of the sum of w^2 (x - mean)^2. */
  public double mcseMean() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] == 0) continue;
      double term = weights[i] * (values[i] - mean);
      sum += term * term;
    }
    return Math.sqrt(sum);
  }

  /** The Monte Carlo standard error of the standard deviation: that of the variance over 2 sd. */
  public double mcseSd() {
    double sum = 0;
    for (int i : order) {
      double difference = values[i] - mean;
      double term = weights[i] * (difference * difference - variance);
      sum += term * term;
    }
    return Math.sqrt(sum / variance) / 2;
  }

  /**
   * The Monte Carlo standard error of a quantile: half the distance between those of probabilities
   * that are one standard error of the weight up to the quantile apart from its own.
   */
  public double mcseQuantile(double probability) {
    double quantile = quantile(probability);
    double sum = 0;
    for (int i : order) {
      double term = weights[i] * ((values[i] <= quantile ? 1 : 0) - probability);
      sum += term * term;
    }
    double error = Math.sqrt(sum);
    return (quantile(probability + error) - quantile(probability - error)) / 2;
  }

  /** The Monte Carlo standard error of the weight of one value. */
  public double mcseShare(double value) {
    double share = 0;
    for (int i : order) if (values[i] == value) share += weights[i];
    if (share == 0 || share >= 1) return 1.0 / values.length;
    double sum = 0;
    for (int i : order) {
      double term = weights[i] * ((values[i] == value ? 1 : 0) - share);
      sum += term * term;
    }
    return Math.sqrt(sum);
  }

  /** The effective sample size for the mean: the variance over the squared error of the mean. */
  public double essMean() {
    double error = mcseMean();
    return variance / (error * error);
  }

  /** The effective sample size of the weights alone, 1 / (sum of squared weights). */
  public double ess() {
    double sum = 0;
    for (double weight : weights) sum += weight * weight;
    return 1 / sum;
  }
}
