package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;

/**
 * A point of phase space, moved in place by leapfrog steps of Hamiltonian dynamics with energy
 * H(position, momentum) = -log density(position) + p' M^-1 p / 2 (Neal, "MCMC using Hamiltonian
 * dynamics", 2011, section 2.3).
 */
final class PhasePoint {
  final double[] position;
  final double[] momentum;
  final double[] gradient;
  double logDensity;
  double energy;

  PhasePoint(int dimension) {
    position = new double[dimension];
    momentum = new double[dimension];
    gradient = new double[dimension];
  }

  void set(ChainState state, double[] newMomentum, double newEnergy) {
    int n = position.length;
    System.arraycopy(state.position(), 0, position, 0, n);
    System.arraycopy(state.gradient(), 0, gradient, 0, n);
    System.arraycopy(newMomentum, 0, momentum, 0, n);
    logDensity = state.logDensity();
    energy = newEnergy;
  }

  /**
   * One leapfrog step; a negative step size goes back in time. Afterwards {@link #energy} is that
   * of the new point, or NaN if the density could not be evaluated there.
   */
  void leapfrog(LogDensity density, DiagonalMetric metric, double stepSize) {
    double[] inverse = metric.sharedInverse();
    kickAndDrift(momentum, position, gradient, inverse, stepSize);
    logDensity = density.logDensityAndGradient(position, gradient);
    energy = kick(momentum, gradient, inverse, stepSize) - logDensity;
  }

  /** Half a step of the momentum and a whole one of the position, in one pass. */
  private static void kickAndDrift(
      double[] momentum, double[] position, double[] gradient, double[] inverse, double stepSize) {
    double half = stepSize / 2;
    for (int i = 0; i < position.length; i++) {
      double p = momentum[i] + half * gradient[i];
      momentum[i] = p;
      position[i] += stepSize * inverse[i] * p;
    }
  }

  /** The other half step of the momentum; returns the kinetic energy. */
  private static double kick(
      double[] momentum, double[] gradient, double[] inverse, double stepSize) {
    double half = stepSize / 2;
    // Two sums: one chain of additions would wait for itself.
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < momentum.length; i += 2) {
      double p = momentum[i] + half * gradient[i];
      double q = momentum[i + 1] + half * gradient[i + 1];
      momentum[i] = p;
      momentum[i + 1] = q;
      even += inverse[i] * p * p;
      odd += inverse[i + 1] * q * q;
    }
    if (i < momentum.length) {
      double p = momentum[i] + half * gradient[i];
      momentum[i] = p;
      even += inverse[i] * p * p;
    }
    return (even + odd) / 2;
  }
}
