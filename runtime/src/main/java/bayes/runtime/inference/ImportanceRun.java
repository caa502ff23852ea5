package bayes.runtime.inference;

import bayes.runtime.convergence.WeightedTails;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.importance.ImportanceWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One run of importance sampling. */
final class ImportanceRun {
  private static final List<String> COLUMNS = List.of("lp__", "log_weight__");
  private static final double NANO = 1e-9;

  /** The number of the purpose "search of the mode" among the streams of a seed. */
  static final int MODE_SEARCH = 3;

  private final Target target;
  private final ImportanceSettings settings;
  private final Progress.Listener listener;
  private final Cancellation cancellation;
  private final WatchedDensity density;

  ImportanceRun(
      Target target,
      ImportanceSettings settings,
      Progress.Listener listener,
      Cancellation cancellation) {
    this.target = target;
    this.settings = settings;
    this.listener = listener;
    this.cancellation = cancellation;
    density = new WatchedDensity(target.newLogDensity());
  }

  ImportanceOutcome run() {
    long start = System.nanoTime();
    var proposals = new ImportanceProposals(target, density, settings, cancellation);
    Optional<ImportanceProposals.Source> source = proposals.choose();
    if (source.isPresent()) return sample(source.get(), start);
    return new ImportanceOutcome.Failed(proposals.whyNone(), density.blame(target));
  }

  private ImportanceOutcome sample(ImportanceProposals.Source source, long start) {
    Recorder recorder = target.newRecorder();
    Layout layout = Layout.of(recorder.variables());
    Streams streams = Streams.of(settings.seed());
    RandomGenerator random = streams.chain(0);
    RandomGenerator recordRandom = streams.purpose(ChainRun.RECORDING).chain(0);
    int width = layout.width();
    int total = settings.draws();
    double[] rows = new double[Math.multiplyExact(total, width)];
    double[] columns = new double[total * COLUMNS.size()];
    double[] logRatios = new double[total];
    double[] position = new double[target.dimension()];
    double[] row = new double[width];
    int failed = 0;
    int made = 0;
    while (made < total && !cancellation.isCancelled()) {
      source.sample(random, position);
      double logDensity = density.logDensity(position);
      double logRatio = source.logRatio(position, logDensity);
      if (Double.isNaN(logRatio) || logRatio == Double.POSITIVE_INFINITY) {
        failed++;
        logRatio = Double.NEGATIVE_INFINITY;
      }
      recorder.record(position, recordRandom, row);
      System.arraycopy(row, 0, rows, made * width, width);
      columns[made * 2] = logDensity;
      columns[made * 2 + 1] = logRatio;
      logRatios[made++] = logRatio;
      if (made % Math.max(1, total / 100) == 0) tell(Progress.Phase.SAMPLING, made);
    }
    tell(Progress.Phase.DONE, made);
    if (made == 0) {
      return new ImportanceOutcome.Failed("cancelled before the first draw", Optional.empty());
    }
    var weights = ImportanceWeights.of(Arrays.copyOf(logRatios, made));
    if (weights.isEmpty()) {
      return new ImportanceOutcome.Failed(
          "none of " + made + " draws from the proposal has a positive posterior density",
          density.blame(target));
    }
    Draws draws =
        Draws.of(
                layout,
                COLUMNS,
                made,
                List.of(Arrays.copyOf(rows, made * width)),
                List.of(Arrays.copyOf(columns, made * COLUMNS.size())))
            .weighted(List.of(weights.get().weights()));
    return new ImportanceOutcome.Sampled(
        new ImportanceFit(
            settings,
            source.proposal(),
            draws,
            new WeightedTails(Arrays.copyOf(logRatios, made)).k(),
            weights.get().ess(),
            evidence(weights.get()),
            failed,
            made < total,
            NANO * (System.nanoTime() - start)));
  }

  private Evidence evidence(ImportanceWeights weights) {
    return target
        .whyNoPrior()
        .<Evidence>map(Evidence.Undefined::new)
        .orElseGet(() -> new Evidence.Estimated(weights.logMean(), weights.logMeanError()));
  }

  private void tell(Progress.Phase phase, int made) {
    listener.progressed(new Progress(0, phase, made, settings.draws(), 0));
  }
}
