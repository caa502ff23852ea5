package bayes.runtime.math;

import java.util.Arrays;

/** Counts of tokens, which are members of a set, and the distance of texts. */
public final class TokenCounts {
  private TokenCounts() {}

  /**
   * How often each tuple of {@code k} members occurs among {@code n} of them, one after the other
   * in {@code tokens}; the first member slowest.
   *
   * @param size of the set
   * @param first its first member
   */
  public static void count(
      int n, int k, int size, int first, int[] tokens, int from, int[] counts, int to) {
    int cells = 1;
    for (int i = 0; i < k; i++) cells *= size;
    Arrays.fill(counts, to, to + cells, 0);
    for (int i = 0; i < n; i++) {
      int cell = 0;
      for (int j = 0; j < k; j++) cell = cell * size + tokens[from + i * k + j] - first;
      counts[to + cell]++;
    }
  }

  /**
   * In how many of the texts each member occurs.
   *
   * @param texts how many there are
   * @param size of the set
   * @param first its first member
   * @param starts how many tokens stand before each text
   * @param lengths of the texts
   * @param last room for {@code size}
   */
  public static void texts(
      int texts,
      int size,
      int first,
      int[] starts,
      int startsFrom,
      int[] lengths,
      int lengthsFrom,
      int[] tokens,
      int from,
      int[] counts,
      int to,
      int[] last,
      int lastFrom) {
    Arrays.fill(counts, to, to + size, 0);
    Arrays.fill(last, lastFrom, lastFrom + size, 0);
    for (int t = 0; t < texts; t++) {
      int start = from + starts[startsFrom + t];
      for (int i = 0; i < lengths[lengthsFrom + t]; i++) {
        int member = tokens[start + i] - first;
        if (last[lastFrom + member] == t + 1) continue;
        last[lastFrom + member] = t + 1;
        counts[to + member]++;
      }
    }
  }

  /**
   * The least number of insertions, deletions and replacements that make one text the other
   * (Levenshtein 1966).
   *
   * @param n the length of {@code a}
   * @param m the length of {@code b}
   * @param row room for {@code m + 1}
   */
  public static void editDistance(
      int n,
      int m,
      int[] a,
      int aFrom,
      int[] b,
      int bFrom,
      int[] distance,
      int to,
      int[] row,
      int rowFrom) {
    for (int j = 0; j <= m; j++) row[rowFrom + j] = j;
    for (int i = 1; i <= n; i++) {
      int diagonal = row[rowFrom];
      row[rowFrom] = i;
      for (int j = 1; j <= m; j++) {
        int replaced = diagonal + (a[aFrom + i - 1] == b[bFrom + j - 1] ? 0 : 1);
        diagonal = row[rowFrom + j];
        int other = Math.min(diagonal, row[rowFrom + j - 1]) + 1;
        row[rowFrom + j] = Math.min(replaced, other);
      }
    }
    distance[to] = row[rowFrom + m];
  }
}
