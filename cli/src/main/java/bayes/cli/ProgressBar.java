package bayes.cli;

import java.util.Arrays;

/**
 * One line on a terminal that tells how far the chains are: {@code chain 1 [=====> ] 2 [...]}.
 * Redrawn in place at most ten times a second; erased when the run ends.
 */
final class ProgressBar implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int MAX_CELLS = 40;

  private final Console console;
  private final double[] done;
  private final boolean[] sampling;
  private final long[] divergences;
  private long lastDrawn;

  ProgressBar(Console console, int chains) {
    this.console = console;
    this.done = new double[chains];
    this.sampling = new boolean[chains];
    this.divergences = new long[chains];
  }

  /**
   * Takes note of one chain's progress.
   *
   * @param fraction of all its iterations, from 0 to 1
   * @param isSampling whether warmup is over
   * @param nDivergences divergent transitions since then
   */
  synchronized void update(int chain, double fraction, boolean isSampling, long nDivergences) {
    done[chain] = fraction;
    sampling[chain] = isSampling;
    divergences[chain] = nDivergences;
    long now = System.nanoTime();
    if (!console.errIsTerminal() || now - lastDrawn < REDRAW_NANOS) return;
    lastDrawn = now;
    console.err().print("\r\u001b[K" + line());
    console.err().flush();
  }

  private String line() {
    double total = Arrays.stream(done).average().orElse(0);
    int cells = Math.max(10, Math.min(MAX_CELLS, console.columns() - 45));
    int full = (int) Math.round(total * cells);
    int nSampling = 0;
    long nDivergent = 0;
    for (int k = 0; k < done.length; k++) {
      if (sampling[k]) nSampling++;
      nDivergent += divergences[k];
    }
    String phase = nSampling == done.length ? "sampling" : "warmup";
    return String.format(
        "%3.0f%% [%s%s] %s, %d chain%s%s",
        100 * total,
        "=".repeat(full),
        " ".repeat(cells - full),
        phase,
        done.length,
        done.length == 1 ? "" : "s",
        nDivergent == 0 ? "" : ", " + nDivergent + " divergent");
  }

  @Override
  public synchronized void close() {
    if (console.errIsTerminal() && lastDrawn != 0) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }
}
