package bayes.runtime.math;

import java.util.Arrays;

/**
 * Tuples of integers, such as the indices of the cells of a table of which most are empty: each
 * that occurs has a number, in the order of the tuples, and counts of those that begin alike are
 * looked up by bisection.
 */
public final class Tuples {
  /** 2^64 divided by the golden ratio: neighbours among codes are far apart in the table. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int SMALLEST = 1 << 10;

  private Tuples() {}

  /**
   * Numbers {@code n} tuples of {@code m} integers, one after the other in {@code x}, such that
   * equal tuples have the same number: from 1, in the order of the tuples, without gaps. Takes room
   * for the tuples that differ, not for all.
   */
  public static void number(int n, int m, int[] x, int from, int[] numbers, int to) {
    if (n == 0) return;
    Arrays.fill(numbers, to, to + n, 0);
    int[] smallest = new int[m];
    long[] width = new long[m];
    for (int c = 0; c < m; c++) {
      int least = Integer.MAX_VALUE;
      int most = Integer.MIN_VALUE;
      for (int i = 0, at = from + c; i < n; i++, at += m) {
        int value = x[at];
        if (value < least) least = value;
        if (value > most) most = value;
      }
      smallest[c] = least;
      width[c] = (long) most - least + 1;
    }
    // The number among the first columns, and the next column, are a pair of integers.
    long known = 1;
    for (int c = 0; c < m; ) {
      // A table of all codes that can be takes less time than one of those that are found.
      int end = c;
      long most = known;
      while (end < m && most * width[end] <= Math.max(n, SMALLEST)) most *= width[end++];
      int next = Math.max(end, c + 1);
      int add = next == m ? 1 : 0;
      if (end > c) {
        for (int d = c; d < end; d++) {
          append(smallest[d], (int) width[d], n, m, x, from + d, numbers, to);
        }
        known = rankAll((int) most, n, numbers, to, add);
      } else {
        known = rankFound(smallest[c], width[c], n, m, x, from + c, numbers, to, add);
      }
      c = next;
    }
  }

  /** Codes of the number so far and a column. */
  private static void append(
      int smallest, int width, int n, int m, int[] x, int from, int[] numbers, int to) {
    for (int i = 0, at = from; i < n; i++, at += m) {
      numbers[to + i] = numbers[to + i] * width + (x[at] - smallest);
    }
  }

  /** Ranks codes below a number by a table of all of them; how many there are. */
  private static int rankAll(int most, int n, int[] numbers, int to, int add) {
    int[] ranks = new int[most];
    for (int i = to; i < to + n; i++) ranks[numbers[i]] = 1;
    int found = 0;
    for (int code = 0; code < most; code++) {
      int isFound = ranks[code];
      ranks[code] = found + add;
      found += isFound;
    }
    for (int i = to; i < to + n; i++) numbers[i] = ranks[numbers[i]];
    return found;
  }

  /** Ranks codes by a table of those that are found; how many there are. */
  private static int rankFound(
      int smallest, long width, int n, int m, int[] x, int from, int[] numbers, int to, int add) {
    Codes codes = new Codes();
    for (int i = 0, at = from; i < n; i++, at += m) {
      numbers[to + i] = codes.idOf(numbers[to + i] * width + (x[at] - (long) smallest));
    }
    int[] ranks = codes.ranks();
    for (int i = to; i < to + n; i++) numbers[i] = ranks[numbers[i]] + add;
    return ranks.length;
  }

  /**
   * Finds the tuples that differ among {@code n} tuples of {@code m} integers, in the order in
   * which they first occur.
   *
   * @param firsts where each of them is first, from 0; has room for all tuples
   * @param times how often each of them occurs; has as much room
   * @param different how many there are
   */
  public static void distinct(
      int n,
      int m,
      int[] x,
      int from,
      int[] firsts,
      int firstsTo,
      int[] times,
      int timesTo,
      int[] different,
      int to) {
    int[] numbers = new int[n];
    number(n, m, x, from, numbers, 0);
    int largest = 0;
    for (int number : numbers) largest = Math.max(largest, number);
    int[] places = new int[largest + 1];
    int found = 0;
    for (int i = 0; i < n; i++) {
      int place = places[numbers[i]];
      if (place == 0) {
        firsts[firstsTo + found] = i;
        times[timesTo + found] = 0;
        place = ++found;
        places[numbers[i]] = place;
      }
      times[timesTo + place - 1]++;
    }
    different[to] = found;
  }

