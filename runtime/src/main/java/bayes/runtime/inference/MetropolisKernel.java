package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import bayes.runtime.sampler.metropolis.Block;
import bayes.runtime.sampler.metropolis.BlockWalk;
import bayes.runtime.sampler.metropolis.ComponentWalk;
import bayes.runtime.sampler.metropolis.Moves;
import bayes.runtime.warmup.MetropolisWarmup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A chain of adaptive random-walk Metropolis-Hastings. */
final class MetropolisKernel implements Kernel {
  static final List<String> COLUMNS = List.of("lp__", "accept_stat__");

  private final LogDensity density;
  private final Moves moves;
  private final ComponentWalk components;
  private final BlockWalk blocks;
  private final MetropolisWarmup warmup;
  private final ChainState state;
  private final double[] componentAccept;
  private double acceptStat;

  MetropolisKernel(LogDensity density, MetropolisSettings settings) {
    this.density = density;
    moves = settings.moves();
    components = new ComponentWalk(density);
    blocks = new BlockWalk(density);
    warmup = new MetropolisWarmup(density.dimension(), settings.run().warmup());
    state = new ChainState(density.dimension());
    componentAccept = new double[density.dimension()];
  }

  @Override
  public Optional<String> begin(RandomGenerator random) {
    return InitialPoint.find(density, false, random, state).map(InitialPoint.Failure::reason);
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    iterate(random, true);
    warmup.learnPosition(state.position());
    return Optional.empty();
  }

  @Override
  public void draw(RandomGenerator random) {
    iterate(random, false);
  }

  private void iterate(RandomGenerator random, boolean learns) {
    double sum = 0;
    int proposals = 0;
    if (moves.components()) {
      components.transition(state, warmup.componentScales(), random, componentAccept);
      for (double accept : componentAccept) sum += accept;
      proposals += componentAccept.length;
      if (learns) warmup.learnComponents(componentAccept);
    }
    if (moves.blocks()) {
      for (int k = 0; k < warmup.nBlocks(); k++) {
        Block block = warmup.block(k);
        int repeats = block.size();
        double accept = blocks.transition(state, block, warmup.blockScale(k), repeats, random);
        sum += accept * repeats;
        proposals += repeats;
        if (learns) warmup.learnBlock(k, accept);
      }
    }
    acceptStat = proposals == 0 ? 1 : sum / proposals;
  }

  @Override
  public ChainState state() {
    return state;
  }

  @Override
  public boolean divergent() {
    return false;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public void writeColumns(double[] out, int offset) {
    out[offset] = state.logDensity();
    out[offset + 1] = acceptStat;
  }

  @Override
  public Adaptation adaptation() {
    return new Adaptation.RandomWalk(
        Arrays.stream(warmup.componentScales()).boxed().toList(),
        IntStream.range(0, warmup.nBlocks()).mapToObj(warmup::blockScale).toList());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state.save(out);
    warmup.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state.restore(in);
    warmup.restore(in);
  }
}
