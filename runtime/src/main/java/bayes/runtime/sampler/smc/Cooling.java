package bayes.runtime.sampler.smc;

import bayes.runtime.math.Elementary;

/**
 * One step along a path of temperatures: the largest rise of the inverse temperature for which the
 * particles' weights still have a given effective size (Jasra, Stephens, Doucet and Tsagaris,
 * Scand. J. Stat. 38, 2011), and these weights.
 *
 * <p>With rise d and log ratios r, a particle's weight is exp(d r); the effective size is (sum of
 * weights)^2 / (sum of squared weights), and falls as d grows.
 */
public final class Cooling {
  private static final int BISECTIONS = 50;

  private final double beta;
  private final double[] weights;
  private final double ess;
  private final double logMeanWeight;

  private Cooling(double beta, double[] weights, double ess, double logMeanWeight) {
    this.beta = beta;
    this.weights = weights;
    this.ess = ess;
    this.logMeanWeight = logMeanWeight;
  }

  /**
   * The next step from {@code beta} to at most 1.
   *
   * @param logRatios of equally weighted particles; minus infinity for those that cannot survive,
   *     finite for at least one
   * @param essShare the effective size to keep, as a share of the particles that can survive
   */
  public static Cooling next(double[] logRatios, double beta, double essShare) {
    double possible = 0;
    for (double r : logRatios) if (r > Double.NEGATIVE_INFINITY) possible++;
    if (possible == 0) throw new IllegalArgumentException("no particle can survive");
    double wanted = essShare * possible;
    Cooling whole = to(1, logRatios, beta);
    if (whole.ess >= wanted) return whole;
    // The first step may be tiny, where the likelihood of prior draws varies by many powers.
    double high = 1 - beta;
    double low = high / 2;
    while (to(beta + low, logRatios, beta, low).ess < wanted && low > Double.MIN_NORMAL) {
      high = low;
      low /= 2;
    }
    for (int i = 0; i < BISECTIONS && high - low > 1e-9 * low; i++) {
      double middle = 0.5 * (low + high);
      if (to(beta + middle, logRatios, beta, middle).ess < wanted) high = middle;
      else low = middle;
    }
    return to(beta + low, logRatios, beta, low);
  }

  /** The step from {@code beta} to {@code newBeta}, whatever the weights. */
  public static Cooling to(double newBeta, double[] logRatios, double beta) {
    return to(newBeta, logRatios, beta, newBeta - beta);
  }

  private static Cooling to(double newBeta, double[] logRatios, double beta, double rise) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double r : logRatios) largest = Math.max(largest, r);
    double[] weights = new double[logRatios.length];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double w = Elementary.exp(rise * (logRatios[i] - largest));
      if (logRatios[i] == Double.NEGATIVE_INFINITY) w = 0;
      weights[i] = w;
      sum += w;
      squares += w * w;
    }
    for (int i = 0; i < weights.length; i++) weights[i] /= sum;
    double logMean = rise * largest + Elementary.log(sum / weights.length);
    // A rise too small to change a large beta would never end.
    double next = newBeta > beta ? newBeta : Math.nextUp(beta);
    return new Cooling(Math.min(1, next), weights, sum * sum / squares, logMean);
  }

  /** The inverse temperature that was reached. */
  public double beta() {
    return beta;
  }

  /** The weights, which sum to one. */
  public double[] weights() {
    return weights.clone();
  }

  /** Their effective size, between 1 and the number of particles. */
  public double ess() {
    return ess;
  }

  /** The logarithm of the average weight: what the step adds to the log evidence. */
  public double logMeanWeight() {
    return logMeanWeight;
  }
}
