package bayes.runtime.inference;

import bayes.runtime.draws.Draws;

/**
 * Monte Carlo errors from autocorrelations, written apart from the convergence measures of the
 * library: chains by Geyer's initial positive sequence, weighted draws by the delta method.
 */
final class MonteCarlo {
  private MonteCarlo() {}

  /** How far means and variances are from the truth, and how many draws they are worth. */
  record Agreement(double worstError, double smallestEss) {}

  /**
   * The largest error of a posterior mean or variance in units of its Monte Carlo standard error,
   * over all recorded values.
   */
  static Agreement agreement(ConjugateModel model, Draws draws) {
    double worst = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double[] mean = model.mean();
    double[] variance = model.variance();
    for (int column = 0; column < mean.length; column++) {
      double[][] values = draws.chains(column);
      double[][] squares = new double[values.length][];
      for (int c = 0; c < values.length; c++) {
        squares[c] = values[c].clone();
        for (int i = 0; i < squares[c].length; i++) {
          squares[c][i] = (values[c][i] - mean[column]) * (values[c][i] - mean[column]);
        }
      }
      Estimate first = estimate(values, draws);
      Estimate second = estimate(squares, draws);
      worst = Math.max(worst, Math.abs(first.mean - mean[column]) / first.error);
      worst = Math.max(worst, Math.abs(second.mean - variance[column]) / second.error);
      smallest = Math.min(smallest, Math.min(first.ess, second.ess));
    }
    return new Agreement(worst, smallest);
  }

  private record Estimate(double mean, double error, double ess) {}

  private static Estimate estimate(double[][] values, Draws draws) {
    return draws.weights().map(w -> weighted(values, w)).orElseGet(() -> chains(values));
  }

  private static Estimate weighted(double[][] values, double[][] weights) {
    double mean = 0;
    double sumSquaredWeights = 0;
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < values[c].length; i++) {
        mean += weights[c][i] * values[c][i];
        sumSquaredWeights += weights[c][i] * weights[c][i];
      }
    }
    double squared = 0;
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < values[c].length; i++) {
        double term = weights[c][i] * (values[c][i] - mean);
        squared += term * term;
      }
    }
    return new Estimate(mean, Math.sqrt(squared), 1 / sumSquaredWeights);
  }

  private static Estimate chains(double[][] values) {
    int n = values[0].length;
    double mean = 0;
    for (double[] chain : values) for (double value : chain) mean += value / (n * values.length);
    double variance = autocovariance(values, mean, 0);
    double sum = variance;
    for (int lag = 1; lag + 1 < n; lag += 2) {
      double pair = autocovariance(values, mean, lag) + autocovariance(values, mean, lag + 1);
      if (lag > 1 && pair <= 0) break;
      sum += 2 * pair;
    }
    double ess = n * values.length * variance / sum;
    return new Estimate(mean, Math.sqrt(variance / ess), ess);
  }

  private static double autocovariance(double[][] values, double mean, int lag) {
    double sum = 0;
    int count = 0;
    for (double[] chain : values) {
      for (int i = lag; i < chain.length; i++) sum += (chain[i] - mean) * (chain[i - lag] - mean);
      count += chain.length;
    }
    return sum / count;
  }
}
