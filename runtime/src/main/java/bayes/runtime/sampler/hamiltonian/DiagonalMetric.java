package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.random.RandomDraws;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A diagonal Euclidean metric. Momentum p has density normal(0, M) and the kinetic energy is p'
 * M^-1 p / 2; the inverse metric M^-1 holds estimates of the posterior variances. Immutable.
 */
public final class DiagonalMetric {
  private final double[] inverse;
  private final double[] momentumScale;

  private DiagonalMetric(double[] inverse) {
    this.inverse = inverse;
    this.momentumScale = new double[inverse.length];
    for (int i = 0; i < inverse.length; i++) {
      if (!(inverse[i] > 0) || inverse[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("inverse metric " + inverse[i] + " of coordinate " + i);
      }
      momentumScale[i] = 1 / Math.sqrt(inverse[i]);
    }
  }

  /** The metric whose inverse has this diagonal, positive and finite. */
  public static DiagonalMetric ofInverse(double[] inverse) {
    return new DiagonalMetric(inverse.clone());
  }

  /** The unit metric. */
  public static DiagonalMetric unit(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return new DiagonalMetric(ones);
  }

  /** The diagonal of the inverse metric. */
  public double[] inverse() {
    return inverse.clone();
  }

  /** The diagonal of the inverse metric itself, for the hot loops of this package. */
  double[] sharedInverse() {
    return inverse;
  }

  void sampleMomentum(RandomGenerator random, double[] momentumOut) {
    for (int i = 0; i < momentumScale.length; i++) {
      momentumOut[i] = momentumScale[i] * RandomDraws.standardNormal(random);
    }
  }

  double kineticEnergy(double[] momentum) {
    double sum = 0;
    for (int i = 0; i < momentum.length; i++) sum += inverse[i] * momentum[i] * momentum[i];
    return sum / 2;
  }
}
