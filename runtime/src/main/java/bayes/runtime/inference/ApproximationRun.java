package bayes.runtime.inference;

import bayes.runtime.approximation.Approximation;
import bayes.runtime.approximation.CoordinateWidths;
import bayes.runtime.approximation.LaplaceApproximation;
import bayes.runtime.approximation.LowRankNormal;
import bayes.runtime.approximation.ModeOutcome;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.approximation.Multipath;
import bayes.runtime.approximation.NormalMixture;
import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.convergence.WeightedTails;
import bayes.runtime.convergence.WeightedValues;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.ApproximationOutcome.Approximated;
import bayes.runtime.inference.ApproximationOutcome.Failed;
import bayes.runtime.inference.ApproximationSettings.Kind;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.importance.ImportanceWeights;
import bayes.runtime.sampler.importance.StratifiedResampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds an approximation, draws from it, and measures how far it is from the posterior. */
final class ApproximationRun {
  static final List<String> COLUMNS = List.of("lp__", "lp_approx__");

  /** The numbers of purposes among the streams of a seed. */
  static final int PATHS = 5;

  private static final int RESAMPLING = 6;

  private static final int STARTS = 4;

  /** Pathfinder draws so many times as many as it keeps. */
  private static final int CANDIDATES = 2;

  /** Fewer effective draws than these would be resampled over and over. */
  private static final double FEWEST_EFFECTIVE = 100;

  /** A Hessian of more coordinates than this takes too long to be quick. */
  private static final int QUICK_DIMENSION = 200;

  private static final double NANO = 1e-9;

  private final Target target;
  private final ApproximationSettings settings;
  private final Cancellation cancellation;
  private final WatchedDensity density;
  private final Streams streams;
  private final long start = System.nanoTime();

  ApproximationRun(Target target, ApproximationSettings settings, Cancellation cancellation) {
    boolean isLong =
        settings.kind() == Kind.LAPLACE && target.dimension() > ModeSearch.LARGEST_CURVATURE;
    this.target = isLong ? target.asWritten() : target;
    this.settings = settings;
    this.cancellation = cancellation;
    density = new WatchedDensity(this.target.newLogDensity());
    streams = Streams.of(settings.seed());
  }

  ApproximationOutcome run() {
    if (target.dimension() == 0) {
      return new Failed(
          "there is nothing to approximate: the model has no latents", Optional.empty());
    }
    return switch (settings.kind()) {
      case LAPLACE -> laplace();
      case PATHFINDER -> pathfinder();
      case QUICK -> quick();
    };
  }

  private ApproximationOutcome quick() {
    ApproximationOutcome pathfinder = pathfinder();
    if (target.dimension() > QUICK_DIMENSION) return pathfinder;
    ApproximationOutcome laplace = laplace();
    if (!(laplace instanceof Approximated second)) return pathfinder;
    if (!(pathfinder instanceof Approximated first)) return laplace;
    return second.fit().paretoK() < first.fit().paretoK() ? laplace : pathfinder;
  }

  private ApproximationOutcome laplace() {
    RandomGenerator random = streams.purpose(ImportanceRun.MODE_SEARCH).chain(0);
    ModeOutcome mode = new ModeSearch(density).find(STARTS, random, cancellation::isCancelled);
    if (mode instanceof ModeOutcome.Found found && found.mode().curvature().isPresent()) {
      return draw(
          new LaplaceApproximation(
              found.mode().position(), found.mode().curvature().get(), Double.POSITIVE_INFINITY),
          Kind.LAPLACE,
          false,
          settings.draws());
    }
    if (mode instanceof ModeOutcome.Found found
        && target.dimension() > ModeSearch.LARGEST_CURVATURE) {
      return independent(found.mode().position());
    }
    return new Failed(
        "the posterior has no Laplace approximation: " + ImportanceProposals.whyNot(mode),
        density.blame(target));
  }

  /** Of thousands of coordinates there is no Hessian, but the width of each. */
  private ApproximationOutcome independent(double[] mode) {
    Optional<LowRankNormal> normal =
        CoordinateWidths.at(
            mode,
            target::newLogDensity,
            Runtime.getRuntime().availableProcessors(),
            cancellation::isCancelled);
    if (normal.isPresent()) return draw(normal.get(), Kind.LAPLACE, true, settings.draws());
    return new Failed(
        cancellation.isCancelled()
            ? "cancelled before there were enough draws"
            : "the posterior has no Laplace approximation: its density does not fall to both sides"
                + " of the highest place found",
        density.blame(target));
  }

