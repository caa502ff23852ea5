package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;

/**
 * Random-walk Metropolis of single components: each coordinate in turn moves by a normal step of
 * its own scale and is accepted or rejected by itself (Metropolis et al. 1953).
 */
public final class ComponentWalk {
  private final LogDensity density;

  /** A walk on {@code density}. */
  public ComponentWalk(LogDensity density) {
    this.density = density;
  }

  /**
   * Proposes a step for every coordinate.
   *
   * @param scales the standard deviation of each coordinate's step
   * @param acceptOut receives each step's acceptance probability
   */
  public void transition(
      ChainState state, double[] scales, RandomGenerator random, double[] acceptOut) {
    double[] position = state.position();
    double logDensity = state.logDensity();
    for (int i = 0; i < position.length; i++) {
      double old = position[i];
      position[i] = old + scales[i] * RandomDraws.standardNormal(random);
      double proposed = density.logDensity(position);
      double accept = Acceptance.probability(proposed, logDensity);
      acceptOut[i] = accept;
      if (random.nextDouble() < accept) logDensity = proposed;
      else position[i] = old;
    }
    state.setLogDensity(logDensity);
  }
}
