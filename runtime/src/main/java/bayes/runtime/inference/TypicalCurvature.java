package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.hamiltonian.MetricKind;
import bayes.runtime.sampler.hamiltonian.NoUTurn;
import bayes.runtime.sampler.hamiltonian.NutsInfo;
import bayes.runtime.sampler.hamiltonian.StepSizeSearch;
import bayes.runtime.warmup.NutsWarmup;
import bayes.runtime.warmup.WarmupSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The curvature of a log density along single coordinates, -d^2 log p / dx_i^2, where a short chain
 * of the No-U-Turn sampler comes by.
 *
 * <p>Of a block of coordinates all second derivatives are found at once, from the change of the
 * gradient by a small step v of random signs: v_i (H v)_i is H_ii where the block's coordinates do
 * not bear on each other, and has it as its mean where they do (Hutchinson, Communications in
 * Statistics - Simulation and Computation 19, 1990).
 */
public final class TypicalCurvature {
  private static final int ITERATIONS = 100;
  private static final int FORGOTTEN = 40;
  private static final int EVERY = 3;
  private static final int MAX_DEPTH = 6;
  private static final double TARGET_ACCEPT = 0.8;
  private static final double STEP = 1e-4;

  private final LogDensity density;
  private final List<double[]> draws;
  private final RandomGenerator random;

  private TypicalCurvature(LogDensity density, List<double[]> draws, RandomGenerator random) {
    this.density = density;
    this.draws = draws;
    this.random = random;
  }

  /** Follows a chain of a target without discrete coordinates; empty if it does not start. */
  public static Optional<TypicalCurvature> of(Target target, long seed) {
    RandomGenerator random = Streams.of(seed).chain(0);
    LogDensity density = target.newLogDensity();
    ChainState state = new ChainState(density.dimension());
    StartPaths paths = new StartPaths(target, seed, new Cancellation());
    ChainStart start = new ChainStart(StartPoints.standard(), paths::candidates, 0);
    if (start.find(density, true, random, state).isPresent()) return Optional.empty();
    var settings =
        new WarmupSettings(ITERATIONS, false, TARGET_ACCEPT, Optional.of(MetricKind.DIAGONAL));
    NutsWarmup warmup = new NutsWarmup(density.dimension(), settings);
    NoUTurn sampler = new NoUTurn(density, MAX_DEPTH);
    StepSizeSearch search = new StepSizeSearch(density);
    NutsInfo info = new NutsInfo();
    warmup.begin(state);
    double stepSize = 1;
    boolean isNew = true;
    List<double[]> draws = new ArrayList<>();
    for (int i = 0; i < ITERATIONS; i++) {
      if (isNew) {
        OptionalDouble found = search.find(state, warmup.metric(), stepSize, random);
        if (found.isEmpty()) return Optional.empty();
        warmup.restart(found.getAsDouble());
      }
      sampler.transition(
          state, warmup.metric(), warmup.stepSize(), warmup.depthLimit(), random, info);
      isNew = warmup.learn(state, info);
      stepSize = warmup.stepSize();
      if (i >= FORGOTTEN && i % EVERY == 0) draws.add(state.position().clone());
    }
    return Optional.of(new TypicalCurvature(density, draws, random));
  }

  /**
   * The curvature along coordinates {@code from} to {@code from + count - 1}, a row for each place
   * where it can be evaluated.
   */
  public List<double[]> along(int from, int count) {
    List<double[]> rows = new ArrayList<>();
    for (double[] draw : draws) {
      double[] step = new double[count];
      for (int i = 0; i < count; i++) step[i] = random.nextBoolean() ? STEP : -STEP;
      double[] above = gradient(draw, from, step, 1);
      double[] below = gradient(draw, from, step, -1);
      double[] curvature = new double[count];
      boolean isFinite = true;
      for (int i = 0; i < count; i++) {
        curvature[i] = (below[from + i] - above[from + i]) / (2 * step[i]);
        isFinite &= Double.isFinite(curvature[i]);
      }
      if (isFinite) rows.add(curvature);
    }
    return rows;
  }

  private double[] gradient(double[] draw, int from, double[] step, int sign) {
    double[] position = draw.clone();
    for (int i = 0; i < step.length; i++) position[from + i] += sign * step[i];
    double[] gradient = new double[position.length];
    density.logDensityAndGradient(position, gradient);
    return gradient;
  }
}
