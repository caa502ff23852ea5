package bayes.runtime.inference;

import bayes.runtime.sampler.metropolis.Move;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of adaptive Metropolis-Hastings. Discrete latents are drawn one at a time whatever
 * the moves, which are those of the continuous ones.
 *
 * @param run chains, iterations, seed and threads
 * @param moves what an iteration proposes, at least one
 */
public record MetropolisSettings(RunSettings run, Set<Move> moves) implements ChainSettings {
  public MetropolisSettings {
    if (moves.isEmpty()) throw new IllegalArgumentException("at least one kind of move is needed");
    moves = Collections.unmodifiableSet(EnumSet.copyOf(moves));
  }

  /**
   * Random walks of single components and blocks, and proposals from the Laplace approximation
   * where there is one that fits.
   */
  public static MetropolisSettings of(RunSettings run) {
    return new MetropolisSettings(run, EnumSet.of(Move.COMPONENTS, Move.BLOCKS, Move.INDEPENDENCE));
  }

  @Override
  public String method() {
    return "mh";
  }
}
