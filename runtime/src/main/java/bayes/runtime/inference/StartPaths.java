package bayes.runtime.inference;

import bayes.runtime.approximation.Pathfinder;
import bayes.runtime.approximation.Pathfinder.Candidate;
import bayes.runtime.approximation.Pathfinder.Effort;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The paths of ascent that the chains of a run start from: a fixed number, from random points,
 * whatever the number of chains and threads. The first chains to ask for them share the work.
 */
final class StartPaths {
  /** The number of the purpose "paths to start from" among the streams of a seed. */
  private static final int STARTING = 4;

  private static final int PATHS = 6;

  private final Target target;
  private final Streams streams;
  private final Cancellation cancellation;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch running = new CountDownLatch(PATHS);
  private final @Nullable Candidate[] found = new Candidate[PATHS];

  StartPaths(Target target, long seed, Cancellation cancellation) {
    this.target = target;
    streams = Streams.of(seed).purpose(STARTING);
    this.cancellation = cancellation;
  }

  /** The best distribution of each path that has one, in the order of the paths. */
  List<Candidate> candidates() {
    int path = next.getAndIncrement();
    if (path < PATHS) {
      LogDensity density = target.newLogDensity();
      for (; path < PATHS; path = next.getAndIncrement()) {
        try {
          follow(density, path);
        } finally {
          running.countDown();
        }
      }
    }
    await();
    return Arrays.stream(found)
        .flatMap(candidate -> Optional.ofNullable(candidate).stream())
        .toList();
  }

  private void await() {
    boolean interrupted = false;
    while (true) {
      try {
        running.await();
        break;
      } catch (InterruptedException e) {
        // The others are at work, and are told to stop by the cancellation, not by this.
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void follow(LogDensity density, int path) {
    RandomGenerator random = streams.chain(path);
    ChainState start = new ChainState(density.dimension());
    if (InitialPoint.find(density, true, random, start).isPresent()) return;
    Pathfinder pathfinder = new Pathfinder(density, Effort.brief());
    found[path] =
        pathfinder.from(start.position(), random, cancellation::isCancelled).best().orElse(null);
  }
}
