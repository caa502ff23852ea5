package bayes.runtime.sampler.smc;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.hamiltonian.DiagonalMetric;
import bayes.runtime.sampler.hamiltonian.NoUTurn;
import bayes.runtime.sampler.hamiltonian.NutsInfo;
import bayes.runtime.sampler.metropolis.Block;
import bayes.runtime.sampler.metropolis.BlockWalk;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A Markov transition that leaves a density invariant, in coordinates of about unit covariance.
 * Confined to one thread.
 */
public sealed interface Move {
  /** Moves {@code state} with steps of size {@code scale}; returns the acceptance statistic. */
  double transition(ChainState state, double scale, RandomGenerator random);

  /** Whether the last transition ended at a divergence. */
  boolean divergent();

  /** Which transitions there are. */
  enum Kind {
    /** Short trajectories of the No-U-Turn sampler, of fewer than 2^6 steps. */
    NUTS(0.8),
    /** Random-walk Metropolis, as many proposals as there are coordinates. */
    MH(0.3);

    private static final int DEPTH = 6;
    private static final double BEST_WALK = 2.38;

    private final double targetAccept;

    Kind(double targetAccept) {
      this.targetAccept = targetAccept;
    }

    /** The acceptance statistic that suits. */
    public double targetAccept() {
      return targetAccept;
    }

    /** Whether the state has to hold the gradient. */
    public boolean needsGradient() {
      return this == NUTS;
    }

    /** A scale to begin with, for unit covariance. */
    public double firstScale(int dimension) {
      int block = Math.min(Math.max(dimension, 1), Block.LARGEST);
      return this == NUTS ? Math.pow(block, -0.25) : BEST_WALK / Math.sqrt(block);
    }

    /** The transition on {@code density}. */
    public Move on(LogDensity density) {
      return this == NUTS ? new Nuts(density) : new Walk(density);
    }
  }

  /** Of the No-U-Turn sampler. */
  final class Nuts implements Move {
    private final NoUTurn sampler;
    private final DiagonalMetric metric;
    private final NutsInfo info = new NutsInfo();

    private Nuts(LogDensity density) {
      sampler = new NoUTurn(density, Kind.DEPTH);
      metric = DiagonalMetric.unit(density.dimension());
    }

    @Override
    public double transition(ChainState state, double scale, RandomGenerator random) {
      sampler.transition(state, metric, scale, random, info);
      return info.acceptStat();
    }

    @Override
    public boolean divergent() {
      return info.divergent();
    }
  }

  /** Of a random walk of blocks. */
  final class Walk implements Move {
    private final BlockWalk walk;
    private final List<Block> blocks;

    private Walk(LogDensity density) {
      walk = new BlockWalk(density);
      blocks = Block.divide(density.dimension());
    }

    @Override
    public double transition(ChainState state, double scale, RandomGenerator random) {
      double sum = 0;
      for (Block block : blocks) {
        sum += block.size() * walk.transition(state, block, scale, block.size(), random);
      }
      return state.dimension() == 0 ? 1 : sum / state.dimension();
    }

    @Override
    public boolean divergent() {
      return false;
    }
  }
}