  /** Distinct codes, in the order of their first appearance. */
  private static final class Codes {
    private long[] codes = new long[SMALLEST / 2];
    private int[] table = empty(SMALLEST);
    private int shift = 64 - 10;
    private int size;

    private static int[] empty(int size) {
      int[] table = new int[size];
      Arrays.fill(table, -1);
      return table;
    }

    int idOf(long code) {
      int[] slots = table;
      int mask = slots.length - 1;
      int slot = (int) (code * SPREAD >>> shift);
      for (int id = slots[slot]; id >= 0; id = slots[slot]) {
        if (codes[id] == code) return id;
        slot = slot + 1 & mask;
      }
      slots[slot] = size;
      codes[size] = code;
      if (++size == codes.length) grow();
      return size - 1;
    }

    private void grow() {
      codes = Arrays.copyOf(codes, 2 * codes.length);
      table = empty(2 * table.length);
      shift--;
      int mask = table.length - 1;
      for (int id = 0; id < size; id++) {
        int slot = (int) (codes[id] * SPREAD >>> shift);
        while (table[slot] >= 0) slot = slot + 1 & mask;
        table[slot] = id;
      }
    }

    /** The place of each in the ascending order of codes, from 0. */
    int[] ranks() {
      long[] sorted = Arrays.copyOf(codes, size);
      Arrays.sort(sorted);
      int[] ranks = new int[size];
      for (int rank = 0; rank < size; rank++) ranks[idOf(sorted[rank])] = rank;
      return ranks;
    }
  }

  /**
   * Stores the sum of the counts of the cells whose first {@code p} indices are given: of one cell,
   * if these are all.
   *
   * @param cells how many there are, in the order of their indices
   * @param keys the first indices of all cells, then the second ones, and so on
   * @param sums those of the counts up to each cell, including it
   * @param out the sum: 0 if there is no such cell
   */
  public static void count(
      int cells,
      int p,
      int[] keys,
      int keysFrom,
      double[] sums,
      int sumsFrom,
      int[] prefix,
      int prefixFrom,
      double[] out,
      int to) {
    int first = 0;
    int end = cells;
    for (int d = 0; d < p && first < end; d++) {
      int column = keysFrom + d * cells;
      int value = prefix[prefixFrom + d];
      first = firstNotBelow(value, keys, column, first, end);
      end = firstAbove(value, keys, column, first, end);
    }
    out[to] = first >= end ? 0 : sums[sumsFrom + end - 1] - before(sums, sumsFrom, first);
  }

  private static double before(double[] sums, int sumsFrom, int cell) {
    return cell == 0 ? 0 : sums[sumsFrom + cell - 1];
  }

  /**
   * Stores the counts of all {@code n} cells of a row, most of which may not occur.
   *
   * @param p the number of indices of the row; its cells have one more
   * @param lowest the last index of the row's first cell
   */
  public static void row(
      int cells,
      int p,
      int lowest,
      int n,
      int[] keys,
      int keysFrom,
      double[] sums,
      int sumsFrom,
      int[] prefix,
      int prefixFrom,
      double[] out,
      int to) {
    Arrays.fill(out, to, to + n, 0);
    int first = 0;
    int end = cells;
    for (int d = 0; d < p && first < end; d++) {
      int column = keysFrom + d * cells;
      int value = prefix[prefixFrom + d];
      first = firstNotBelow(value, keys, column, first, end);
      end = firstAbove(value, keys, column, first, end);
    }
    int last = keysFrom + p * cells;
    for (int c = first; c < end; c++) {
      out[to + keys[last + c] - lowest] = sums[sumsFrom + c] - before(sums, sumsFrom, c);
    }
  }

  private static int firstNotBelow(int value, int[] keys, int column, int first, int end) {
    int low = first;
    int high = end;
    while (low < high) {
      int middle = low + high >>> 1;
      if (keys[column + middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where equal ones begin is known, and mostly there are few: by steps that double. */
  private static int firstAbove(int value, int[] keys, int column, int first, int end) {
    int step = 1;
    int low = first;
    while (low + step < end && keys[column + low + step] <= value) {
      low += step;
      step *= 2;
    }
    int high = Math.min(end, low + step);
    while (low < high) {
      int middle = low + high >>> 1;
      if (keys[column + middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
