package bayes.runtime.calibration;

import bayes.runtime.calibration.Calibration.Remark;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Simulation-based calibration: latents are drawn from the prior and data given them; if a method
 * draws from the posterior of these data, the rank of the true latent among L of its draws is
 * uniform on 0, ..., L (S. Talts, M. Betancourt, D. Simpson, A. Vehtari and A. Gelman, "Validating
 * Bayesian inference algorithms with simulation-based calibration", 2018). Results depend on
 * experiment, method and settings only, not on the number of threads.
 */
public final class Calibrator {
  private static final double NANO = 1e-9;

  private Calibrator() {}

  /** Hears of each simulation that is done, from any thread; must return quickly. */
  public interface Listener {
    /** Called when one more of {@code total} simulations is done. */
    void done(int simulations, int total);

    /** A listener that does nothing. */
    static Listener none() {
      return (simulations, total) -> {};
    }
  }

  /** Calibrates without being watched. */
  public static Calibration calibrate(
      Experiment experiment, CalibratedMethod method, CalibrationSettings settings) {
    return calibrate(experiment, method, settings, Listener.none(), new Cancellation());
  }

  /**
   * Calibrates, with several simulations at a time.
   *
   * <p>After a cancellation, simulations are kept up to the first that was not finished: to keep
   * also later ones would prefer data for which inference is fast. An exception of the experiment
   * ends the calibration and is thrown to the caller.
   */
  public static Calibration calibrate(
      Experiment experiment,
      CalibratedMethod method,
      CalibrationSettings settings,
      Listener listener,
      Cancellation cancellation) {
    long start = System.nanoTime();
    List<Replication.Result> results = run(experiment, method, settings, listener, cancellation);
    int kept = 0;
    while (kept < results.size() && !(results.get(kept) instanceof Replication.Result.Cancelled)) {
      kept++;
    }
    double seconds = NANO * (System.nanoTime() - start);
    return assemble(method, settings, results.subList(0, kept), seconds);
  }

  private static List<Replication.Result> run(
      Experiment experiment,
      CalibratedMethod method,
      CalibrationSettings settings,
      Listener listener,
      Cancellation cancellation) {
    AtomicInteger done = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(settings.threads(), settings.simulations()),
            task -> {
              Thread thread = new Thread(task, "bayes-calibration");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Replication.Result>> futures = new ArrayList<>();
      for (int number = 0; number < settings.simulations(); number++) {
        Replication replication =
            new Replication(experiment, method, settings, number, cancellation);
        futures.add(
            executor.submit(
                () -> {
                  Replication.Result result = replication.run();
                  listener.done(done.incrementAndGet(), settings.simulations());
                  return result;
                }));
      }
      List<Replication.Result> results = new ArrayList<>();
      for (Future<Replication.Result> future : futures) results.add(await(future, cancellation));
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Waits for a simulation. An interrupt of the waiting thread cancels the rest and is kept. */
  private static Replication.Result await(
      Future<Replication.Result> future, Cancellation cancellation) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          cancellation.cancel();
        } catch (ExecutionException e) {
          cancellation.cancel();
          if (e.getCause() instanceof Error error) throw error;
          if (e.getCause() instanceof RuntimeException exception) throw exception;
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static Calibration assemble(
      CalibratedMethod method,
      CalibrationSettings settings,
      List<Replication.Result> results,
      double seconds) {
    List<Integer> numbers = new ArrayList<>();
    List<Replication.Result.Ranked> rows = new ArrayList<>();
    List<Remark> failures = new ArrayList<>();
    List<Remark> doubts = new ArrayList<>();
    Layout layout = Layout.of(List.of());
    for (int number = 0; number < results.size(); number++) {
      int simulation = number;
      if (results.get(number) instanceof Replication.Result.Ranked ranked) {
        layout = ranked.layout();
        numbers.add(number);
        rows.add(ranked);
        ranked.doubt().ifPresent(text -> doubts.add(new Remark(simulation, text)));
      } else if (results.get(number) instanceof Replication.Result.Failed failed) {
        failures.add(new Remark(simulation, failed.reason()));
      }
    }
    return new Calibration(
        method.name(),
        method.isExact(),
        settings,
        results.size(),
        layout,
        quantities(layout, settings.ranked(), numbers, rows),
        failures,
        doubts,
        results.size() < settings.simulations(),
        seconds);
  }

  /** Leaves out constants, and what always has the ranks of another (a symmetric matrix). */
  private static List<RankedQuantity> quantities(
      Layout layout, int ranked, List<Integer> numbers, List<Replication.Result.Ranked> rows) {
    List<RankedQuantity> quantities = new ArrayList<>();
    Set<List<Integer>> known = new HashSet<>();
    Map<Integer, UniformRanks> tests = new HashMap<>();
    for (int column = 0; column < layout.width(); column++) {
      int at = column;
      if (rows.stream().noneMatch(row -> row.varies()[at] && row.ranks()[at] != Rank.NONE)) {
        continue;
      }
      int[] all = rows.stream().mapToInt(row -> row.ranks()[at]).toArray();
      int[] there = IntStream.range(0, all.length).filter(i -> all[i] != Rank.NONE).toArray();
      int[] ranks = Arrays.stream(there).map(i -> all[i]).toArray();
      if (!known.add(Arrays.stream(ranks).boxed().toList())) continue;
      quantities.add(
          new RankedQuantity(
              layout.labels().get(column),
              ranked,
              Arrays.stream(there).map(numbers::get).toArray(),
              ranks,
              tests.computeIfAbsent(ranks.length, n -> new UniformRanks(n, ranked))));
    }
    return quantities;
  }
}
