package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;

/**
 * A point of phase space, moved in place by leapfrog steps of Hamiltonian dynamics (Neal, "MCMC
 * using Hamiltonian dynamics", 2011, section 2.3). The momentum is whitened, as {@link Metric}
 * says: the energy is H(position, momentum) = -log density(position) + |momentum|^2 / 2.
 */
final class PhasePoint {
  final double[] position;
  final double[] momentum;
  final double[] gradient;
  double logDensity;
  double energy;

  /** L' gradient. */
  private final double[] force;

  private final double[] velocity;

  PhasePoint(int dimension) {
    position = new double[dimension];
    momentum = new double[dimension];
    gradient = new double[dimension];
    force = new double[dimension];
    velocity = new double[dimension];
  }

  void set(ChainState state, Metric metric, double[] newMomentum, double newEnergy) {
    int n = position.length;
    System.arraycopy(state.position(), 0, position, 0, n);
    System.arraycopy(state.gradient(), 0, gradient, 0, n);
    System.arraycopy(newMomentum, 0, momentum, 0, n);
    metric.force(gradient, force);
    logDensity = state.logDensity();
    energy = newEnergy;
  }

  /** Becomes the same point as {@code other}. */
  void set(PhasePoint other) {
    int n = position.length;
    System.arraycopy(other.position, 0, position, 0, n);
    System.arraycopy(other.gradient, 0, gradient, 0, n);
    System.arraycopy(other.momentum, 0, momentum, 0, n);
    System.arraycopy(other.force, 0, force, 0, n);
    logDensity = other.logDensity;
    energy = other.energy;
  }

  /**
   * One leapfrog step; a negative step size goes back in time. Afterwards {@link #energy} is that
   * of the new point, or NaN if the density could not be evaluated there.
   */
  void leapfrog(LogDensity density, Metric metric, double stepSize) {
    double half = stepSize / 2;
    if (metric instanceof DiagonalMetric diagonal) {
      double[] scale = diagonal.sharedScale();
      kickAndDrift(momentum, position, force, scale, half, stepSize);
      logDensity = density.logDensityAndGradient(position, gradient);
      for (int i = 0; i < scale.length; i++) force[i] = scale[i] * gradient[i];
    } else {
      for (int i = 0; i < momentum.length; i++) momentum[i] += half * force[i];
      metric.velocity(momentum, velocity);
      for (int i = 0; i < position.length; i++) position[i] += stepSize * velocity[i];
      logDensity = density.logDensityAndGradient(position, gradient);
      metric.force(gradient, force);
    }
    energy = kick(momentum, force, half) - logDensity;
  }

  /** Half a step of the momentum and a whole one of the position, in one pass. */
  private static void kickAndDrift(
      double[] momentum,
      double[] position,
      double[] force,
      double[] scale,
      double half,
      double stepSize) {
    for (int i = 0; i < position.length; i++) {
      double v = momentum[i] + half * force[i];
      momentum[i] = v;
      position[i] += stepSize * scale[i] * v;
    }
  }

  /** The other half step of the momentum; returns the kinetic energy. */
  private static double kick(double[] momentum, double[] force, double half) {
    // Two sums: one chain of additions would wait for itself.
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < momentum.length; i += 2) {
      double v = momentum[i] + half * force[i];
      double w = momentum[i + 1] + half * force[i + 1];
      momentum[i] = v;
      momentum[i + 1] = w;
      even += v * v;
      odd += w * w;
    }
    if (i < momentum.length) {
      double v = momentum[i] + half * force[i];
      momentum[i] = v;
      even += v * v;
    }
    return (even + odd) / 2;
  }

  /** Draws a whitened momentum; returns its kinetic energy. */
  static double sampleMomentum(RandomGenerator random, double[] momentumOut) {
    double sum = 0;
    for (int i = 0; i < momentumOut.length; i++) {
      double v = RandomDraws.standardNormal(random);
      momentumOut[i] = v;
      sum += v * v;
    }
    return sum / 2;
  }
}
