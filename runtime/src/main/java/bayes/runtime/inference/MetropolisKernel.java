package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.metropolis.Block;
import bayes.runtime.sampler.metropolis.BlockWalk;
import bayes.runtime.sampler.metropolis.ComponentWalk;
import bayes.runtime.sampler.metropolis.Move;
import bayes.runtime.sampler.metropolis.SiteUpdates;
import bayes.runtime.sampler.metropolis.SliceWalk;
import bayes.runtime.warmup.MetropolisWarmup;
import bayes.runtime.warmup.SliceWidths;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A chain of adaptive Metropolis-Hastings: draws of the discrete latents one at a time, and the
 * moves of the continuous ones that the settings name, in turn.
 */
final class MetropolisKernel implements Kernel {
  static final List<String> COLUMNS = List.of("lp__", "accept_stat__");

  private final LogDensity density;
  private final Target target;
  private final DiscreteSites sites;
  private final LocalDensity local;
  private final SiteUpdates siteUpdates;
  private final Set<Move> moves;
  private final long seed;
  private final ComponentWalk components;
  private final BlockWalk blocks;
  private final SliceWalk slices;
  private final SliceWidths sliceWidths;
  private Optional<IndependenceMove> independence = Optional.empty();
  private final int nWarmup;
  private final MetropolisWarmup warmup;
  private final ChainState state;
  private final double[] componentAccept;
  private final double[] sliceDistances;
  private double acceptSum;
  private int proposals;
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
    slices = new SliceWalk(local);
    sliceWidths = new SliceWidths(continuous);
    seed = settings.run().seed();
    nWarmup = settings.run().warmup();
    warmup = new MetropolisWarmup(continuous, nWarmup);
    state = new ChainState(density.dimension());
    componentAccept = new double[continuous];
    sliceDistances = new double[continuous];
  }

  /** Looks for the mode, which takes a while and may fail: not in the constructor. */
  private void prepare() {
    boolean isAsked = moves.equals(Set.of(Move.INDEPENDENCE));
    int n = density.dimension();
    if (!moves.contains(Move.INDEPENDENCE) || !sites.isEmpty() || n == 0) return;
    if (n > IndependenceMove.MOST_COORDINATES_UNASKED && !isAsked) return;
    independence = IndependenceMove.of(target, seed);
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    prepare();
    if (moves.equals(Set.of(Move.INDEPENDENCE))
        && independence.isEmpty()
        && density.dimension() > 0) {
      return Optional.of("the posterior has no Laplace approximation to propose from");
    }
    return sites.isEmpty()
        ? start.find(density, false, random, state)
        : new MixedInitialPoint(density, target, false).find(random, state);
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    iterate(random, true);
    warmup.learnPosition(state.position());
    return Optional.empty();
  }

  @Override
  public boolean isWarm() {
    return warmup.isDone();
  }

  @Override
  public int warmupIterations() {
    return nWarmup;
  }

  @Override
  public void draw(RandomGenerator random) {
    iterate(random, false);
  }

  private void iterate(RandomGenerator random, boolean learns) {
    acceptSum = 0;
    proposals = 0;
    moveSingly(random, learns);
    if (moves.contains(Move.BLOCKS)) moveBlocks(random, learns);
    if (independence.isPresent() && independence.get().isWorthwhile()) {
      count(independence.get().transition(state, random, learns), 1);
    }
    acceptStat = proposals == 0 ? 1 : acceptSum / proposals;
  }

  /** The moves of single coordinates, each of which evaluates the terms of its own only. */
  private void moveSingly(RandomGenerator random, boolean learns) {
    boolean hasSlices = moves.contains(Move.SLICE);
    if (sites.isEmpty() && !moves.contains(Move.COMPONENTS) && !hasSlices) return;
    local.moveTo(state.position());
    siteUpdates.sweep(local, state.position(), random);
    if (moves.contains(Move.COMPONENTS)) {
      components.transition(state.position(), warmup.componentScales(), random, componentAccept);
      for (double accept : componentAccept) count(accept, 1);
      if (learns) warmup.learnComponents(componentAccept);
    }
    if (hasSlices) {
      slices.transition(state.position(), sliceWidths.widths(), random, sliceDistances);
      if (learns) sliceWidths.learn(sliceDistances);
    }
    // What single moves changed was never the whole.
    state.setLogDensity(density.logDensity(state.position()));
  }

  private void moveBlocks(RandomGenerator random, boolean learns) {
    for (int k = 0; k < warmup.nBlocks(); k++) {
      Block block = warmup.block(k);
      int repeats = block.size();
      double accept = blocks.transition(state, block, warmup.blockScale(k), repeats, random);
      count(accept, repeats);
      if (learns) warmup.learnBlock(k, accept);
    }
  }

  private void count(double accept, int repeats) {
    acceptSum += accept * repeats;
    proposals += repeats;
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
    sliceWidths.save(out);
    if (independence.isPresent()) independence.get().save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    prepare();
    state.restore(in);
    warmup.restore(in);
    sliceWidths.restore(in);
    if (independence.isPresent()) independence.get().restore(in);
  }
}
