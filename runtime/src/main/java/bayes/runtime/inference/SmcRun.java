package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One run of tempered sequential Monte Carlo: its islands, one after the other. */
final class SmcRun {
  static final List<String> COLUMNS = List.of("lp__", "ancestor__");

  /** The number of the purpose "particles" among the streams of a seed. */
  private static final int PARTICLES = 10;

  private final Target target;
  private final SmcSettings settings;
  private final Progress.Listener listener;
  private final Cancellation cancellation;
  private final Layout layout;
  private final List<SmcIslandReport> reports = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();
  private final List<double[]> columns = new ArrayList<>();

  SmcRun(
      Target target, SmcSettings settings, Progress.Listener listener, Cancellation cancellation) {
    this.target = target;
    this.settings = settings;
    this.listener = listener;
    this.cancellation = cancellation;
    layout = Layout.of(target.newRecorder().variables());
  }

  SmcOutcome run() {
    TemperingPath.Choice choice = TemperingPath.to(target, settings.seed(), cancellation);
    if (choice.path().isEmpty()) return new SmcOutcome.Failed(choice.whyNot());
    return run(choice.path().get());
  }

  SmcOutcome run(TemperingPath path) {
    Streams streams = Streams.of(settings.seed()).purpose(PARTICLES);
    try (ParticleWorkers workers = new ParticleWorkers(settings.threads())) {
      for (int i = 0; i < settings.islands() && !cancellation.isCancelled(); i++) {
        SmcIsland island =
            new SmcIsland(path, target.dimension(), settings, i, streams, workers, cancellation);
        SmcIslandReport report = island.run(listener);
        reports.add(report);
        if (report.failure().isEmpty()) record(island, i);
      }
    }
    if (rows.isEmpty()) {
      String reason = reports.stream().findFirst().flatMap(SmcIslandReport::failure).orElse("");
      return new SmcOutcome.Failed(reason.isEmpty() ? "interrupted before the start" : reason);
    }
    Draws draws = Draws.of(layout, COLUMNS, settings.particles(), rows, columns);
    SmcFit fit =
        new SmcFit(settings, SmcFit.word(path.start()), draws, reports, evidence(path, reports));
    return new SmcOutcome.Sampled(fit);
  }

  private void record(SmcIsland island, int number) {
    Recorder recorder = target.newRecorder();
    LogDensity density = target.newLogDensity();
    RandomGenerator random = Streams.of(settings.seed()).purpose(ChainRun.RECORDING).chain(number);
    int n = settings.particles();
    int width = layout.width();
    double[] all = new double[Math.multiplyExact(n, width)];
    double[] sampler = new double[n * COLUMNS.size()];
    double[] row = new double[width];
    for (int i = 0; i < n; i++) {
      double[] position = island.positions()[i];
      recorder.record(position, random, row);
      System.arraycopy(row, 0, all, i * width, width);
      sampler[i * COLUMNS.size()] = density.logDensity(position);
      sampler[i * COLUMNS.size() + 1] = island.roots()[i] + 1;
    }
    rows.add(all);
    columns.add(sampler);
  }

  /**
   * The average of the islands' evidences. Its error is the larger of what their weights and what
   * their spread account for.
   */
  private Evidence evidence(TemperingPath path, List<SmcIslandReport> islands) {
    if (path.whyNoEvidence().isPresent()) {
      return new Evidence.Undefined(path.whyNoEvidence().get());
    }
    List<SmcIslandReport> finished =
        islands.stream().filter(island -> island.failure().isEmpty()).toList();
    int m = finished.size();
    double largest =
        finished.stream().mapToDouble(SmcIslandReport::logEvidence).max().orElseThrow();
    double sum = 0;
    double squares = 0;
    double within = 0;
    for (SmcIslandReport island : finished) {
      double z = Math.exp(island.logEvidence() - largest);
      double error = z * island.logEvidenceError(settings.particles());
      sum += z;
      squares += z * z;
      within += error * error;
    }
    double mean = sum / m;
    double between = m == 1 ? 0 : (squares / m - mean * mean) / (m - 1);
    double error = Math.sqrt(Math.max(Math.max(0, between), within / (m * (double) m))) / mean;
    return new Evidence.Estimated(largest + Math.log(mean), error);
  }
}
