package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.Quantiles;
import bayes.runtime.convergence.WeightedValues;

/**
 * The Monte Carlo standard errors of what is told of one quantity beside its mean; NaN where none
 * is known.
 *
 * @param sd of the standard deviation
 * @param q5 of the 5% quantile
 * @param q50 of the median
 * @param q95 of the 95% quantile
 */
public record Precision(double sd, double q5, double q50, double q95) {
  /** Of estimates whose errors are not known. */
  static final Precision UNKNOWN = new Precision(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Of what is known exactly. */
  static final Precision EXACT = new Precision(0, 0, 0, 0);

  /**
   * Of the draws of Markov chains.
   *
   * @param sorted all of them, in ascending order
   * @param ess5 the effective sample size of the 5% quantile
   * @param ess95 that of the 95% quantile
   */
  static Precision ofChains(double[][] draws, double[] sorted, double ess5, double ess95) {
    return new Precision(
        Convergence.mcseSd(draws),
        Quantiles.mcseOfSorted(sorted, 0.05, ess5),
        Quantiles.mcseOfSorted(sorted, 0.5, Convergence.essQuantile(draws, sorted, 0.5)),
        Quantiles.mcseOfSorted(sorted, 0.95, ess95));
  }

  /** Of draws with weights. */
  static Precision ofWeighted(WeightedValues values) {
    return new Precision(
        values.mcseSd(),
        values.mcseQuantile(0.05),
        values.mcseQuantile(0.5),
        values.mcseQuantile(0.95));
  }

  /**
   * Of independent draws in ascending order that are worth {@code ess} different ones. The variance
   * of the standard deviation is that of the squared distances from the mean over four variances.
   */
  static Precision ofIndependent(double[] sorted, double mean, double sd, double ess) {
    double variance = sd * sd;
    double squares = 0;
    for (double x : sorted) {
      double excess = (x - mean) * (x - mean) - variance;
      squares += excess * excess;
    }
    return new Precision(
        Math.sqrt(squares / sorted.length / ess / variance / 4),
        Quantiles.mcseOfSorted(sorted, 0.05, ess),
        Quantiles.mcseOfSorted(sorted, 0.5, ess),
        Quantiles.mcseOfSorted(sorted, 0.95, ess));
  }
}
