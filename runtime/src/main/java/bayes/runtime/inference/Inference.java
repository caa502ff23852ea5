package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.ChainColumns;
import bayes.runtime.draws.CommonLength;
import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Journal;
import bayes.runtime.draws.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Runs inference on a target. Results depend on target and settings only, not on threads. */
public final class Inference {
  private Inference() {}

  /** Runs chains to their end, without being watched. */
  public static Fit sample(Target target, ChainSettings settings) {
    return sample(target, settings, Progress.Listener.none(), new Cancellation());
  }

  /**
   * Runs chains, several at a time.
   *
   * <p>After a cancellation the draws that have been made are kept: a chain that was still in its
   * warmup contributes none, and the others are cut to a common length, leaving out chains so short
   * that keeping them would cost more draws than they bring. A chain that fails says why in its
   * report and does not take the others with it.
   */
  public static Fit sample(
      Target target,
      ChainSettings settings,
      Progress.Listener listener,
      Cancellation cancellation) {
    return sample(target, settings, listener, cancellation, Journal.none());
  }

  /**
   * Runs chains, several at a time, and writes what they do into a journal; chains that stand in it
   * already go on from there. If an exception ends every one of the chains, the first is thrown.
   */
  public static Fit sample(
      Target target,
      ChainSettings settings,
      Progress.Listener listener,
      Cancellation cancellation,
      Journal journal) {
    Layout layout = Layout.of(target.newRecorder().variables());
    long values = (long) settings.run().draws() * Math.max(layout.width(), 8);
    if (values > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          settings.run().draws() + " draws of " + layout.width() + " values are too many");
    }
    RunSettings run = settings.run();
    journal.begin(
        new Journal.Heading(
            settings.method(),
            run.seed(),
            FinishedChains.settings(settings),
            run.draws(),
            new ChainColumns(Kernels.columns(settings), layout)));
    List<ChainResult> results = new Chains(target, settings, listener, cancellation, journal).run();
    return assemble(target, settings, layout, results);
  }

  /** Draws independently from a proposal and weights the draws; not watched. */
  public static ImportanceOutcome importance(Target target, ImportanceSettings settings) {
    return importance(target, settings, Progress.Listener.none(), new Cancellation());
  }

  /** Draws independently from a proposal and weights the draws, on the calling thread. */
  public static ImportanceOutcome importance(
      Target target,
      ImportanceSettings settings,
      Progress.Listener listener,
      Cancellation cancellation) {
    return new ImportanceRun(target, settings, listener, cancellation).run();
  }

  /** Cools populations of particles from the prior to the posterior; not watched. */
  public static SmcOutcome smc(Target target, SmcSettings settings) {
    return smc(target, settings, Progress.Listener.none(), new Cancellation());
  }

  /**
   * Cools populations of particles from the prior to the posterior, one island after the other. A
   * cancellation keeps the islands that have come to their end.
   */
  public static SmcOutcome smc(
      Target target, SmcSettings settings, Progress.Listener listener, Cancellation cancellation) {
    return new SmcRun(target, settings, listener, cancellation).run();
  }

  /** Approximates the posterior, on the calling thread. */
  public static ApproximationOutcome approximation(
      Target target, ApproximationSettings settings, Cancellation cancellation) {
    return new ApproximationRun(target, settings, cancellation).run();
  }

  /**
   * Moves draws from one density to the posterior of a target: what new data do to the draws of a
   * run. The evidence is that of the target divided by that of the start.
   *
   * @param start the log density that the draws are from; made once per thread
   * @param draws positions, as many for each island as there are particles
   * @param settings with as many islands and particles
   */
  public static SmcOutcome rejuvenate(
      Target target,
      Supplier<LogDensity> start,
      List<double[][]> draws,
      SmcSettings settings,
      Progress.Listener listener,
      Cancellation cancellation) {
    return new SmcRun(target, settings, listener, cancellation)
        .run(TemperingPath.from(start, draws, target::newLogDensity));
  }

  /** Looks for the mode of the density of the constrained values, on the calling thread. */
  public static MapOutcome mode(Target target, MapSettings settings, Cancellation cancellation) {
    return new MapRun(target, settings, cancellation).run();
  }

  private static Fit assemble(
      Target target, ChainSettings settings, Layout layout, List<ChainResult> results) {
    int length = CommonLength.of(results.stream().map(result -> result.report().draws()).toList());
    List<String> names = Kernels.columns(settings);
    var reports = new ArrayList<ChainReport>();
    var rows = new ArrayList<double[]>();
    var columns = new ArrayList<double[]>();
    var divergences = new ArrayList<Divergence>();
    for (ChainResult result : results) {
      boolean kept = length > 0 && result.report().draws() >= length;
      reports.add(result.report().withKept(kept));
      if (kept) {
        rows.add(cut(result.rows(), length * layout.width()));
        columns.add(cut(result.columns(), length * names.size()));
        long seed = settings.run().seed();
        divergences.addAll(
            Divergences.of(target, result.report().chain(), result.divergences(), length, seed));
      }
    }
    explainFirst(target, reports);
    return new Fit(settings, Draws.of(layout, names, length, rows, columns), reports, divergences);
  }

  /** Of the chains in trouble one is explained: it takes time, and the others say the same. */
  private static void explainFirst(Target target, List<ChainReport> reports) {
    for (int i = 0; i < reports.size(); i++) {
      ChainReport report = reports.get(i);
      if (!report.isTroubled()) continue;
      NotFinite notFinite = report.notFinite().orElseThrow();
      reports.set(i, report.withNotFinite(notFinite.explainedBy(target)));
      return;
    }
  }

  private static double[] cut(double[] values, int length) {
    return values.length == length ? values : Arrays.copyOf(values, length);
  }
}
