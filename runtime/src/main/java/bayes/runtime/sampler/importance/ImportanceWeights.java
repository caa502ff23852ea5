package bayes.runtime.sampler.importance;

import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.math.Elementary;
import java.util.Optional;

/**
 * Pareto-smoothed, self-normalised importance weights of independent draws, and the average weight,
 * which is the evidence if both densities are normalised. Immutable.
 */
public final class ImportanceWeights {
  private final double[] weights;
  private final double paretoK;
  private final double ess;
  private final double logMean;

  private ImportanceWeights(double[] weights, double paretoK, double ess, double logMean) {
    this.weights = weights;
    this.paretoK = paretoK;
    this.ess = ess;
    this.logMean = logMean;
  }

  /**
   * Weights from log ratios of target and proposal; minus infinity for draws outside the target's
   * support. Empty if no ratio is finite.
   */
  public static Optional<ImportanceWeights> of(double[] logRatios) {
    int lowest = -1;
    for (int i = 0; i < logRatios.length; i++) {
      if (logRatios[i] == Double.NEGATIVE_INFINITY) continue;
      if (!Double.isFinite(logRatios[i])) {
        throw new IllegalArgumentException("log ratio " + logRatios[i]);
      }
      if (lowest < 0 || logRatios[i] < logRatios[lowest]) lowest = i;
    }
    if (lowest < 0) return Optional.empty();
    ParetoSmoothing smoothed = ParetoSmoothing.smooth(logRatios);
    double[] weights = new double[logRatios.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Elementary.exp(smoothed.logWeights()[i]);
    }
    // Smoothing leaves all but the largest weights as they are, up to the factor that normalises.
    double logTotal = logRatios[lowest] - smoothed.logWeights()[lowest];
    double logMean = logTotal - Math.log(weights.length);
    return Optional.of(new ImportanceWeights(weights, smoothed.k(), smoothed.ess(), logMean));
  }

  /** No tail can be fitted to large weights that are all equal, and none is needed. */
  private static double shape(ParetoSmoothing smoothed) {
    boolean flat = smoothed.ess() > 0.5 * smoothed.logWeights().length;
    return flat && smoothed.k() == Double.POSITIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : smoothed.k();
  }

  /** The weights, which sum to one. */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * The shape of the tail of the weights. Up to 0.5 estimates converge fast, up to 0.7 usefully,
   * beyond that they must not be relied on. Minus infinity if the largest weights are all equal.
   */
  public double paretoK() {
    return paretoK;
  }

  /** The effective number of draws, 1 / (sum of squared weights). */
  public double ess() {
    return ess;
  }

  /** The logarithm of the average weight. */
  public double logMean() {
    return logMean;
  }

  /** Its standard error, sqrt(1/ESS - 1/n), by the delta method. */
  public double logMeanError() {
    return Math.sqrt(Math.max(0, 1 / ess - 1.0 / weights.length));
  }
}
