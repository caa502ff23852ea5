package bayes.cli.console;

import bayes.runtime.inference.Cancellation;
import org.jline.utils.Signals;

/**
 * Ctrl-C while it is watched: the first asks the work to stop and keep what is done, the second
 * ends the process at once.
 */
public final class Interrupt {
  private final Object previous;

  private Interrupt(Object previous) {
    this.previous = previous;
  }

  /** Turns Ctrl-C into a cancellation, until closed. */
  public static Interrupt cancels(Cancellation cancellation, Console console) {
    Object previous =
        Signals.register(
            "INT",
            () -> {
              if (cancellation.isCancelled()) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
              }
              cancellation.cancel();
              console.say("\nStopping; again to end at once.");
            });
    return new Interrupt(previous);
  }

  /** Gives Ctrl-C the meaning back that it had before. */
  public void close() {
    Signals.unregister("INT", previous);
  }
}
