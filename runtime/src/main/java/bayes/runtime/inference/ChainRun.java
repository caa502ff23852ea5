package bayes.runtime.inference;

import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One chain from its start to its last draw: a function of target, settings and the number of the
 * chain. Recording draws random numbers from a stream of its own, so what is recorded does not
 * change the chain.
 */
final class ChainRun {
  /** The number of the purpose "recording" among the streams of a seed. */
  static final int RECORDING = 1;

  /** Progress is told at least this often, and every hundredth of the run. */
  private static final long PROGRESS_NANOS = 200_000_000L;

  private static final double NANO = 1e-9;

  private final WatchedDensity density;
  private final Kernel kernel;
  private final Recorder recorder;
  private final RunSettings settings;
  private final int chain;
  private final RandomGenerator random;
  private final RandomGenerator recordRandom;
  private final Progress.Listener listener;
  private final Cancellation cancellation;
  private int divergences;
  private long lastProgress;

  ChainRun(
      Target target,
      ChainSettings settings,
      int chain,
      Progress.Listener listener,
      Cancellation cancellation) {
    this.density = new WatchedDensity(target.newLogDensity());
    this.kernel = Kernels.of(settings, density);
    this.recorder = target.newRecorder();
    this.settings = settings.run();
    this.chain = chain;
    Streams streams = Streams.of(settings.run().seed());
    this.random = streams.chain(chain);
    this.recordRandom = streams.purpose(RECORDING).chain(chain);
    this.listener = listener;
    this.cancellation = cancellation;
  }

  /**
   * What a chain leaves.
   *
   * @param report what became of it
   * @param rows its recorded values, row after row
   * @param columns the sampler's columns, row after row
   */
  record Result(ChainReport report, double[] rows, double[] columns) {}

  Result run() {
    long start = System.nanoTime();
    lastProgress = start;
    Optional<String> failure = kernel.begin(random);
    int iteration = 0;
    while (failure.isEmpty() && iteration < settings.warmup() && !cancellation.isCancelled()) {
      failure = kernel.warmup(random);
      iteration++;
      tell(Progress.Phase.WARMUP, iteration);
    }
    long warm = System.nanoTime();
    double warmupSeconds = NANO * (warm - start);
    if (failure.isPresent()) {
      return withoutDraws(ChainReport.Status.FAILED, failure.get(), warmupSeconds);
    }
    if (iteration < settings.warmup()) {
      return withoutDraws(ChainReport.Status.CANCELLED, "", warmupSeconds);
    }
    return draw(warm, warmupSeconds);
  }

  private Result draw(long start, double warmupSeconds) {
    int width = recorder.width();
    int nColumns = kernel.columns().size();
    double[] rows = new double[settings.draws() * width];
    double[] columns = new double[settings.draws() * nColumns];
    double[] row = new double[width];
    int draws = 0;
    density.reset();
    double[] first = kernel.state().position().clone();
    boolean moved = false;
    while (draws < settings.draws() && !cancellation.isCancelled()) {
      kernel.draw(random);
      if (kernel.divergent()) divergences++;
      moved |= !Arrays.equals(first, kernel.state().position());
      recorder.record(kernel.state().position(), recordRandom, row);
      System.arraycopy(row, 0, rows, draws * width, width);
      kernel.writeColumns(columns, draws * nColumns);
      draws++;
      tell(Progress.Phase.SAMPLING, settings.warmup() + draws);
    }
    boolean complete = draws == settings.draws();
    tellDone(settings.warmup() + draws);
    var report =
        new ChainReport(
            chain,
            complete ? ChainReport.Status.COMPLETED : ChainReport.Status.CANCELLED,
            "",
            draws,
            draws > 0,
            warmupSeconds,
            NANO * (System.nanoTime() - start),
            Optional.of(kernel.adaptation()),
            moved,
            density.seen());
    return new Result(
        report, Arrays.copyOf(rows, draws * width), Arrays.copyOf(columns, draws * nColumns));
  }

  private Result withoutDraws(ChainReport.Status status, String reason, double seconds) {
    tellDone(0);
    var report =
        new ChainReport(
            chain, status, reason, 0, false, seconds, 0, Optional.empty(), false, density.seen());
    return new Result(report, new double[0], new double[0]);
  }

  private void tell(Progress.Phase phase, int iteration) {
    int total = settings.warmup() + settings.draws();
    long now = System.nanoTime();
    if (iteration % Math.max(1, total / 100) == 0 || now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      listener.progressed(new Progress(chain, phase, iteration, total, divergences));
    }
  }

  private void tellDone(int iteration) {
    int total = settings.warmup() + settings.draws();
    listener.progressed(new Progress(chain, Progress.Phase.DONE, iteration, total, divergences));
  }
}
