package bayes.runtime.random;

/**
 * Draws of the rows of a table that is too large to be drawn as a whole: a row is a function of a
 * key, which is drawn once, and of its indices. So the rows that are read are drawn, and no others,
 * and one that is read again is the same. Rows of different indices, or keys, are independent.
 */
public final class KeyedDraws {
  private KeyedDraws() {}

  /**
   * Writes a row with a Dirichlet distribution; NaN everywhere if a concentration is invalid.
   *
   * @param key a uniform draw, which is not 0; with 0, rows are at their means
   * @param p the number of indices of the row
   * @param n the length of the row
   */
  public static void dirichlet(
      double key,
      int p,
      int n,
      int[] indices,
      int from,
      double[] concentrations,
      int first,
      double[] out,
      int to) {
    if (key == 0) {
      mean(n, concentrations, first, out, to);
      return;
    }
    long seed = Double.doubleToLongBits(key);
    for (int d = 0; d < p; d++) seed = Streams.mix(seed) + indices[from + d];
    LxmGenerator random = new LxmGenerator(Streams.mix(seed));
    RandomDraws.dirichlet(random, concentrations, first, n, out, to);
  }

  private static void mean(int n, double[] concentrations, int first, double[] out, int to) {
    double total = 0;
    for (int i = 0; i < n; i++) total += concentrations[first + i];
    for (int i = 0; i < n; i++) out[to + i] = concentrations[first + i] / total;
  }
}
