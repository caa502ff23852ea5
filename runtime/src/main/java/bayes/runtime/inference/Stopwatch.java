package bayes.runtime.inference;

import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Elapsed time, over all the stretches in which something ran. */
final class Stopwatch implements Resumable {
  private static final double NANO = 1e-9;

  private long elapsed;
  private long since;
  private boolean isRunning;

  void start() {
    since = System.nanoTime();
    isRunning = true;
  }

  void stop() {
    elapsed = nanos();
    isRunning = false;
  }

  double seconds() {
    return NANO * nanos();
  }

  private long nanos() {
    return isRunning ? elapsed + System.nanoTime() - since : elapsed;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(nanos());
  }

  @Override
  public void restore(DataInput in) throws IOException {
    elapsed = in.readLong();
  }
}
