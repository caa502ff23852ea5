package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Elementary;
import bayes.runtime.sampler.ChainState;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * A first step size: doubled or halved until one leapfrog step is accepted with probability about
 * 0.8 (Hoffman and Gelman 2014, algorithm 4, with Stan's threshold).
 */
public final class StepSizeSearch {
  private static final double LOG_THRESHOLD = Elementary.log(0.8);

  /** A posterior on which such steps are accepted is not normalisable in practice. */
  private static final double LARGEST = 1e7;

  private final LogDensity density;
  private final PhasePoint point;
  private final double[] momentum;

  /** A search on {@code density}. */
  public StepSizeSearch(LogDensity density) {
    this.density = density;
    point = new PhasePoint(density.dimension());
    momentum = new double[density.dimension()];
  }

  /**
   * A step size for {@code state}, beginning from {@code first}; empty if no step size between 0
   * and 1e7 is acceptable, as happens when the posterior is improper or its gradient is wrong.
   */
  public OptionalDouble find(
      ChainState state, Metric metric, double first, RandomGenerator random) {
    if (state.dimension() == 0) return OptionalDouble.of(1);
    double stepSize = first;
    boolean grows = accepts(state, metric, stepSize, random);
    while (true) {
      double next = grows ? 2 * stepSize : stepSize / 2;
      if (next > LARGEST || next < Double.MIN_NORMAL) return OptionalDouble.empty();
      stepSize = next;
      if (accepts(state, metric, stepSize, random) != grows) return OptionalDouble.of(stepSize);
    }
  }

  private boolean accepts(
      ChainState state, Metric metric, double stepSize, RandomGenerator random) {
    double energy = PhasePoint.sampleMomentum(random, momentum) - state.logDensity();
    point.set(state, metric, momentum, energy);
    point.leapfrog(density, metric, stepSize);
    return energy - point.energy > LOG_THRESHOLD;
  }
}
