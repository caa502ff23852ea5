package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.math.Elementary;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;

/**
 * A point of a trajectory chosen with probability proportional to its weight exp(-energy), as the
 * points pass by (a reservoir of size one). Weights are relative to the start of the trajectory and
 * summed on the linear scale, rescaled when the energy falls far below that of the start.
 */
final class Selection {
  /** exp(RESCALE) times any number of points is far from overflow. */
  private static final double RESCALE = 100;

  private double[] position;
  private double[] gradient;
  private double logDensity;
  private double energy;
  private double logScale;
  private double weight;

  Selection(int dimension) {
    position = new double[dimension];
    gradient = new double[dimension];
  }

  /** Forgets all points. */
  void clear() {
    logScale = 0;
    weight = 0;
  }

  /** Begins with a point of weight one. */
  void begin(PhasePoint point) {
    clear();
    weight = 1;
    keep(point);
  }

  /**
   * Offers the next point, of log weight {@code logWeight}; {@code relative} is its exponential,
   * which the caller needs as well.
   */
  void offer(PhasePoint point, double logWeight, double relative, RandomGenerator random) {
    double pointWeight = relative;
    if (logScale != 0 || logWeight > RESCALE) {
      if (logWeight - logScale > RESCALE) {
        weight *= Elementary.exp(logScale - logWeight);
        logScale = logWeight;
      }
      pointWeight = Elementary.exp(logWeight - logScale);
    }
    weight += pointWeight;
    if (random.nextDouble() * weight < pointWeight) keep(point);
  }

  /**
   * Adds the points that {@code other} has seen and takes over its choice with probability min(1,
   * weight of other / weight of this): biased towards the newer half, which leaves the target
   * invariant (Betancourt 2017, appendix A.3.2).
   */
  void absorbBiased(Selection other, RandomGenerator random) {
    double logRatio = Elementary.log(other.weight / weight) + other.logScale - logScale;
    if (logRatio > 0 || random.nextDouble() < Elementary.exp(logRatio)) swapChoice(other);
    double scale = Math.max(logScale, other.logScale);
    weight =
        weight * Elementary.exp(logScale - scale)
            + other.weight * Elementary.exp(other.logScale - scale);
    logScale = scale;
  }

  void moveTo(ChainState state) {
    state.moveTo(position, gradient, logDensity);
  }

  double energy() {
    return energy;
  }

  private void keep(PhasePoint point) {
    System.arraycopy(point.position, 0, position, 0, position.length);
    System.arraycopy(point.gradient, 0, gradient, 0, gradient.length);
    logDensity = point.logDensity;
    energy = point.energy;
  }

  private void swapChoice(Selection other) {
    double[] p = position;
    position = other.position;
    other.position = p;
    double[] g = gradient;
    gradient = other.gradient;
    other.gradient = g;
    logDensity = other.logDensity;
    energy = other.energy;
  }
}
