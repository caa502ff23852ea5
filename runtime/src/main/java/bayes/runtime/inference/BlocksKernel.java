package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.HeldSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.hamiltonian.NoUTurn;
import bayes.runtime.sampler.hamiltonian.NutsInfo;
import bayes.runtime.sampler.hamiltonian.StepSizeSearch;
import bayes.runtime.sampler.metropolis.SiteUpdates;
import bayes.runtime.warmup.NutsWarmup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * A chain whose blocks take turns: each discrete coordinate is drawn given all else, and then the
 * continuous ones make a transition of the No-U-Turn sampler given the discrete ones. Either leaves
 * the posterior as it is, and so does one after the other.
 *
 * <p>What the No-U-Turn sampler moves in is the conditional density, another one at each iteration.
 * The discrete latents are the same at both ends of a transition: from what changed between these
 * warmup learns the scales of the conditional density, not those of the posterior, which are wider.
 */
final class BlocksKernel implements Kernel {
  private final LogDensity density;
  private final Target target;
  private final LocalDensity local;
  private final SiteUpdates siteUpdates;
  private final HeldSites held;
  private final NoUTurn sampler;
  private final StepSizeSearch search;
  private final NutsWarmup warmup;
  private final ChainState state;
  private final ChainState continuous;
  private final ChainState before;
  private final NutsInfo info = new NutsInfo();
  private final DivergenceLog log;

  BlocksKernel(LogDensity density, Target target, NutsSettings settings) {
    this.density = density;
    this.target = target;
    DiscreteSites sites = target.discreteSites();
    local = target.newLocalDensity().orElseGet(() -> LocalDensity.whole(density));
    siteUpdates = new SiteUpdates(sites);
    held = new HeldSites(density, sites);
    sampler = new NoUTurn(held, settings.maxTreeDepth());
    search = new StepSizeSearch(held);
    warmup = new NutsWarmup(held.dimension(), settings.warmup());
    state = new ChainState(density.dimension());
    continuous = new ChainState(held.dimension());
    before = new ChainState(held.dimension());
    log = new DivergenceLog(density.dimension());
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    Optional<String> failure = new MixedInitialPoint(density, target, true).find(random, state);
    if (failure.isPresent()) return failure;
    System.arraycopy(state.position(), 0, continuous.position(), 0, held.dimension());
    hold();
    warmup.begin(continuous);
    return searchStepSize(1, random);
  }

  /** Takes the discrete latents as they are now for those of the continuous ones' density. */
  private void hold() {
    held.hold(state.position());
    continuous.setLogDensity(
        held.logDensityAndGradient(continuous.position(), continuous.gradient()));
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    moveSites(random);
    before.moveTo(continuous.position(), continuous.gradient(), continuous.logDensity());
    moveContinuous(warmup.depthLimit(), random);
    boolean metricChanged = warmup.learn(before, continuous, info);
    return metricChanged ? searchStepSize(warmup.stepSize(), random) : Optional.empty();
  }

  private Optional<String> searchStepSize(double first, RandomGenerator random) {
    OptionalDouble found = search.find(continuous, warmup.metric(), first, random);
    if (found.isEmpty()) {
      return Optional.of(
          "no step size is acceptable; the posterior may be improper or its gradient wrong");
    }
    warmup.restart(found.getAsDouble());
    return Optional.empty();
  }

  @Override
  public void draw(RandomGenerator random) {
    moveSites(random);
    moveContinuous(NutsWarmup.ANY_DEPTH, random);
    if (info.divergent()) {
      double[] from = new double[state.dimension()];
      double[] to = new double[state.dimension()];
      held.complete(info.divergedFrom(), from);
      held.complete(info.divergedTo(), to);
      log.diverged(from, to);
    } else {
      log.draw();
    }
  }

  private void moveSites(RandomGenerator random) {
    local.moveTo(state.position());
    if (siteUpdates.sweep(local, state.position(), random) > 0) hold();
  }

  private void moveContinuous(int depthLimit, RandomGenerator random) {
    sampler.transition(continuous, warmup.metric(), warmup.stepSize(), depthLimit, random, info);
    held.complete(continuous.position(), state.position());
    System.arraycopy(continuous.gradient(), 0, state.gradient(), 0, held.dimension());
    state.setLogDensity(continuous.logDensity());
  }

  @Override
  public boolean isWarm() {
    return warmup.isDone();
  }

  @Override
  public int warmupIterations() {
    return warmup.expectedIterations();
  }

  @Override
  public ChainState state() {
    return state;
  }

  @Override
  public boolean divergent() {
    return info.divergent();
  }

  @Override
  public List<DivergenceLog.Step> divergences() {
    return log.kept();
  }

  @Override
  public List<String> columns() {
    return NutsKernel.COLUMNS;
  }

  @Override
  public void writeColumns(double[] out, int offset) {
    NutsKernel.writeColumns(state, info, out, offset);
  }

  @Override
  public Adaptation adaptation() {
    return NutsKernel.adaptation(warmup);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state.save(out);
    warmup.save(out);
    log.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state.restore(in);
    held.hold(state.position());
    continuous.moveTo(
        Arrays.copyOf(state.position(), held.dimension()),
        Arrays.copyOf(state.gradient(), held.dimension()),
        state.logDensity());
    warmup.restore(in);
    log.restore(in);
  }
}
