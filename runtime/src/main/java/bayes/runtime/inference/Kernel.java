package bayes.runtime.inference;

import bayes.runtime.sampler.ChainState;
import bayes.runtime.state.Resumable;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One chain's sampler and its warmup, as {@link ChainRun} drives them. Its state is that between
 * two iterations; restoring it takes the place of {@link #begin}.
 */
interface Kernel extends Resumable {
  /** Moves to the starting point; says why if there is none. */
  Optional<String> begin(ChainStart start, RandomGenerator random);

  /** An iteration of warmup; says why if the chain cannot go on. */
  Optional<String> warmup(RandomGenerator random);

  /** Whether warmup is over: from here on the transition does not change any more. */
  boolean isWarm();

  /** The iterations of warmup that there will be, as far as can be said. */
  int warmupIterations();

  /** An iteration after warmup. */
  void draw(RandomGenerator random);

  /** Where the chain stands. */
  ChainState state();

  /** Whether the last transition diverged. */
  boolean divergent();

  /** The diverging steps since the end of warmup, or a part of them. */
  default List<DivergenceLog.Step> divergences() {
    return List.of();
  }

  /** The names of the sampler's columns. */
  List<String> columns();

  /** Writes the sampler's columns of the last transition. */
  void writeColumns(double[] out, int offset);

  /** What warmup has learnt. */
  Adaptation adaptation();
}
