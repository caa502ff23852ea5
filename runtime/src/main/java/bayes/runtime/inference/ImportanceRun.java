package bayes.runtime.inference;

import bayes.runtime.approximation.LaplaceApproximation;
import bayes.runtime.approximation.ModeOutcome;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.ImportanceSettings.Proposal;
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

  private static final int STARTS = 4;

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

  /** Draws positions and knows their log ratios of target to proposal. */
  private interface Source {
    void sample(RandomGenerator random, double[] positionOut);

    /** The log ratio, given the log joint density. */
    double logRatio(double[] position, double logDensity);
  }

  ImportanceOutcome run() {
    long start = System.nanoTime();
    String reason = "";
    if (settings.proposal() != Proposal.PRIOR) {
      var outcome = findMode();
      if (outcome instanceof ModeOutcome.Found found && found.mode().curvature().isPresent()) {
        var approximation =
            new LaplaceApproximation(
                found.mode().position(),
                found.mode().curvature().get(),
                settings.degreesOfFreedom(target.dimension()));
        return sample(laplace(approximation), Proposal.LAPLACE, start);
      }
      reason = "the posterior has no Laplace approximation: " + whyNot(outcome);
    }
    if (settings.proposal() != Proposal.LAPLACE) {
      Optional<Target.PriorSampler> prior = target.newPriorSampler();
      if (prior.isPresent()) return sample(prior(prior.get()), Proposal.PRIOR, start);
      String whyNoPrior = target.whyNoPrior().orElse("the prior cannot be simulated");
      reason = reason.isEmpty() ? whyNoPrior : reason + "; " + whyNoPrior;
    }
    return new ImportanceOutcome.Failed(reason, density.blame(target));
  }

  private ModeOutcome findMode() {
    RandomGenerator random = Streams.of(settings.seed()).purpose(MODE_SEARCH).chain(0);
    return new ModeSearch(density).find(STARTS, random, cancellation::isCancelled);
  }

  static String whyNot(ModeOutcome outcome) {
    if (outcome instanceof ModeOutcome.NotFound notFound) return notFound.reason();
    if (outcome instanceof ModeOutcome.AtBoundary) return "its density has no mode inside";
    return "there are more than " + ModeSearch.LARGEST_CURVATURE + " coordinates";
  }

  private Source laplace(LaplaceApproximation approximation) {
    return new Source() {
      @Override
      public void sample(RandomGenerator random, double[] positionOut) {
        approximation.sample(random, positionOut);
      }

      @Override
      public double logRatio(double[] position, double logDensity) {
        return logDensity - approximation.logDensity(position);
      }
    };
  }

  private Source prior(Target.PriorSampler prior) {
    LogDensity likelihood = target.newLogLikelihood();
    return new Source() {
      @Override
      public void sample(RandomGenerator random, double[] positionOut) {
        prior.sample(random, positionOut);
      }

      @Override
      public double logRatio(double[] position, double logDensity) {
        return likelihood.logDensity(position);
      }
    };
  }

  private ImportanceOutcome sample(Source source, Proposal proposal, long start) {
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
            proposal,
            draws,
            weights.get().paretoK(),
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
