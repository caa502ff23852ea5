package bayes.runtime.inference;

import bayes.runtime.draws.Journal;
import bayes.runtime.random.LxmGenerator;
import bayes.runtime.random.Streams;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One chain from its start to its last draw: a function of target, settings and the number of the
 * chain. Recording draws random numbers from a stream of its own, so what is recorded does not
 * change the chain. What is {@link Resumable} about it is the state between two iterations.
 */
final class ChainRun implements Resumable {
  /** The number of the purpose "recording" among the streams of a seed. */
  static final int RECORDING = 1;

  /** The number of the purpose "starts of superchains". */
  private static final int SUPERCHAINS = 42;

  /** Progress is told at least this often, and every hundredth of the run. */
  private static final long PROGRESS_NANOS = 200_000_000L;

  private final WatchedDensity density;
  private final Kernel kernel;
  private final Recorder recorder;
  private final RunSettings settings;
  private final int chain;
  private final StartPaths paths;
  private final LxmGenerator random;
  private final LxmGenerator recordRandom;
  private final Progress.Listener listener;
  private final Cancellation cancellation;
  private final Journal.Chain journal;
  private final Stopwatch warmupTime = new Stopwatch();
  private final Stopwatch samplingTime = new Stopwatch();
  private final double[] first;
  private boolean isSampling;
  private boolean moved;
  private int iteration;
  private int draws;
  private int divergences;
  private double[] rows = {};
  private double[] columns = {};
  private long lastProgress = System.nanoTime();

  ChainRun(
      Target target,
      ChainSettings settings,
      int chain,
      StartPaths paths,
      Progress.Listener listener,
      Cancellation cancellation,
      Journal.Chain journal) {
    this.density = new WatchedDensity(target.newLogDensity());
    this.kernel = Kernels.of(settings, density, target);
    this.recorder = target.newRecorder();
    this.settings = settings.run();
    this.chain = chain;
    this.paths = paths;
    Streams streams = Streams.of(settings.run().seed());
    this.random = streams.resumableChain(chain);
    this.recordRandom = streams.purpose(RECORDING).resumableChain(chain);
    this.listener = listener;
    this.cancellation = cancellation;
    this.journal = journal;
    this.first = new double[kernel.state().dimension()];
  }

  /** Runs the chain, or what is left of it. */
  ChainResult run() {
    Optional<String> failure = restoreOrBegin();
    warmupTime.start();
    while (failure.isEmpty() && !kernel.isWarm() && !cancellation.isCancelled()) {
      failure = kernel.warmup(random);
      iteration++;
      tell(Progress.Phase.WARMUP, iteration);
      if (failure.isEmpty()) journal.passed(this);
    }
    warmupTime.stop();
    if (failure.isPresent()) {
      journal.ended();
      return withoutDraws(ChainReport.Status.FAILED, failure.get());
    }
    if (!kernel.isWarm()) {
      journal.stopped(this);
      return withoutDraws(ChainReport.Status.CANCELLED, "");
    }
    return draw();
  }

  /** Chains of a superchain begin with the same random numbers, each in a generator of its own. */
  private Optional<String> begin() {
    if (!(settings.start() instanceof StartPoints.Superchains groups)) {
      return kernel.begin(new ChainStart(settings.start(), paths::candidates, chain), random);
    }
    int group = groups.group(chain, settings.chains());
    RandomGenerator shared = Streams.of(settings.seed()).purpose(SUPERCHAINS).chain(group);
    return kernel.begin(new ChainStart(groups.within(), paths::candidates, group), shared);
  }

  private Optional<String> restoreOrBegin() {
    Optional<Journal.SavedChain> saved = journal.saved();
    if (saved.isEmpty()) return begin();
    Journal.SavedChain chainSoFar = saved.get();
    try (var in = new DataInputStream(new ByteArrayInputStream(chainSoFar.state()))) {
      restore(in);
    } catch (IOException e) {
      throw new UncheckedIOException("its saved state does not fit: " + e.getMessage(), e);
    }
    rows = chainSoFar.rows();
    columns = chainSoFar.samplerRows();
    return Optional.empty();
  }

