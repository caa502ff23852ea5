package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;

/**
 * Random-walk Metropolis of blocks: all coordinates of a block move by one normal step, whose
 * covariance is that of the posterior as warmup has learnt it (Haario, Saksman and Tamminen,
 * Bernoulli 7, 2001).
 */
public final class BlockWalk {
  private final LogDensity density;
  private final double[] old = new double[Block.LARGEST];
  private final double[] normals = new double[Block.LARGEST];

  /** A walk on {@code density}. */
  public BlockWalk(LogDensity density) {
    this.density = density;
  }

  /**
   * Proposes {@code repeats} steps of {@code block}, one after the other, and returns their average
   * acceptance probability.
   */
  public double transition(
      ChainState state, Block block, double scale, int repeats, RandomGenerator random) {
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) sum += propose(state, block, scale, random);
    return sum / repeats;
  }

  private double propose(ChainState state, Block block, double scale, RandomGenerator random) {
    double[] position = state.position();
    System.arraycopy(position, block.from(), old, 0, block.size());
    block.step(position, scale, random, normals);
    double proposed = density.logDensity(position);
    double accept = Acceptance.probability(proposed, state.logDensity());
    if (random.nextDouble() < accept) {
      state.setLogDensity(proposed);
    } else {
      System.arraycopy(old, 0, position, block.from(), block.size());
    }
    return accept;
  }
}
