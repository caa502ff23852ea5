package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * Counts column by column, for balls that choose their row: what the draw of a row reads is one
 * column. A column of many balls has a place for each row; one of few balls, as most words of a
 * text, has a list of the rows that have some, in the order of rows.
 */
final class ColumnCounts extends CountTable {
  /** Columns of no more rows than this are read as fast with a place for each row, */
  private static final int FEW_ROWS = 32;

  /** unless they have at most one ball for this many rows. */
  private static final int ROWS_PER_BALL = 2;

  /** Columns with a place for each row take a multiple of this, for loops in steps. */
  static final int STEP = 8;

  /** Lists take a multiple of this; the entries after the last one are 0, a count of none. */
  static final int LIST_STEP = 4;

  /** The size of a column that has no list. */
  static final int ALL_ROWS = -1;

  /** The balls of the columns with a place for each row, from {@code start[column]} on. */
  final double[] cells;

  /**
   * The entries of the columns that have a list, from {@code start[column]} on: a row in the upper
   * bits, its count in the lower ones.
   */
  final int[] entries;

  final int[] start;

  /** The number of entries of each column's list, or {@link #ALL_ROWS}. */
  final int[] sizes;

  final int countBits;
  final int countMask;

  /** A column that is a list, written out. */
  private final double[] listed;

  ColumnCounts(UrnFamily family) {
    super(family);
    countBits = countBits(rows);
    countMask = (1 << countBits) - 1;
    int[] most = mostBalls(family);
    start = new int[columns];
    sizes = new int[columns];
    int nCells = 0;
    int nEntries = 0;
    for (int column = 0; column < columns; column++) {
      boolean isList = hasList(most[column], rows);
      sizes[column] = isList ? 0 : ALL_ROWS;
      start[column] = isList ? nEntries : nCells;
      if (isList) nEntries += places(most[column], rows);
      else nCells += places(most[column], rows);
    }
    cells = new double[nCells];
    entries = new int[nEntries];
    listed = new double[rows];
    clearTotals();
  }

  private static int countBits(int rows) {
    return 31 - (32 - Integer.numberOfLeadingZeros(rows));
  }

  /** The number of places that a family would need. */
  static long places(UrnFamily family) {
    long places = 0;
    for (int most : mostBalls(family)) places += places(most, family.rows());
    return places;
  }

  private static boolean hasList(int most, int rows) {
    if (most >= 1L << countBits(rows)) return false;
    return rows > FEW_ROWS || ROWS_PER_BALL * most <= rows;
  }

  private static int places(int most, int rows) {
    return hasList(most, rows) ? padded(Math.min(most, rows), LIST_STEP) : padded(rows, STEP);
  }

  static int padded(int n, int step) {
    return (n + step - 1) / step * step;
  }

  /** The most balls that can be in each column, whatever the sites' values. */
  private static int[] mostBalls(UrnFamily family) {
    int[] most = new int[family.columns()];
    Balls balls = family.balls();
    long anywhere = 0;
    for (int b = 0; b < balls.count(); b++) {
      if (balls.columnSite(b) != Balls.NO_SITE) anywhere += balls.times(b);
      else most[balls.columnBase(b)] = add(most[balls.columnBase(b)], balls.times(b));
    }
    for (int column = 0; column < most.length; column++) most[column] = add(most[column], anywhere);
    return most;
  }

  private static int add(int a, long b) {
    return (int) Math.min(Integer.MAX_VALUE, a + b);
  }

  @Override
  void clear() {
    Arrays.fill(cells, 0);
    Arrays.fill(entries, 0);
    for (int column = 0; column < columns; column++) {
      if (sizes[column] != ALL_ROWS) sizes[column] = 0;
    }
    clearTotals();
  }

  @Override
  double count(int row, int column) {
    if (sizes[column] == ALL_ROWS) return cells[start[column] + row];
    int place = place(row, column);
    boolean isThere = place < start[column] + sizes[column] && entries[place] >>> countBits == row;
    return isThere ? entries[place] & countMask : 0;
  }

  @Override
  void readColumn(int column, int row, int stride, int n, double[] out) {
    if (stride != 1) {
      super.readColumn(column, row, stride, n, out);
    } else if (sizes[column] == ALL_ROWS) {
      System.arraycopy(cells, start[column] + row, out, 0, n);
    } else {
      Arrays.fill(out, 0, n, 0);
      int end = start[column] + sizes[column];
      for (int i = start[column]; i < end; i++) {
        int v = (entries[i] >>> countBits) - row;
        if (v >= 0 && v < n) out[v] = entries[i] & countMask;
      }
    }
  }

  @Override
  void timesColumn(int column, int row, int n, double more, double[] weights) {
    if (sizes[column] == ALL_ROWS) {
      timesCells(cells, start[column] + row, row, n, more, weights);
    } else {
      readColumn(column, row, 1, n, listed);
      timesCells(listed, 0, row, n, more, weights);
    }
  }

  @Override
  void addToCell(int row, int column, int times) {
    if (sizes[column] == ALL_ROWS) cells[start[column] + row] += times;
    else addToList(place(row, column), row, column, times);
  }

  /** The place of a row in a column's list, or that where it belongs. */
  int place(int row, int column) {
    int first = start[column];
    int end = first + sizes[column];
    // The entries before it are counted, as it costs less than to stop at the right one.
    int least = row << countBits;
    int before = 0;
    for (int i = first; i < end; i++) before += (entries[i] - least) >>> 31;
    return first + before;
  }

  /** Changes the count of the row that is, or belongs, at a place of a column's list. */
  void addToList(int place, int row, int column, int times) {
    int end = start[column] + sizes[column];
    if (place < end && entries[place] >>> countBits == row) {
      entries[place] += times;
      if ((entries[place] & countMask) == 0) drop(place, column);
    } else {
      for (int i = end; i > place; i--) entries[i] = entries[i - 1];
      entries[place] = row << countBits | times;
      sizes[column]++;
    }
  }

  /** Drops an entry of a column's list if its count is 0. */
  void dropIfEmpty(int place, int column) {
    if ((entries[place] & countMask) == 0) drop(place, column);
  }

  private void drop(int place, int column) {
    int last = start[column] + --sizes[column];
    for (int i = place; i < last; i++) entries[i] = entries[i + 1];
    entries[last] = 0;
  }
}
