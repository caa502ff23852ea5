package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * Where balls lie, in flat arrays: ball b in the row number
 *
 * <pre>
 *   rowBase[b] + sum over j   rowStride[b][j] * value(rowSite[b][j])
 * </pre>
 *
 * and in the column {@code columnBase[b] + value(columnSite[b])}, or {@code columnBase[b]} if it
 * has no site, as it was observed. A ball may count several times: a word that occurs five times,
 * or the five successes of a binomial. Immutable; made by a {@link Builder}.
 */
public final class Balls {
  /** In the place of a column's site: the column is fixed. */
  public static final int NO_SITE = -1;

  private final int[] rowBase;
  private final int[] rowFrom;
  private final int[] rowSite;
  private final int[] rowStride;
  private final int[] columnBase;
  private final int[] columnSite;
  private final int[] times;

  private Balls(Builder made) {
    int n = made.n;
    rowBase = Arrays.copyOf(made.rowBase, n);
    rowFrom = Arrays.copyOf(made.rowFrom, n + 1);
    rowSite = Arrays.copyOf(made.rowSite, rowFrom[n]);
    rowStride = Arrays.copyOf(made.rowStride, rowFrom[n]);
    columnBase = Arrays.copyOf(made.columnBase, n);
    columnSite = Arrays.copyOf(made.columnSite, n);
    times = Arrays.copyOf(made.times, n);
  }

  /** The number of balls, each counted once. */
  public int count() {
    return rowBase.length;
  }

  /** The row number of a ball where all sites of its row are 0. */
  public int rowBase(int ball) {
    return rowBase[ball];
  }

  /** The first of the entries of {@link #rowSite} that belong to a ball. */
  public int firstRowSite(int ball) {
    return rowFrom[ball];
  }

  /** One more than the last of the entries of {@link #rowSite} that belong to a ball. */
  public int endOfRowSites(int ball) {
    return rowFrom[ball + 1];
  }

  /** A site that a ball's row depends on. */
  public int rowSite(int entry) {
    return rowSite[entry];
  }

  /** How much a ball's row number grows with the value of {@link #rowSite}. */
  public int rowStride(int entry) {
    return rowStride[entry];
  }

  /** The column of a ball, or that where its site is 0. */
  public int columnBase(int ball) {
    return columnBase[ball];
  }

  /** The site whose value a ball's column is, or {@link #NO_SITE}. */
  public int columnSite(int ball) {
    return columnSite[ball];
  }

  /** How often a ball counts, at least 1. */
  public int times(int ball) {
    return times[ball];
  }

  /** The row number of a ball, given the sites' values. */
  int rowNumber(int ball, int[] values) {
    int number = rowBase[ball];
    for (int j = rowFrom[ball]; j < rowFrom[ball + 1]; j++) {
      number += rowStride[j] * values[rowSite[j]];
    }
    return number;
  }

  /** The column of a ball, given the sites' values. */
  int column(int ball, int[] values) {
    int site = columnSite[ball];
    return site == NO_SITE ? columnBase[ball] : columnBase[ball] + values[site];
  }

  /**
   * Balls one after the other: {@code row(base).rowSite(site, stride).column(column)} or {@code
   * ….columnOf(base, site)}.
   */
  public static final class Builder {
    private int n;
    private int entries;
    private int[] rowBase = new int[16];
    private int[] rowFrom = new int[17];
    private int[] rowSite = new int[16];
    private int[] rowStride = new int[16];
    private int[] columnBase = new int[16];
    private int[] columnSite = new int[16];
    private int[] times = new int[16];

    /** No balls yet. */
    public Builder() {}

    /** Begins a ball, with the row number that it has where all sites of its row are 0. */
    public Builder row(int base) {
      if (n == rowBase.length) grow();
      rowBase[n] = base;
      return this;
    }

    /** A site that the row of the ball depends on; strides of the same site add up. */
    public Builder rowSite(int site, int stride) {
      if (stride == 0) return this;
      for (int j = rowFrom[n]; j < entries; j++) {
        if (rowSite[j] == site) {
          rowStride[j] += stride;
          return this;
        }
      }
      if (entries == rowSite.length) {
        rowSite = Arrays.copyOf(rowSite, 2 * entries);
        rowStride = Arrays.copyOf(rowStride, 2 * entries);
      }
      rowSite[entries] = site;
      rowStride[entries++] = stride;
      return this;
    }

    /** Ends a ball of a fixed column. */
    public void column(int column) {
      end(column, NO_SITE, 1);
    }

    /**
     * Ends a ball of a fixed column that counts several times; none at all if {@code times} is 0.
     */
    public void column(int column, int times) {
      end(column, NO_SITE, times);
    }

    /** Ends a ball whose column is {@code base} plus the value of a site. */
    public void columnOf(int base, int site) {
      end(base, site, 1);
    }

    private void end(int base, int site, int count) {
      if (count < 0) throw new IllegalArgumentException("a ball " + count + " times");
      if (count == 0) {
        entries = rowFrom[n];
        return;
      }
      columnBase[n] = base;
      columnSite[n] = site;
      times[n] = count;
      rowFrom[++n] = entries;
    }

    private void grow() {
      rowBase = Arrays.copyOf(rowBase, 2 * n);
      rowFrom = Arrays.copyOf(rowFrom, 2 * n + 1);
      columnBase = Arrays.copyOf(columnBase, 2 * n);
      columnSite = Arrays.copyOf(columnSite, 2 * n);
      times = Arrays.copyOf(times, 2 * n);
    }

    /** The balls so far. */
    public Balls build() {
      return new Balls(this);
    }
  }
}
