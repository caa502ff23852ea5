package bayes.runtime.convergence;

import bayes.runtime.math.Elementary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Pareto-smoothed importance weights: the largest weights are replaced by the quantiles of a
 * generalised Pareto distribution fitted to them, and its shape tells whether they can be trusted.
 *
 * <p>A. Vehtari, D. Simpson, A. Gelman, Y. Yao and J. Gabry, "Pareto smoothed importance sampling",
 * Journal of Machine Learning Research 25 (2024).
 *
 * @param logWeights the smoothed log weights, normalised to sum to 1 after exponentiation
 * @param k the shape of the tail; infinite if the tail is too short or flat to be fitted
 * @param ess the effective sample size, 1 / sum of squared weights
 */
public record ParetoSmoothing(double[] logWeights, double k, double ess) {
  private static final int SHORTEST_TAIL = 5;

  /**
   * Smooths the log weights of independent draws; a constant added to all of them has no effect.
   */
  public static ParetoSmoothing smooth(double[] logWeights) {
    return smooth(logWeights, 1);
  }

  /**
   * Smooths the log weights of draws of a Markov chain.
   *
   * @param efficiency how many independent draws each of them is worth: it makes the tail longer
   */
  static ParetoSmoothing smooth(double[] logWeights, double efficiency) {
    double most = Double.NEGATIVE_INFINITY;
    for (double w : logWeights) {
      most = Math.max(most, w);
    }
    int n = logWeights.length;
    double[] smoothed = new double[n];
    if (!(Math.abs(most) < Double.POSITIVE_INFINITY)) {
      Arrays.fill(smoothed, Double.NaN);
      return new ParetoSmoothing(smoothed, Double.POSITIVE_INFINITY, Double.NaN);
    }
    for (int i = 0; i < n; i++) {
      smoothed[i] = logWeights[i] - most;
    }
    double longest = 3 * Math.sqrt(n / efficiency);
    double k = smoothTail(smoothed, (int) Math.ceil(Math.min(0.2 * n, longest)));
    double total = 0;
    for (double w : smoothed) {
      total += Elementary.exp(w);
    }
    double logTotal = Elementary.log(total);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      smoothed[i] -= logTotal;
      double weight = Elementary.exp(smoothed[i]);
      squares += weight * weight;
    }
    return new ParetoSmoothing(smoothed, k, 1 / squares);
  }

  /** Replaces the largest log weights (the maximum is 0) and returns the shape of their tail. */
  private static double smoothTail(double[] logWeights, int tailLength) {
    int n = logWeights.length;
    if (tailLength < SHORTEST_TAIL) {
      return Double.POSITIVE_INFINITY;
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> logWeights[i]))
            .mapToInt(i -> i)
            .toArray();
    int first = n - tailLength;
    if (logWeights[order[n - 1]] - logWeights[order[first]] < 0x1p-52 / 100) {
      return Double.POSITIVE_INFINITY;
    }
    double cutoff = Elementary.exp(logWeights[order[first - 1]]);
    double[] excess = new double[tailLength];
    for (int i = 0; i < tailLength; i++) {
      excess[i] = Elementary.exp(logWeights[order[first + i]]) - cutoff;
    }
    GeneralizedPareto tail = GeneralizedPareto.fit(excess);
    if (Double.isInfinite(tail.k())) {
      return tail.k();
    }
    for (int i = 0; i < tailLength; i++) {
      double quantile = tail.quantile((i + 0.5) / tailLength) + cutoff;
      logWeights[order[first + i]] = Math.min(0, Elementary.log(quantile));
    }
    return tail.k();
  }

  /**
   * The largest shape at which estimates from so many draws are reliable: min(1 - 1/log10 S, 0.7).
   */
  public static double threshold(int draws) {
    return Math.min(1 - 1 / Math.log10(draws), 0.7);
  }

  /** Whether estimates from these weights are reliable. */
  public boolean isReliable() {
    return k <= threshold(logWeights.length);
  }
}
