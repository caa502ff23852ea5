package bayes.runtime.convergence;

import bayes.runtime.math.Elementary;
import java.util.Arrays;

/**
 * Whether weighted draws can estimate the mean of a quantity h: the shape k of the tails of w and
 * of w (h - mean of h), both sides of it. A tail of w alone that is thin does not help where h
 * itself has no variance.
 *
 * <p>A. Vehtari, D. Simpson, A. Gelman, Y. Yao and J. Gabry, "Pareto smoothed importance sampling",
 * JMLR 25 (2024), section 2.4.
 */
public final class WeightedTails {
  /** Log weights this close are the same but for rounding. */
  private static final double FLAT = 1e-9;

  private final double[] weights;
  private final double k;

  /**
   * Draws with these log weights, up to a constant and before smoothing; minus infinity for draws
   * that do not count.
   */
  public WeightedTails(double[] logWeights) {
    double most = Double.NEGATIVE_INFINITY;
    for (double w : logWeights) most = Math.max(most, w);
    weights = new double[logWeights.length];
    for (int i = 0; i < weights.length; i++) weights[i] = Elementary.exp(logWeights[i] - most);
    k = shape(logWeights);
  }

  /** The shape of the tail of the weights alone; minus infinity if they have none. */
  public double k() {
    return k;
  }

  /** The worst shape for the mean of a quantity, by its value in each draw. */
  public double k(double[] values) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) continue;
      sum += weights[i] * values[i];
      total += weights[i];
    }
    double mean = sum / total;
    if (!Double.isFinite(mean)) return Double.POSITIVE_INFINITY;
    return Math.max(k, Math.max(side(values, mean, 1), side(values, mean, -1)));
  }

  /** The shape of the tail of w |h - mean| on one side of the mean. */
  private double side(double[] values, double mean, int sign) {
    double[] logProducts = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double distance = weights[i] == 0 ? 0 : sign * (values[i] - mean);
      logProducts[i] = distance > 0 ? Math.log(weights[i] * distance) : Double.NEGATIVE_INFINITY;
    }
    return shape(logProducts);
  }

  /** The shape of the largest fifth, or fewer; a tail that is flat has none, and is no danger. */
  private static double shape(double[] logWeights) {
    double[] sorted = logWeights.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int tail = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)));
    double most = sorted[n - 1];
    if (most == Double.NEGATIVE_INFINITY || most - sorted[n - tail] < FLAT) {
      return Double.NEGATIVE_INFINITY;
    }
    return ParetoSmoothing.smooth(logWeights).k();
  }
}
