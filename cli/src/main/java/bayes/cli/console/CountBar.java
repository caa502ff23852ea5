package bayes.cli.console;

import java.util.Locale;

/**
 * One line on a terminal that tells how many of some things are done: {@code 42% [==== ] 84 of 200
 * simulations}. Redrawn in place at most ten times a second; erased at the end.
 */
public final class CountBar implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int MAX_CELLS = 40;

  /** The room that the words beside the bar need. */
  private static final int WORDS = 45;

  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final String things;
  private long lastDrawn = System.nanoTime();
  private boolean isShown;

  /** A bar that counts some things. */
  public CountBar(Console console, String things) {
    this.console = console;
    this.things = things;
  }

  /** So many of them are done; from any thread. */
  public synchronized void done(int count, int total) {
    long now = System.nanoTime();
    if (!console.showsProgress() || now - lastDrawn < REDRAW_NANOS) return;
    lastDrawn = now;
    isShown = true;
    int cells = Math.max(10, Math.min(MAX_CELLS, console.columns() - WORDS));
    int full = (int) ((long) count * cells / total);
    console
        .err()
        .print(
            ERASE
                + String.format(
                    Locale.ROOT,
                    "%3.0f%% [%s%s] %d of %d %s",
                    100.0 * count / total,
                    "=".repeat(full),
                    " ".repeat(cells - full),
                    count,
                    total,
                    things));
    console.err().flush();
  }

  @Override
  public synchronized void close() {
    if (isShown) {
      console.err().print(ERASE);
      console.err().flush();
    }
  }
}
