package bayes.cli.console;

import bayes.runtime.inference.Progress;
import java.util.Arrays;
import java.util.Locale;

/**
 * One line on a terminal that tells how far the chains are: {@code 42% [==== ] warmup, 4 chains}.
 * Redrawn in place at most ten times a second; erased when the run ends.
 */
public final class ProgressBar implements Progress.Listener, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int MAX_CELLS = 40;

  /** The room that the words beside the bar need. */
  private static final int WORDS = 45;

  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final double[] done;
  private final boolean[] isSampling;
  private final int[] divergences;
  private long lastDrawn = System.nanoTime();
  private boolean isShown;

  public ProgressBar(Console console, int chains) {
    this.console = console;
    this.done = new double[chains];
    this.isSampling = new boolean[chains];
    this.divergences = new int[chains];
  }

  @Override
  public synchronized void progressed(Progress progress) {
    int chain = progress.chain();
    if (chain >= done.length || !console.showsProgress()) return;
    done[chain] = (double) progress.iteration() / Math.max(1, progress.total());
    isSampling[chain] = progress.phase() != Progress.Phase.WARMUP;
    divergences[chain] = progress.divergences();
    long now = System.nanoTime();
    if (now - lastDrawn < REDRAW_NANOS) return;
    lastDrawn = now;
    isShown = true;
    console.err().print(ERASE + line());
    console.err().flush();
  }

  private String line() {
    double total = Arrays.stream(done).average().orElse(0);
    int cells = Math.max(10, Math.min(MAX_CELLS, console.columns() - WORDS));
    int full = (int) Math.round(total * cells);
    int nSampling = 0;
    for (boolean sampling : isSampling) if (sampling) nSampling++;
    int nDivergent = Arrays.stream(divergences).sum();
    return String.format(
        Locale.ROOT,
        "%3.0f%% [%s%s] %s, %d chain%s%s",
        100 * total,
        "=".repeat(full),
        " ".repeat(cells - full),
        nSampling == done.length ? "sampling" : "warmup",
        done.length,
        done.length == 1 ? "" : "s",
        nDivergent == 0 ? "" : ", " + nDivergent + " divergent");
  }

  @Override
  public synchronized void close() {
    if (isShown) {
      console.err().print(ERASE);
      console.err().flush();
    }
  }
}
