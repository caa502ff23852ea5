package bayes.runtime.sampler.gibbs;

/**
 * The conditional of any site, by its definition: for each value its balls are put into their rows
 * one after the other, each with the probability that the row then gives to its column,
 *
 * <pre>
 *   (a_rc + n_rc) / (A_r + N_r),
 * </pre>
 *
 * where the balls before it are among n_rc and N_r; then they are taken out again. Right whatever
 * the balls share, and the measure of the faster ways.
 */
final class SequentialConditional {
  /** A ball that counts more often than this is put in by logarithms of the gamma function. */
  private static final int MANY_TIMES = 24;

  private final SiteBalls siteBalls;
  private final CountTable[] tables;

  SequentialConditional(SiteBalls siteBalls, CountTable[] tables) {
    this.siteBalls = siteBalls;
    this.tables = tables;
  }

  /**
   * Multiplies the weight of value {@code v} by the probability of the site's balls.
   *
   * @param values those of all sites, that of this one already {@code v}; its balls are in no row
   */
  void multiply(int site, int v, int[] values, ScaledWeights weights) {
    int first = siteBalls.from[site];
    int end = siteBalls.from[site + 1];
    for (int i = first; i < end; i++) {
      CountTable table = tables[siteBalls.family[i]];
      UrnFamily family = table.family;
      int ball = siteBalls.ball[i];
      int row = family.row(ball, values);
      int column = family.balls().column(ball, values);
      int times = family.balls().times(ball);
      double cell = table.cellWeight(row, column);
      double total = table.rowWeight(row);
      if (times <= MANY_TIMES) {
        for (int k = 0; k < times; k++) {
          weights.values[v] *= (cell + k) / (total + k);
          weights.rescaleOne(v);
        }
      } else {
        weights.timesExp(v, Rising.log(cell, times) - Rising.log(total, times));
      }
      if (i < end - 1) table.add(row, column, times);
    }
    for (int i = first; i < end - 1; i++) {
      tables[siteBalls.family[i]].add(siteBalls.ball[i], values, -1);
    }
  }
}
