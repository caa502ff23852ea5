package bayes.runtime.report;

import java.util.Arrays;

/**
 * How the ranks of each chain's draws among all draws are distributed: evenly, if chains explore
 * the same distribution (Vehtari et al. 2021, "Rank-normalization, folding, and localization",
 * section 4.2).
 */
public final class RankHistogram {
  private static final String BARS = " ▁▂▃▄▅▆▇█";

  private final int[][] counts;
  private final double expected;

  private RankHistogram(int[][] counts, double expected) {
    this.counts = counts;
    this.expected = expected;
  }

  /** The ranks of draws {@code draws[chain][draw]} in so many bins. */
  public static RankHistogram of(double[][] draws, int bins) {
    double[] sorted = Arrays.stream(draws).flatMapToDouble(Arrays::stream).sorted().toArray();
    int[][] counts = new int[draws.length][bins];
    for (int c = 0; c < draws.length; c++) {
      for (double value : draws[c]) {
        double rank = (below(sorted, value, false) + below(sorted, value, true)) / 2.0;
        counts[c][(int) Math.min(bins - 1.0, Math.floor(rank * bins / sorted.length))]++;
      }
    }
    return new RankHistogram(counts, draws.length == 0 ? 0 : (double) draws[0].length / bins);
  }

  /** The number of values below, or of those not above. */
  private static int below(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Double.compare(sorted[middle], value);
      if (order < 0 || (orEqual && order == 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The counts of a chain, from 0. */
  public int[] counts(int chain) {
    return counts[chain].clone();
  }

  /** What each count would be if all chains explored the same distribution, on average. */
  public double expected() {
    return expected;
  }

  /** The counts of a chain as bars: half high is as expected, full is twice as much or more. */
  String bars(int chain) {
    StringBuilder text = new StringBuilder();
    for (int count : counts[chain]) {
      int height = (int) Math.round(4 * count / expected);
      text.append(BARS.charAt(count == 0 ? 0 : Math.max(1, Math.min(8, height))));
    }
    return text.toString();
  }
}
