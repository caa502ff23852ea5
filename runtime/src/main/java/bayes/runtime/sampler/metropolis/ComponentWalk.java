package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.LocalDensity;
import bayes.runtime.random.RandomDraws;
import java.util.random.RandomGenerator;

/**
 * Random-walk Metropolis of single components: each coordinate in turn moves by a normal step of
 * its own scale and is accepted or rejected by itself (Metropolis et al. 1953).
 */
public final class ComponentWalk {
  private final LocalDensity density;

  /** A walk on {@code density}, of which only the terms of the moving component are evaluated. */
  public ComponentWalk(LocalDensity density) {
    this.density = density;
  }

  /**
   * Proposes a step for every coordinate that has a scale, the first ones.
   *
   * @param position where the density stands; moves with it
   * @param scales the standard deviation of each coordinate's step
   * @param acceptOut receives each step's acceptance probability
   */
  public void transition(
      double[] position, double[] scales, RandomGenerator random, double[] acceptOut) {
    for (int i = 0; i < scales.length; i++) {
      double current = density.logDensity(i, position[i]);
      double proposal = position[i] + scales[i] * RandomDraws.standardNormal(random);
      double proposed = density.logDensity(i, proposal);
      double accept = Acceptance.probability(proposed, current);
      acceptOut[i] = accept;
      if (random.nextDouble() < accept) {
        position[i] = proposal;
        density.set(i, proposal);
      }
    }
  }
}
