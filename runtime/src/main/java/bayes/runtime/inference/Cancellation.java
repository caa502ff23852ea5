package bayes.runtime.inference;

/** A request to stop, from any thread. Inference looks at it between transitions. */
public final class Cancellation {
  private volatile boolean cancelled;

  /** A request that nobody has made yet. */
  public Cancellation() {}

  /** Asks to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether somebody has asked to stop. */
  public boolean isCancelled() {
    return cancelled;
  }
}
