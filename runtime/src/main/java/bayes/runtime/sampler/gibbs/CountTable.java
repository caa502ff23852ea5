package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * How many balls lie in each row and column of a family, and in each row: what its sites' values
 * say, kept up to date as they change.
 */
abstract class CountTable {
  /** Up to this many cells each has a place of its own. */
  private static final long FEW_CELLS = 1 << 22;

  /** And up to this many for each ball. */
  private static final long CELLS_PER_BALL = 8;

  /** No array is longer. */
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  final UrnFamily family;
  final int rows;
  final int columns;

  /** The number of balls in each row. */
  final double[] totals;

  /** The sum of each row's prior counts; one element if rows are alike. */
  final double[] priorTotals;

  /** One over the prior counts and balls of each row, once someone has asked for them. */
  private double[] shares = {};

  CountTable(UrnFamily family) {
    this.family = family;
    rows = family.rows();
    columns = family.columns();
    totals = new double[rows];
    priorTotals = new double[family.prior().isAlikeInRows() ? 1 : rows];
    for (int row = 0; row < priorTotals.length; row++) {
      priorTotals[row] = family.prior().total(row, columns);
    }
  }

  /**
   * An empty table: column by column where balls choose their rows, row by row where they choose
   * their columns, both where some do the one and some the other, if there are few cells; else with
   * a place for those in use alone.
   */
  static CountTable of(UrnFamily family) {
    long most = Math.min(LONGEST, Math.max(FEW_CELLS, CELLS_PER_BALL * family.balls().count()));
    long inRow = inRow(family.balls());
    if (inRow > inColumn(family.balls())) {
      return ColumnCounts.places(family) <= most
          ? new ColumnCounts(family)
          : new SparseCounts(family);
    }
    long cells = (long) family.rows() * family.columns();
    if (inRow > 0 && 2 * cells <= most) return new TwoWayCounts(family);
    return cells <= most ? new RowCounts(family) : new SparseCounts(family);
  }

  /** The number of balls whose row depends on sites. */
  private static long inRow(Balls balls) {
    long n = 0;
    for (int ball = 0; ball < balls.count(); ball++) {
      if (balls.endOfRowSites(ball) > balls.firstRowSite(ball)) n++;
    }
    return n;
  }

  /** The number of balls whose column is that of a site. */
  private static long inColumn(Balls balls) {
    long n = 0;
    for (int ball = 0; ball < balls.count(); ball++) {
      if (balls.columnSite(ball) != Balls.NO_SITE) n++;
    }
    return n;
  }

  /** Takes all balls out. */
  abstract void clear();

  /** The number of balls in a row and column. */
  abstract double count(int row, int column);

  /** Puts balls in, or takes them out if {@code times} is negative. */
  final void add(int row, int column, int times) {
    addToCell(row, column, times);
    addToTotal(row, times);
  }

  /** Changes the total of a row alone. */
  final void addToTotal(int row, int times) {
    totals[row] += times;
    if (shares.length > 0) shares[row] = 1 / rowWeight(row);
  }

  /** Makes the total of a row another one. */
  final void setTotal(int row, double total) {
    totals[row] = total;
    if (shares.length > 0) shares[row] = 1 / rowWeight(row);
  }

  /** Keeps one over the prior counts and balls of each row from now on. */
  final void keepShares() {
    if (shares.length > 0) return;
    shares = new double[rows];
    findShares();
  }

  private void findShares() {
    for (int row = 0; row < shares.length; row++) shares[row] = 1 / rowWeight(row);
  }

  /** Changes the count of a cell alone. */
  abstract void addToCell(int row, int column, int times);

  final void clearTotals() {
    Arrays.fill(totals, 0);
    findShares();
  }

  /** Writes the balls of {@code n} neighbouring columns of a row. */
  void readRow(int row, int column, int n, double[] out) {
    for (int v = 0; v < n; v++) out[v] = count(row, column + v);
  }

  /** Writes the balls of a column in {@code n} rows that are {@code stride} apart. */
  void readColumn(int column, int row, int stride, int n, double[] out) {
    for (int v = 0; v < n; v++) out[v] = count(row + stride * v, column);
  }

  /** Multiplies weights by the balls of {@code n} neighbouring columns of a row, and more. */
  void timesRow(int row, int column, int n, double more, double[] weights) {
    for (int v = 0; v < n; v++) weights[v] *= count(row, column + v) + more;
  }

  /**
   * Multiplies weights by the balls, and more, of a column in {@code n} neighbouring rows, divided
   * by the sum of prior counts and balls of each row: only if {@link #keepShares}.
   */
  void timesColumn(int column, int row, int n, double more, double[] weights) {
    for (int v = 0; v < n; v++) weights[v] *= (count(row + v, column) + more) * shares[row + v];
  }

  /** {@link #timesRow} of cells that lie next to each other. */
  static void timesCells(double[] cells, int first, int n, double more, double[] weights) {
    for (int v = 0; v < n; v++) weights[v] *= cells[first + v] + more;
  }

  /** {@link #timesColumn} of cells that lie next to each other, from a row on. */
  final void timesCells(double[] cells, int first, int row, int n, double more, double[] weights) {
    double[] each = shares;
    for (int v = 0; v < n; v++) weights[v] *= (cells[first + v] + more) * each[row + v];
  }

  /** The prior sum of a row. */
  final double priorTotal(int row) {
    return priorTotals[priorTotals.length == 1 ? 0 : row];
  }

  /** The sum of prior counts and balls of a row. */
  final double rowWeight(int row) {
    return priorTotal(row) + totals[row];
  }

  /** The prior count and the balls of a cell. */
  final double cellWeight(int row, int column) {
    return family.prior().at(row, column) + count(row, column);
  }

  /** Puts a ball where the sites' values say, or takes it out if {@code sign} is -1. */
  final void add(int ball, int[] values, int sign) {
    Balls balls = family.balls();
    add(family.row(ball, values), balls.column(ball, values), sign * balls.times(ball));
  }
}
