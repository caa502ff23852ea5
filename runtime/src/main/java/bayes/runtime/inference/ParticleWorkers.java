package bayes.runtime.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that share the particles of a population; the first share is the calling thread's. */
final class ParticleWorkers implements AutoCloseable {
  private final ExecutorService executor;
  private final int threads;

  ParticleWorkers(int threads) {
    this.threads = threads;
    executor =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "bayes-particles");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Something that is done for a run of particles with one worker's workspace. */
  interface Task {
    void run(int worker, int from, int to);
  }

  /** The number of workers. */
  int count() {
    return threads;
  }

  /** Does {@code task} for {@code n} particles, and waits until all is done. */
  void forAll(int n, Task task) {
    List<Future<?>> futures = new ArrayList<>();
    for (int worker = 1; worker < threads; worker++) {
      int number = worker;
      int from = (int) ((long) n * worker / threads);
      int to = (int) ((long) n * (worker + 1) / threads);
      if (from < to) futures.add(executor.submit(() -> task.run(number, from, to)));
    }
    task.run(0, 0, n / threads);
    boolean interrupted = false;
    for (Future<?> future : futures) {
      while (true) {
        try {
          future.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) throw error;
          throw new IllegalStateException("a particle broke down: " + e.getCause(), e.getCause());
        }
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
