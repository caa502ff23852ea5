package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * Counts of the cells in use alone, in a hash table with linear probing. Cells that have become
 * empty give their place up when the table is full.
 */
final class SparseCounts extends CountTable {
  private static final long FREE = -1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private int[] counts;
  private int used;

  SparseCounts(UrnFamily family) {
    super(family);
    keys = new long[64];
    counts = new int[64];
    Arrays.fill(keys, FREE);
  }

  @Override
  void clear() {
    Arrays.fill(keys, FREE);
    Arrays.fill(counts, 0);
    clearTotals();
    used = 0;
  }

  @Override
  double count(int row, int column) {
    int place = place((long) row * columns + column);
    return keys[place] == FREE ? 0 : counts[place];
  }

  @Override
  void addToCell(int row, int column, int times) {
    long key = (long) row * columns + column;
    int place = place(key);
    if (keys[place] == FREE) {
      if (2 * (used + 1) > keys.length) {
        makeRoom();
        place = place(key);
      }
      keys[place] = key;
      used++;
    }
    counts[place] += times;
  }

  /** The place of a key, or the free one where it belongs. */
  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) ((key * SPREAD) >>> 32) & mask;
    while (keys[place] != key && keys[place] != FREE) place = (place + 1) & mask;
    return place;
  }

  /** Drops empty cells, and grows unless that has freed half of the places in use. */
  private void makeRoom() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    int full = 0;
    for (int count : oldCounts) if (count != 0) full++;
    int length = 4 * full > oldKeys.length ? 2 * oldKeys.length : oldKeys.length;
    keys = new long[length];
    counts = new int[length];
    Arrays.fill(keys, FREE);
    used = full;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] == 0) continue;
      int place = place(oldKeys[i]);
      keys[place] = oldKeys[i];
      counts[place] = oldCounts[i];
    }
  }
}
