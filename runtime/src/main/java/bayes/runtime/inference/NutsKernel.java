package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.hamiltonian.NoUTurn;
import bayes.runtime.sampler.hamiltonian.NutsInfo;
import bayes.runtime.sampler.hamiltonian.StepSizeSearch;
import bayes.runtime.warmup.NutsWarmup;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** A chain of the No-U-Turn sampler. */
final class NutsKernel implements Kernel {
  static final List<String> COLUMNS =
      List.of(
          "lp__",
          "accept_stat__",
          "stepsize__",
          "treedepth__",
          "n_leapfrog__",
          "divergent__",
          "energy__");

  private final LogDensity density;
  private final NoUTurn sampler;
  private final StepSizeSearch search;
  private final NutsWarmup warmup;
  private final ChainState state;
  private final NutsInfo info = new NutsInfo();
  private final DivergenceLog log;

  NutsKernel(LogDensity density, NutsSettings settings) {
    this.density = density;
    sampler = new NoUTurn(density, settings.maxTreeDepth());
    search = new StepSizeSearch(density);
    warmup = new NutsWarmup(density.dimension(), settings.warmup());
    state = new ChainState(density.dimension());
    log = new DivergenceLog(density.dimension());
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    Optional<String> failure = start.find(density, true, random, state);
    if (failure.isPresent()) return failure;
    warmup.begin(state);
    return searchStepSize(1, random);
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    sampler.transition(
        state, warmup.metric(), warmup.stepSize(), warmup.depthLimit(), random, info);
    boolean metricChanged = warmup.learn(state, info);
    return metricChanged ? searchStepSize(warmup.stepSize(), random) : Optional.empty();
  }

  private Optional<String> searchStepSize(double first, RandomGenerator random) {
    OptionalDouble found = search.find(state, warmup.metric(), first, random);
    if (found.isEmpty()) {
      return Optional.of(
          "no step size is acceptable; the posterior may be improper or its gradient wrong");
    }
    warmup.restart(found.getAsDouble());
    return Optional.empty();
  }

  @Override
  public void draw(RandomGenerator random) {
    sampler.transition(state, warmup.metric(), warmup.stepSize(), random, info);
    if (info.divergent()) log.diverged(info.divergedFrom(), info.divergedTo());
    else log.draw();
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
    return COLUMNS;
  }

  @Override
  public void writeColumns(double[] out, int offset) {
    writeColumns(state, info, out, offset);
  }

  /** Writes {@link #COLUMNS} of a transition that ended in {@code state}. */
  static void writeColumns(ChainState state, NutsInfo info, double[] out, int offset) {
    out[offset] = state.logDensity();
    out[offset + 1] = info.acceptStat();
    out[offset + 2] = info.stepSize();
    out[offset + 3] = info.treeDepth();
    out[offset + 4] = info.nLeapfrog();
    out[offset + 5] = info.divergent() ? 1 : 0;
    out[offset + 6] = info.energy();
  }

  @Override
  public Adaptation adaptation() {
    return adaptation(warmup);
  }

  /** What a warmup has learnt. */
  static Adaptation adaptation(NutsWarmup warmup) {
    return new Adaptation.Hamiltonian(
        warmup.stepSize(),
        Arrays.stream(warmup.metric().inverseDiagonal()).boxed().toList(),
        warmup.metric().kind(),
        warmup.metric().rank(),
        warmup.iterations());
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
    warmup.restore(in);
    log.restore(in);
  }
}
