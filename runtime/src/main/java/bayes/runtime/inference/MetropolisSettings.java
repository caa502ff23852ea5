package bayes.runtime.inference;

import bayes.runtime.sampler.metropolis.Moves;

/**
 * The settings of adaptive random-walk Metropolis-Hastings.
 *
 * @param run chains, iterations, seed and threads
 * @param moves what an iteration proposes
 */
public record MetropolisSettings(RunSettings run, Moves moves) implements ChainSettings {
  /** Single components and blocks in turn. */
  public static MetropolisSettings of(RunSettings run) {
    return new MetropolisSettings(run, Moves.BOTH);
  }

  @Override
  public String method() {
    return "mh";
  }
}
