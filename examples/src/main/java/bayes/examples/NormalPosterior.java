package bayes.examples;

import static bayes.runtime.math.ErrorFunctions.invProbit;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The posterior of {@code textbook_normal.bayes} without sampling: mu ~ Normal(0, 10), sigma ~
 * HalfNormal(5), y ~ Normal(mu, sigma). Given sigma, mu is normal and is integrated out; what is
 * left is an integral over log sigma, which the trapezoidal rule gives to some ten digits, as the
 * integrand is smooth and vanishes at both ends.
 */
public final class NormalPosterior {
  private static final double PRIOR_VARIANCE = 100;
  private static final double PRIOR_SIGMA = 5;
  private static final int NODES = 20_001;

  /** The half width of the range of log sigma, in its approximate standard deviations. */
  private static final double REACH = 12;

  private static final int HALVINGS = 40;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final int n;
  private final double mean;
  private final double squares;
  private final double[] sigma = new double[NODES];
  private final double[] weights = new double[NODES];
  private final double logEvidence;

  /** The posterior given these observations, at least some ten of them. */
  public NormalPosterior(double[] y) {
    n = y.length;
    mean = Arrays.stream(y).average().orElseThrow();
    squares = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
    double centre = 0.5 * Math.log(squares / n);
    double reach = REACH / Math.sqrt(2.0 * n);
    double step = 2 * reach / (NODES - 1);
    double[] logs = new double[NODES];
    for (int k = 0; k < NODES; k++) {
      double logSigma = centre - reach + k * step;
      sigma[k] = Math.exp(logSigma);
      logs[k] = logJoint(sigma[k]) + logSigma;
    }
    double largest = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < NODES; k++) sum += weights[k] = Math.exp(logs[k] - largest);
    for (int k = 0; k < NODES; k++) weights[k] /= sum;
    logEvidence = largest + Math.log(sum * step);
  }

  /** The log of p(y, sigma), mu integrated out. */
  private double logJoint(double s) {
    double variance = s * s / n;
    double logSample =
        -n * (HALF_LOG_TWO_PI + Math.log(s))
            - squares / (2 * s * s)
            + HALF_LOG_TWO_PI
            + 0.5 * Math.log(variance);
    double total = PRIOR_VARIANCE + variance;
    double logMean = -HALF_LOG_TWO_PI - 0.5 * Math.log(total) - mean * mean / (2 * total);
    double z = s / PRIOR_SIGMA;
    double logPrior = Math.log(2 / PRIOR_SIGMA) - HALF_LOG_TWO_PI - z * z / 2;
    return logSample + logMean + logPrior;
  }

  private double precision(double s) {
    return n / (s * s) + 1 / PRIOR_VARIANCE;
  }

  private double muGiven(double s) {
    return mean * n / (s * s) / precision(s);
  }

  /** The log evidence. */
  public double logEvidence() {
    return logEvidence;
  }

  /** The posterior mean of mu. */
  public double muMean() {
    return average(this::muGiven);
  }

  /** The posterior standard deviation of mu. */
  public double muSd() {
    double centre = muMean();
    return Math.sqrt(
        average(s -> 1 / precision(s) + (muGiven(s) - centre) * (muGiven(s) - centre)));
  }

  /** A posterior quantile of mu. */
  public double muQuantile(double probability) {
    double low = muMean() - REACH * muSd();
    double high = muMean() + REACH * muSd();
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      double below = average(s -> invProbit((middle - muGiven(s)) * Math.sqrt(precision(s))));
      if (below < probability) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /** The posterior mean of sigma. */
  public double sigmaMean() {
    return average(s -> s);
  }

  /** The posterior standard deviation of sigma. */
  public double sigmaSd() {
    double centre = sigmaMean();
    return Math.sqrt(average(s -> (s - centre) * (s - centre)));
  }

  /** A posterior quantile of sigma, by interpolation between the nodes. */
  public double sigmaQuantile(double probability) {
    double cumulative = 0;
    for (int k = 0; k + 1 < NODES; k++) {
      double slice = (weights[k] + weights[k + 1]) / 2;
      if (cumulative + slice >= probability) {
        double share = (probability - cumulative) / slice;
        return sigma[k] * Math.pow(sigma[k + 1] / sigma[k], share);
      }
      cumulative += slice;
    }
    return sigma[NODES - 1];
  }

  /** The mode of the density of (mu, sigma), as an array of these two. */
  public double[] mode() {
    double s = Math.sqrt(squares / n);
    double previous = 0;
    while (s != previous) {
      previous = s;
      // With mu held: -n/s + a/s^3 - s/25 = 0, a quadratic equation in s^2.
      double offset = mean - muGiven(s);
      double a = squares + n * offset * offset;
      double prior = PRIOR_SIGMA * PRIOR_SIGMA;
      double square = 2 * a / (n + Math.sqrt((double) n * n + 4 * a / prior));
      s = Math.abs(Math.sqrt(square) - s) < 1e-14 * s ? s : Math.sqrt(square);
    }
    return new double[] {muGiven(s), s};
  }

  private double average(DoubleUnaryOperator f) {
    double sum = 0;
    for (int k = 0; k < NODES; k++) sum += weights[k] * f.applyAsDouble(sigma[k]);
    return sum;
  }
}
