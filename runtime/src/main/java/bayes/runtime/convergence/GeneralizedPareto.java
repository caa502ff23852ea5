package bayes.runtime.convergence;

import bayes.runtime.math.Elementary;

/**
 * The generalised Pareto distribution from 0, with distribution function 1 - (1 + k x /
 * sigma)^(-1/k).
 *
 * @param k the shape; moments of an order above 1/k do not exist
 * @param sigma the scale
 */
public record GeneralizedPareto(double k, double sigma) {
  /** Weight and centre of the weak prior on k: ten observations at one half. */
  private static final double PRIOR_COUNT = 10;

  private static final double PRIOR_K = 0.5;

  private static final int SMALLEST_GRID = 30;

  /**
   * The empirical Bayes estimate from positive values in ascending order, with k drawn slightly to
   * 0.5. J. Zhang and M. A. Stephens, "A new and efficient estimation method for the generalized
   * Pareto distribution", Technometrics 51 (2009); the prior as in Vehtari et al., "Pareto smoothed
   * importance sampling" (2024), appendix C.
   */
  public static GeneralizedPareto fit(double[] sorted) {
    int n = sorted.length;
    int points = SMALLEST_GRID + (int) Math.floor(Math.sqrt(n));
    double quartile = sorted[(int) Math.floor(n / 4.0 + 0.5) - 1];
    double[] theta = new double[points];
    double[] profile = new double[points];
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < points; j++) {
      theta[j] = 1 / sorted[n - 1] + (1 - Math.sqrt(points / (j + 0.5))) / 3 / quartile;
      double k = shape(theta[j], sorted);
      profile[j] = n * (Elementary.log(-theta[j] / k) - k - 1);
      most = Math.max(most, profile[j]);
    }
    double total = 0;
    double mean = 0;
    for (int j = 0; j < points; j++) {
      double weight = Elementary.exp(profile[j] - most);
      total += weight;
      mean += weight * theta[j];
    }
    double estimate = mean / total;
    double k = shape(estimate, sorted);
    double shrunk = (k * n + PRIOR_K * PRIOR_COUNT) / (n + PRIOR_COUNT);
    return new GeneralizedPareto(
        Double.isNaN(shrunk) ? Double.POSITIVE_INFINITY : shrunk, -k / estimate);
  }

  private static double shape(double theta, double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += Elementary.log1p(-theta * v);
    }
    return sum / x.length;
  }

  /** The value below which the share p lies. */
  public double quantile(double p) {
    double exponent = -Elementary.log1p(-p);
    return k == 0 ? sigma * exponent : sigma * Elementary.expm1(k * exponent) / k;
  }
}