  private ApproximationOutcome pathfinder() {
    Optional<NormalMixture> mixture =
        new Multipath(density, cancellation::isCancelled).find(streams.purpose(PATHS));
    if (mixture.isEmpty()) {
      return new Failed(
          "no path of ascent passes a normal distribution that can be drawn from",
          density.blame(target));
    }
    int candidates = Math.multiplyExact(CANDIDATES, settings.draws());
    return draw(mixture.get(), Kind.PATHFINDER, false, candidates);
  }

  private ApproximationOutcome draw(
      Approximation approximation, Kind kind, boolean independent, int count) {
    Recorder recorder = target.newRecorder();
    Layout layout = Layout.of(recorder.variables());
    RandomGenerator random = streams.chain(0);
    RandomGenerator recordRandom = streams.purpose(ChainRun.RECORDING).chain(0);
    double[][] rows = new double[count][layout.width()];
    double[][] columns = new double[count][COLUMNS.size()];
    double[] logRatios = new double[count];
    double[] position = new double[target.dimension()];
    int failed = 0;
    int made = 0;
    for (; made < count && !cancellation.isCancelled(); made++) {
      approximation.sample(random, position);
      double logDensity = density.logDensity(position);
      double approximate = approximation.logDensity(position);
      recorder.record(position, recordRandom, rows[made]);
      columns[made][0] = logDensity;
      columns[made][1] = approximate;
      double ratio = logDensity - approximate;
      boolean isFailure = Double.isNaN(ratio) || ratio == Double.POSITIVE_INFINITY;
      if (isFailure) failed++;
      logRatios[made] = isFailure ? Double.NEGATIVE_INFINITY : ratio;
    }
    Optional<ImportanceWeights> weights =
        made < Math.min(count, 100)
            ? Optional.empty()
            : ImportanceWeights.of(Arrays.copyOf(logRatios, made));
    if (weights.isEmpty()) {
      return new Failed(
          cancellation.isCancelled()
              ? "cancelled before there were enough draws"
              : "none of " + made + " draws from the approximation has a positive density",
          density.blame(target));
    }
    WeightedTails tails = new WeightedTails(Arrays.copyOf(logRatios, made));
    boolean resampled = kind == Kind.PATHFINDER && weights.get().ess() >= FEWEST_EFFECTIVE;
    int kept = Math.min(made, settings.draws());
    int[] indices =
        resampled
            ? StratifiedResampling.indices(
                weights.get().weights(), kept, streams.purpose(RESAMPLING).chain(0))
            : first(kept);
    double ess = resampled ? 1 / (1 / weights.get().ess() + 1.0 / kept) : kept;
    List<Double> quantityK = new ArrayList<>();
    List<Double> shifts = new ArrayList<>();
    for (int column = 0; column < layout.width(); column++) {
      double[] values = new double[made];
      for (int i = 0; i < made; i++) values[i] = rows[i][column];
      quantityK.add(tails.k(values));
      shifts.add(shift(values, weights.get().weights(), indices));
    }
    return new Approximated(
        new ApproximationFit(
            settings,
            kind,
            independent,
            Draws.of(
                layout,
                COLUMNS,
                kept,
                List.of(chosen(rows, indices)),
                List.of(chosen(columns, indices))),
            tails.k(),
            ParetoSmoothing.threshold(made),
            quantityK,
            shifts,
            ess,
            resampled,
            failed,
            made < count,
            NANO * (System.nanoTime() - start)));
  }

  private static int[] first(int count) {
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) indices[i] = i;
    return indices;
  }

  /** How far the mean of the chosen draws is from that of the weighted ones, in their sd. */
  private static double shift(double[] values, double[] weights, int[] chosen) {
    WeightedValues weighted = new WeightedValues(values, weights);
    double sum = 0;
    for (int index : chosen) sum += values[index];
    double shift = (sum / chosen.length - weighted.mean()) / weighted.sd();
    return Double.isFinite(shift) ? shift : Double.NaN;
  }

  private static double[] chosen(double[][] rows, int[] indices) {
    int width = rows[0].length;
    double[] chosen = new double[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(rows[indices[i]], 0, chosen, i * width, width);
    }
    return chosen;
  }
}