  private ChainResult draw() {
    int width = recorder.width();
    int nColumns = kernel.columns().size();
    rows = Arrays.copyOf(rows, settings.draws() * width);
    columns = Arrays.copyOf(columns, settings.draws() * nColumns);
    double[] row = new double[width];
    double[] samplerRow = new double[nColumns];
    if (!isSampling) beginSampling();
    samplingTime.start();
    while (draws < settings.draws() && !cancellation.isCancelled()) {
      kernel.draw(random);
      if (kernel.divergent()) divergences++;
      moved |= !Arrays.equals(first, kernel.state().position());
      recorder.record(kernel.state().position(), recordRandom, row);
      kernel.writeColumns(samplerRow, 0);
      System.arraycopy(row, 0, rows, draws * width, width);
      System.arraycopy(samplerRow, 0, columns, draws * nColumns, nColumns);
      draws++;
      journal.draw(samplerRow, row);
      tell(Progress.Phase.SAMPLING, kernel.warmupIterations() + draws);
      journal.passed(this);
    }
    samplingTime.stop();
    boolean isComplete = draws == settings.draws();
    if (isComplete) journal.ended();
    else journal.stopped(this);
    tellDone(kernel.warmupIterations() + draws);
    var report =
        new ChainReport(
            chain,
            isComplete ? ChainReport.Status.COMPLETED : ChainReport.Status.CANCELLED,
            "",
            draws,
            draws > 0,
            warmupTime.seconds(),
            samplingTime.seconds(),
            Optional.of(kernel.adaptation()),
            moved,
            density.seen());
    return new ChainResult(
        report,
        Arrays.copyOf(rows, draws * width),
        Arrays.copyOf(columns, draws * nColumns),
        kernel.divergences());
  }

  private void beginSampling() {
    density.reset();
    System.arraycopy(kernel.state().position(), 0, first, 0, first.length);
    isSampling = true;
    journal.adapted(
        FinishedChains.record(
            chain, Optional.of(kernel.adaptation()), warmupTime.seconds(), samplingTime.seconds()));
  }

  private ChainResult withoutDraws(ChainReport.Status status, String reason) {
    tellDone(0);
    var report =
        new ChainReport(
            chain,
            status,
            reason,
            0,
            false,
            warmupTime.seconds(),
            0,
            Optional.empty(),
            false,
            density.seen());
    return ChainResult.withoutDraws(report);
  }

  private void tell(Progress.Phase phase, int done) {
    int total = kernel.warmupIterations() + settings.draws();
    long now = System.nanoTime();
    if (done % Math.max(1, total / 100) == 0 || now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      listener.progressed(new Progress(chain, phase, done, total, divergences));
    }
  }

  private void tellDone(int done) {
    int total = kernel.warmupIterations() + settings.draws();
    listener.progressed(new Progress(chain, Progress.Phase.DONE, done, total, divergences));
  }

  /** Everything but the draws, which the journal has. */
  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(iteration);
    out.writeInt(draws);
    out.writeInt(divergences);
    out.writeBoolean(isSampling);
    out.writeBoolean(moved);
    StateArrays.save(first, out);
    warmupTime.save(out);
    samplingTime.save(out);
    random.save(out);
    recordRandom.save(out);
    density.save(out);
    kernel.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    iteration = in.readInt();
    draws = in.readInt();
    divergences = in.readInt();
    isSampling = in.readBoolean();
    moved = in.readBoolean();
    StateArrays.restore(first, in);
    warmupTime.restore(in);
    samplingTime.restore(in);
    random.restore(in);
    recordRandom.restore(in);
    density.restore(in);
    kernel.restore(in);
  }
}
