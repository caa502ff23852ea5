package bayes.runtime.warmup;

import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.hamiltonian.DiagonalMetric;
import bayes.runtime.sampler.hamiltonian.Metric;
import bayes.runtime.sampler.hamiltonian.MetricState;
import bayes.runtime.sampler.hamiltonian.NutsInfo;
import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The warmup of a Hamiltonian chain as a state machine: {@link #begin} where the chain starts, then
 * for every iteration a transition with {@link #metric()}, {@link #stepSize()} and {@link
 * #depthLimit()}, then {@link #learn}. When the metric has changed, the caller searches a new first
 * step size and calls {@link #restart}. Once {@link #isDone()}, metric and step size stay as they
 * are.
 *
 * <p>The metric is estimated from the latest 60% of the draws so far ({@link FisherEstimate}), in
 * the shape that {@link MetricChoice} finds best. Estimates are stable if the draws since the last
 * one, which it has not seen, would cost hardly more with it than the new one promises, and if
 * their mean does not drift. If transitions diverge late in warmup, the step size aims for a higher
 * acceptance. See docs/decisions/0008-metric-by-evidence.md.
 */
public final class NutsWarmup implements Resumable {
  /** The share of the draws so far that a metric is estimated from. */
  private static final double LATEST = 0.6;

  private static final int FEWEST_DRAWS = 6;

  /** An old metric that costs more than this times what the new one promises is not stable. */
  private static final double STABLE_COST = 1.35;

  /** The greatest shift of a mean that is stable, in standard errors of independent draws. */
  private static final double STABLE_DRIFT = 5;

  /** Beyond this shift a chain has clearly not settled. */
  private static final double UNSETTLED_DRIFT = 15;

  /** Trajectories are kept short while the metric is poor: long ones cost more than they teach. */
  private static final int EARLY = 24;

  private static final int EARLY_DEPTH = 6;
  private static final int LATER_DEPTH = 8;

  /** A limit of the doublings of a trajectory that limits nothing. */
  public static final int ANY_DEPTH = 20;

  /** The acceptance to aim for after divergences with a metric that has settled. */
  private static final double CAREFUL_ACCEPT = 0.95;

  /** Who asks for less than this wants long steps, and is given them. */
  private static final double LEAST_RAISED = 0.8;

  /** No more numbers than this are kept of draws and their gradients. */
  private static final int MOST_NUMBERS = 2_000_000;

  private static final int MOST_DRAWS = 1000;

  private final int dimension;
  private final WarmupSchedule schedule;
  private final DualAveraging stepSizes;

  /** What metrics are estimated from: draws, or how transitions changed them. */
  private final DrawHistory history;

  /** Where these changes led, if that is asked for; empty if the history is one of draws. */
  private final DrawHistory places;

  private final MetricChoice choice;
  private final boolean isAdaptive;
  private Metric metric;

  /** Since the last estimate, at step sizes that might be kept. */
  private int divergences;

  private boolean isCareful;
  private final boolean mayBeCareful;

  /** A warmup over {@code dimension} coordinates. */
  public NutsWarmup(int dimension, WarmupSettings settings) {
    this.dimension = dimension;
    schedule = new WarmupSchedule(settings.iterations(), settings.adaptive());
    isAdaptive = settings.adaptive();
    stepSizes = new DualAveraging(settings.targetAccept());
    mayBeCareful = settings.targetAccept() >= LEAST_RAISED;
    int affordable = MOST_NUMBERS / (2 * Math.max(1, dimension));
    int capacity = Math.max(2 * FEWEST_DRAWS, Math.min(MOST_DRAWS, affordable));
    history = new DrawHistory(dimension, capacity);
    places = DrawHistory.ofPositions(dimension, capacity);
    choice = new MetricChoice(settings.metric());
    metric = DiagonalMetric.unit(dimension);
  }

  /** Takes a first guess of the metric from the gradient where the chain starts. */
  public void begin(ChainState state) {
    metric = FisherEstimate.firstGuess(state.gradient());
  }

  /** Begins or begins again the adaptation of the step size from {@code stepSize}. */
  public void restart(double stepSize) {
    stepSizes.restart(stepSize);
  }

  /** Whether warmup has ended. */
  public boolean isDone() {
    return schedule.isDone();
  }

  /** The iterations made so far. */
  public int iterations() {
    return schedule.iteration();
  }

  /** The iterations that there will be, as far as can be said. */
  public int expectedIterations() {
    return schedule.expected();
  }

  /** The metric for the next transition. */
  public Metric metric() {
    return metric;
  }

  /** The step size for the next transition. */
  public double stepSize() {
    return isDone() ? stepSizes.averagedStepSize() : stepSizes.stepSize();
  }

  /** The most doublings of the next trajectory, beside the limit that is set. */
  public int depthLimit() {
    if (schedule.iteration() < EARLY) return EARLY_DEPTH;
    return schedule.iteration() < WarmupSchedule.LEAST ? LATER_DEPTH : ANY_DEPTH;
  }

  /**
   * Learns from one transition of warmup in a density that changes from one to the next, as where
   * other latents are held. The metric is estimated from how much position and gradient changed by
   * transitions: on a normal density the change of the gradient is the precision times that of the
   * position, whatever the mean, which is another one each time. Draws themselves would tell of the
   * scales with the means' differences on top of them. Returns whether the metric has changed.
   *
   * @param from where the transition began, with the gradient there
   * @param to where it ended
   */
  public boolean learn(ChainState from, ChainState to, NutsInfo info) {
    if (schedule.learns() && allFinite(to.gradient()) && allFinite(from.gradient())) {
      if (isAdaptive) places.add(to.position(), to.gradient());
      history.add(changes(from.position(), to.position()), changes(from.gradient(), to.gradient()));
    }
    return learn(info);
  }

  /** Scaled so that those of independent draws vary as the draws do. */
  private static double[] changes(double[] from, double[] to) {
    double[] changes = new double[from.length];
    for (int i = 0; i < changes.length; i++) changes[i] = Math.sqrt(0.5) * (to[i] - from[i]);
    return changes;
  }

  /**
   * Learns from one transition of warmup. Returns whether the metric has changed, so that the step
   * size has to be searched anew.
   */
  public boolean learn(ChainState state, NutsInfo info) {
    if (schedule.learns() && allFinite(state.position()) && allFinite(state.gradient())) {
      history.add(state.position(), state.gradient());
    }
    return learn(info);
  }

  private boolean learn(NutsInfo info) {
    if (info.divergent() && stepSizes.isSettled()) divergences++;
    stepSizes.learn(info.acceptStat());
    if (!schedule.advance()) {
      if (isDone() && isToBeCareful() && schedule.extend()) stepSizes.restart(stepSizes.stepSize());
      return false;
    }
    if (schedule.iteration() >= WarmupSchedule.LEAST) isToBeCareful();
    divergences = 0;
    boolean changed = update();
    // Of the draws so far the next estimate reads these.
    int next = schedule.nextUpdate();
    int kept = next == Integer.MAX_VALUE ? 0 : window(next) - schedule.sinceUpdate(next);
    history.keepLatest(kept);
    places.keepLatest(kept);
    return changed;
  }

  /** Aims for a higher acceptance if there was cause to; returns whether this is new. */
  private boolean isToBeCareful() {
    if (divergences == 0 || isCareful || !mayBeCareful) return false;
    isCareful = true;
    stepSizes.aimForAtLeast(CAREFUL_ACCEPT);
    return true;
  }

  /** The number of draws that a metric is estimated from at this time. */
  private static int window(int iteration) {
    return Math.max(FEWEST_DRAWS, (int) Math.ceil(LATEST * iteration));
  }

  private boolean update() {
    if (dimension == 0 || history.size() < FEWEST_DRAWS) {
      schedule.updated(dimension == 0, false);
      return false;
    }
    int now = schedule.iteration();
    double cost = MetricChoice.cost(metric, history.latest(schedule.sinceUpdate(now)));
    MetricChoice.Chosen chosen = choice.choose(history.latest(window(now)), metric);
    double drift =
        drift((places.size() > 0 ? places : history).latest(window(now)), chosen.metric());
    metric = chosen.metric();
    boolean isStable = cost < STABLE_COST * chosen.cost() && drift < STABLE_DRIFT;
    schedule.updated(isStable, drift > UNSETTLED_DRIFT);
    return true;
  }

  /**
   * The largest shift of a mean between the older and the newer half, in the standard errors that
   * independent draws of variance 1 would have. Draws that depend on each other shift more: a chain
   * that mixes slowly is given more time.
   */
  private static double drift(DrawSample sample, Metric metric) {
    int half = sample.size() / 2;
    double[] shift = sample.first(half).meanPosition();
    double[] newer = sample.without(sample.size() - half).meanPosition();
    for (int i = 0; i < shift.length; i++) shift[i] -= newer[i];
    double[] white = new double[shift.length];
    metric.whiten(shift, white);
    double most = 0;
    for (double value : white) most = Math.max(most, Math.abs(value));
    return most / Math.sqrt(2.0 / half);
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) if (!Double.isFinite(value)) return false;
    return true;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    schedule.save(out);
    out.writeInt(divergences);
    out.writeInt(isCareful ? 1 : 0);
    stepSizes.save(out);
    history.save(out);
    places.save(out);
    MetricState.save(metric, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    schedule.restore(in);
    divergences = in.readInt();
    isCareful = in.readInt() != 0;
    stepSizes.restore(in);
    history.restore(in);
    places.restore(in);
    metric = MetricState.restore(dimension, in);
  }
}
