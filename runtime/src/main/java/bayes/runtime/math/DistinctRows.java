package bayes.runtime.math;

import java.util.Arrays;

/** Rows of numbers that are equal to the last bit. */
public final class DistinctRows {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private DistinctRows() {}

  /**
   * Numbers the rows of {@code n} by {@code m} numbers, column by column, such that equal rows have
   * the same number: from 1, in the order in which they first appear.
   */
  public static void number(int n, int m, double[] x, int from, int[] numbers, int to) {
    int[] table = new int[Integer.highestOneBit(Math.max(n, 4)) * 4];
    Arrays.fill(table, -1);
    int found = 0;
    for (int i = 0; i < n; i++) {
      int slot = hash(i, n, m, x, from) & (table.length - 1);
      while (table[slot] >= 0 && !equal(table[slot], i, n, m, x, from)) {
        slot = slot + 1 & (table.length - 1);
      }
      if (table[slot] < 0) {
        table[slot] = i;
        numbers[to + i] = ++found;
      } else {
        numbers[to + i] = numbers[to + table[slot]];
      }
    }
  }

  private static int hash(int row, int n, int m, double[] x, int from) {
    long hash = 0;
    for (int c = 0; c < m; c++) {
      hash = (hash ^ Double.doubleToLongBits(x[from + c * n + row])) * SPREAD;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  private static boolean equal(int a, int b, int n, int m, double[] x, int from) {
    for (int c = 0; c < m; c++) {
      long left = Double.doubleToLongBits(x[from + c * n + a]);
      if (left != Double.doubleToLongBits(x[from + c * n + b])) return false;
    }
    return true;
  }
}
