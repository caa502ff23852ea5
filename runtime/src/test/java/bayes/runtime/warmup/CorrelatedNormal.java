package bayes.runtime.warmup;

import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Cholesky;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.random.RandomGenerator;

/**
 * A normal density of n coordinates with standard deviations from 0.01 to 100 and correlations rho
 * between all of them; its precision is known in closed form.
 */
record CorrelatedNormal(int dimension, double rho) implements LogDensity {
  double mean(int i) {
    return 3 - i;
  }

  double sd(int i) {
    return Math.pow(10, dimension == 1 ? 0 : -2 + 4.0 * i / (dimension - 1));
  }

  double covariance(int i, int j) {
    return (i == j ? 1 : rho) * sd(i) * sd(j);
  }

  double[] covariance() {
    double[] covariance = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) covariance[i * dimension + j] = covariance(i, j);
    }
    return covariance;
  }

  @Override
  public double logDensity(double[] position) {
    return logDensityAndGradient(position, new double[dimension]);
  }

  /** The precision of equal correlations: (I - rho / (1 - rho + n rho) 1 1') / (1 - rho). */
  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) sum += (position[i] - mean(i)) / sd(i);
    double shared = rho / (1 - rho + dimension * rho) * sum;
    double value = 0;
    for (int i = 0; i < dimension; i++) {
      double z = (position[i] - mean(i)) / sd(i);
      double slope = -(z - shared) / (1 - rho);
      value += z * slope / 2;
      gradientOut[i] = slope / sd(i);
    }
    return value;
  }

  /** Independent draws with their gradients. */
  DrawSample sample(int draws, long seed) {
    RandomGenerator random = Streams.of(seed).chain(0);
    double[] factor = new double[dimension * dimension];
    if (Cholesky.factor(dimension, covariance(), 0, factor, 0) != 0) throw new AssertionError();
    double[][] x = new double[draws][dimension];
    double[][] g = new double[draws][dimension];
    for (int k = 0; k < draws; k++) {
      double[] z = new double[dimension];
      for (int i = 0; i < dimension; i++) z[i] = RandomDraws.standardNormal(random);
      for (int i = 0; i < dimension; i++) {
        x[k][i] = mean(i);
        for (int j = 0; j <= i; j++) x[k][i] += factor[i * dimension + j] * z[j];
      }
      logDensityAndGradient(x[k], g[k]);
    }
    return new DrawSample(dimension, x, g);
  }
}
