package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.tempering.Ladder;
import bayes.runtime.sampler.tempering.Replicas;
import bayes.runtime.sampler.tempering.SteppingStones;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A chain of parallel tempering: a ladder of replicas, of which the coldest is recorded. Warmup
 * tunes temperatures and moves after rounds that double in length; its last half keeps them.
 */
final class TemperingKernel implements Kernel {
  static final List<String> COLUMNS = List.of("lp__", "accept_stat__", "swap_stat__");

  private static final int FIRST_RUNGS = 10;

  /** The first round is the 2^5-th part of warmup. */
  private static final int ROUNDS = 5;

  private final LogDensity density;
  private final TemperingSettings settings;
  private final TemperingPath.Choice path;
  private final Optional<Replicas> replicas;
  private final ChainState state;
  private int iteration;

  TemperingKernel(LogDensity density, Target target, TemperingSettings settings) {
    this.density = density;
    this.settings = settings;
    path = TemperingPath.to(target, settings.run().seed(), new Cancellation());
    replicas =
        path.path()
            .map(
                p -> {
                  Target.PriorSampler start = p.newSampler();
                  int rungs = settings.rungs().orElse(FIRST_RUNGS);
                  return new Replicas(p.newDensity(), settings.move(), rungs, start::sample);
                });
    state = new ChainState(density.dimension());
  }

  private Replicas replicas() {
    return replicas.orElseThrow(() -> new IllegalStateException(path.whyNot()));
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    if (replicas.isEmpty()) return Optional.of(path.whyNot());
    return replicas().begin(random)
        ? Optional.empty()
        : Optional.of("no draws to start from have a positive likelihood");
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    replicas().iterate(random, true);
    iteration++;
    int warmup = settings.run().warmup();
    for (int round = 1; round <= ROUNDS; round++) {
      if (iteration == warmup >> round) replicas().tune(settings.rungs().orElse(0));
    }
    if (iteration == warmup) replicas().settle();
    follow();
    return Optional.empty();
  }

  @Override
  public boolean isWarm() {
    return iteration >= settings.run().warmup();
  }

  @Override
  public int warmupIterations() {
    return settings.run().warmup();
  }

  @Override
  public void draw(RandomGenerator random) {
    replicas().iterate(random, false);
    follow();
  }

  private void follow() {
    System.arraycopy(replicas().cold(), 0, state.position(), 0, state.dimension());
    state.setLogDensity(density.logDensity(state.position()));
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
    out[offset + 1] = replicas().coldAcceptance();
    out[offset + 2] = replicas().swapAcceptance();
  }

  @Override
  public Adaptation adaptation() {
    Ladder ladder = replicas().ladder();
    List<Double> betas = new ArrayList<>();
    List<Double> rejections = new ArrayList<>();
    for (int k = 0; k < ladder.rungs(); k++) {
      betas.add(ladder.beta(k));
      if (k + 1 < ladder.rungs()) rejections.add(ladder.rejection(k));
    }
    SteppingStones.Estimate evidence = replicas().stones().estimate();
    return new Adaptation.Tempered(
        betas,
        rejections,
        replicas().roundTrips(),
        path.path().flatMap(TemperingPath::whyNoEvidence),
        evidence.value(),
        evidence.error());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state.save(out);
    replicas().save(out);
    out.writeInt(iteration);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state.restore(in);
    replicas().restore(in);
    iteration = in.readInt();
  }
}
