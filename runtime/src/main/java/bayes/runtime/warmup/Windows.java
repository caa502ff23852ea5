package bayes.runtime.warmup;

/**
 * The windows of warmup, as in Stan: a start of 75 iterations without learning the metric, windows
 * of 25, 50, 100, ... iterations at whose ends the metric is replaced, and a last 50 iterations for
 * the step size alone. The last window is stretched to meet the end. A warmup shorter than 150 is
 * divided 15% : 75% : 10%; one shorter than 20 learns no metric.
 *
 * @param nWarmup the iterations of warmup
 * @param start the first iteration, from 0, from which a metric is learnt
 * @param stop the first iteration from which none is learnt any more
 * @param base the length of the first window
 */
public record Windows(int nWarmup, int start, int stop, int base) {
  private static final int START = 75;
  private static final int END = 50;
  private static final int BASE = 25;
  private static final int SHORTEST = 20;

  /** The windows of a warmup of {@code nWarmup} iterations. */
  public static Windows of(int nWarmup) {
    if (nWarmup < SHORTEST) return new Windows(nWarmup, nWarmup, nWarmup, 0);
    if (nWarmup < START + BASE + END) {
      int start = (int) (0.15 * nWarmup);
      int end = (int) (0.1 * nWarmup);
      return new Windows(nWarmup, start, nWarmup - end, nWarmup - end - start);
    }
    return new Windows(nWarmup, START, nWarmup - END, BASE);
  }

  /** Whether the draw of this iteration, from 0, is one to learn the metric from. */
  public boolean learns(int iteration) {
    return iteration >= start && iteration < stop;
  }

  /** Whether a window ends with this iteration, from 0. */
  public boolean endsAt(int iteration) {
    if (!learns(iteration)) return false;
    int length = base;
    int end = start + length;
    while (end <= iteration) {
      length *= 2;
      end += length;
      // What would remain after this window is too short for one twice as long.
      if (end + 2 * length > stop) end = stop;
    }
    return iteration == end - 1;
  }
}
