package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.metropolis.Block;
import bayes.runtime.sampler.metropolis.BlockWalk;
import bayes.runtime.sampler.metropolis.ComponentWalk;
import bayes.runtime.sampler.metropolis.Moves;
import bayes.runtime.sampler.metropolis.SiteUpdates;
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
  private final Target target;
  private final DiscreteSites sites;
  private final LocalDensity local;
  private final SiteUpdates siteUpdates;
  private final Moves moves;
  private final ComponentWalk components;
  private final BlockWalk blocks;
  private final MetropolisWarmup warmup;
  private final ChainState state;
  private final double[] componentAccept;
  private double acceptStat;

  MetropolisKernel(LogDensity density, Target target, MetropolisSettings settings) {
    this.density = density;
    this.target = target;
    sites = target.discreteSites();
    local = target.newLocalDensity().orElseGet(() -> LocalDensity.whole(density));
    siteUpdates = new SiteUpdates(sites);
    moves = settings.moves();
    int continuous = sites.continuous(density.dimension());
    components = new ComponentWalk(local);
    blocks = new BlockWalk(density);
    warmup = new MetropolisWarmup(continuous, settings.run().warmup());
    state = new ChainState(density.dimension());
    componentAccept = new double[continuous];
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    return sites.isEmpty()
        ? start.find(density, false, random, state)
        : new MixedInitialPoint(density, target).find(random, state);
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
    local.moveTo(state.position());
    siteUpdates.sweep(local, state.position(), random);
    if (moves.components()) {
      components.transition(state.position(), warmup.componentScales(), random, componentAccept);
      for (double accept : componentAccept) sum += accept;
      proposals += componentAccept.length;
      if (learns) warmup.learnComponents(componentAccept);
    }
    // What single moves changed was never the whole.
    state.setLogDensity(density.logDensity(state.position()));
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
