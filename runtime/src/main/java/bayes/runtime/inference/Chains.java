package bayes.runtime.inference;

import bayes.runtime.draws.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The chains of a run, several at a time.
 *
 * @param journal where they write what they do, and go on if they stand in it already
 */
record Chains(
    Target target,
    ChainSettings settings,
    Progress.Listener listener,
    Cancellation cancellation,
    Journal journal) {

  /** Runs all to their end. If exceptions end all of them, the first is thrown. */
  List<ChainResult> run() {
    RunSettings run = settings.run();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(run.threads(), run.chains()),
            task -> {
              Thread thread = new Thread(task, "bayes-chain");
              thread.setDaemon(true);
              return thread;
            });
    StartPaths paths = new StartPaths(target, run.seed(), cancellation);
    List<ChainResult> results = new ArrayList<>();
    try {
      List<Future<ChainResult>> futures = new ArrayList<>();
      for (int chain = 0; chain < run.chains(); chain++) {
        int number = chain;
        futures.add(executor.submit(() -> run(number, paths)));
      }
      for (Future<ChainResult> future : futures) results.add(await(future));
    } finally {
      executor.shutdown();
    }
    if (results.stream().allMatch(result -> result.breakdown().isPresent())) {
      rethrow(results.get(0).breakdown().orElseThrow());
    }
    return results;
  }

  /** Whatever happens to a chain, the others go on. */
  private ChainResult run(int chain, StartPaths paths) {
    Journal.Chain pages = journal.chain(chain);
    try {
      return new ChainRun(target, settings, chain, paths, listener, cancellation, pages).run();
    } catch (RuntimeException | Error e) {
      pages.ended();
      return ChainResult.broken(chain, e);
    }
  }

  /** Waits for a chain. An interrupt of the waiting thread cancels the run and is kept. */
  private ChainResult await(Future<ChainResult> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          cancellation.cancel();
        } catch (ExecutionException e) {
          // Not a failure of the chain, which would be a result, but of what runs it.
          cancellation.cancel();
          throw rethrow(Objects.requireNonNullElse(e.getCause(), e));
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException rethrow(Throwable breakdown) {
    if (breakdown instanceof Error error) throw error;
    throw new IllegalStateException("a chain broke down: " + breakdown, breakdown);
  }
}
