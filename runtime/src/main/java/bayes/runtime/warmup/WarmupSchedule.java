package bayes.runtime.warmup;

import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When a warmup estimates its metric anew, and when it ends. Estimates follow each other quickly at
 * the beginning, when each is much better than the last, and then at times that grow by half; after
 * the last one the step size alone is adapted for a while.
 *
 * <p>An adaptive warmup ends when it is told that its estimates are stable, but not before {@link
 * #LEAST}; at its nominal length it ends unless it is clearly unstable, and at twice that length in
 * any case.
 */
final class WarmupSchedule implements Resumable {
  /** Before this many iterations nothing counts as stable. */
  static final int LEAST = 80;

  private static final int FIRST = 8;
  private static final double GROWTH = 1.5;

  /** Iterations for the step size alone. */
  private static final int STEP_SIZE_ITERATIONS = 50;

  /** A warmup shorter than this adapts the step size only. */
  private static final int SHORTEST = 20;

  private final int nominal;
  private final boolean adaptive;
  private int iteration;
  private int lastUpdate;
  private int nextUpdate;
  private int end;

  WarmupSchedule(int nominal, boolean adaptive) {
    this.nominal = nominal;
    this.adaptive = adaptive;
    end = adaptive ? Integer.MAX_VALUE : nominal;
    nextUpdate = adaptive || nominal >= SHORTEST ? fit(FIRST) : Integer.MAX_VALUE;
  }

  /** Counts an iteration; returns whether the metric is to be estimated after it. */
  boolean advance() {
    iteration++;
    return iteration == nextUpdate;
  }

  int iteration() {
    return iteration;
  }

  /** The iterations from the last estimate to another time. */
  int sinceUpdate(int time) {
    return time - lastUpdate;
  }

  /** When the next estimate is due; never, if there will be none. */
  int nextUpdate() {
    return nextUpdate;
  }

  /** Whether draws are still to be learnt from. */
  boolean learns() {
    return nextUpdate < Integer.MAX_VALUE;
  }

  boolean isDone() {
    return iteration >= end;
  }

  /**
   * Plans what follows an estimate.
   *
   * @param stable whether it was hardly better than the one before
   * @param unstable whether the chain has clearly not settled
   */
  void updated(boolean stable, boolean unstable) {
    lastUpdate = iteration;
    if (adaptive) {
      boolean enough =
          (stable && iteration >= LEAST)
              || (iteration >= nominal && !unstable)
              || iteration >= 2 * nominal;
      if (enough) end = iteration + STEP_SIZE_ITERATIONS;
    }
    boolean isLast = adaptive ? end < Integer.MAX_VALUE : iteration >= lastPossible();
    nextUpdate =
        isLast
            ? Integer.MAX_VALUE
            : fit((int) Math.max(iteration + FIRST, Math.ceil(GROWTH * iteration)));
  }

  /** Gives the step size of an adaptive warmup more time; returns whether there is any to give. */
  boolean extend() {
    if (adaptive) end = iteration + STEP_SIZE_ITERATIONS;
    return adaptive;
  }

  /** The last estimate of a warmup of fixed length leaves time for the step size. */
  private int lastPossible() {
    return nominal - Math.min(STEP_SIZE_ITERATIONS, nominal / 4);
  }

  /** Moves a time to where a fixed warmup, or the bound of an adaptive one, wants an estimate. */
  private int fit(int time) {
    if (adaptive) return iteration < nominal ? Math.min(time, Math.max(nominal, FIRST)) : time;
    // What would remain after it is too short for another one.
    return time + (time - iteration) / 2 >= lastPossible() ? lastPossible() : time;
  }

  /** The iterations that it will have, as far as can be said. */
  int expected() {
    return end < Integer.MAX_VALUE ? end : Math.max(nominal, iteration + STEP_SIZE_ITERATIONS);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(iteration);
    out.writeInt(lastUpdate);
    out.writeInt(nextUpdate);
    out.writeInt(end);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    iteration = in.readInt();
    lastUpdate = in.readInt();
    nextUpdate = in.readInt();
    end = in.readInt();
  }
}
