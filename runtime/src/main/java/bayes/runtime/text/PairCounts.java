package bayes.runtime.text;

import java.util.Arrays;

/**
 * How often pairs of whole numbers occurred: a table of rows and columns of which only the cells
 * that occur take room, 16 bytes each in open addressing. Cells are numbered from 0 in the order in
 * which they first occurred, so that a longer n-gram is a pair of the cell of what precedes and of
 * a token: see {@link NgramCounts}.
 */
public final class PairCounts {
  /** What {@link #find} says of pairs that did not occur. */
  public static final int ABSENT = -1;

  private long[] pairs;
  private long[] counts;
  private int size;

  /** The number of a cell plus one, or 0; a power of two long and at most half full. */
  private int[] slots;

  /** A table without cells. */
  public PairCounts() {
    this.pairs = new long[1 << 6];
    this.counts = new long[1 << 6];
    this.slots = new int[1 << 7];
  }

  /** The number of distinct pairs. */
  public int size() {
    return size;
  }

  /** Counts a pair once, and tells its cell. */
  public int add(int row, int column) {
    return add(row, column, 1);
  }

  /** Counts a pair so many times, and tells its cell. */
  public int add(int row, int column, long times) {
    long pair = pair(row, column);
    int slot = slot(pair);
    int cell = slots[slot] - 1;
    if (cell < 0) {
      cell = append(pair);
      slots[slot] = size;
      if (size * 2 > slots.length) grow();
    }
    counts[cell] += times;
    return cell;
  }

  /** The cell of a pair, or {@link #ABSENT}. */
  public int find(int row, int column) {
    return slots[slot(pair(row, column))] - 1;
  }

  /** How often a pair occurred. */
  public long count(int row, int column) {
    int cell = find(row, column);
    return cell == ABSENT ? 0 : counts[cell];
  }

  /** The first of the numbers of a cell. */
  public int row(int cell) {
    return (int) (pairs[cell] >> 32);
  }

  /** The second of the numbers of a cell. */
  public int column(int cell) {
    return (int) pairs[cell];
  }

  /** How often the pair of a cell occurred. */
  public long count(int cell) {
    return counts[cell];
  }

  /**
   * The cells with other numbers; cells that become one are added up. Numbers below zero in the
   * place of a row or a column leave it out.
   *
   * @param rows what each row becomes, by its number
   * @param columns what each column becomes, by its number
   */
  public PairCounts renumbered(int[] rows, int[] columns) {
    PairCounts renumbered = new PairCounts();
    for (int cell = 0; cell < size; cell++) {
      int row = rows[row(cell)];
      int column = columns[column(cell)];
      if (row >= 0 && column >= 0) renumbered.add(row, column, counts[cell]);
    }
    return renumbered;
  }

  /** All cells, by row and then by column. */
  public int[] sorted() {
    long[] keys = new long[size];
    for (int cell = 0; cell < size; cell++) keys[cell] = pairs[cell];
    Arrays.sort(keys);
    int[] cells = new int[size];
    for (int i = 0; i < size; i++) cells[i] = slots[slot(keys[i])] - 1;
    return cells;
  }

  private static long pair(int row, int column) {
    return ((long) row << 32) | (column & 0xFFFFFFFFL);
  }

  private int slot(long pair) {
    int mask = slots.length - 1;
    int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] != 0 && pairs[slots[slot] - 1] != pair) slot = (slot + 1) & mask;
    return slot;
  }

  private int append(long pair) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    pairs[size] = pair;
    return size++;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int cell = 0; cell < size; cell++) slots[slot(pairs[cell])] = cell + 1;
  }
}
