package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * Counts with a place for each cell, kept twice: row after row for balls that choose their column,
 * and column after column for balls that choose their row. Both are read from neighbouring places,
 * as by a hidden Markov model, where each state chooses the next and is chosen by the one before.
 */
final class TwoWayCounts extends CountTable {
  /** The balls of each cell, at {@code row * columns + column}: whole numbers. */
  private final double[] byRow;

  /** The same, at {@code column * rows + row}. */
  private final double[] byColumn;

  TwoWayCounts(UrnFamily family) {
    super(family);
    byRow = new double[rows * columns];
    byColumn = new double[rows * columns];
  }

  @Override
  void clear() {
    Arrays.fill(byRow, 0);
    Arrays.fill(byColumn, 0);
    clearTotals();
  }

  @Override
  double count(int row, int column) {
    return byRow[row * columns + column];
  }

  @Override
  void addToCell(int row, int column, int times) {
    byRow[row * columns + column] += times;
    byColumn[column * rows + row] += times;
  }

  @Override
  void readRow(int row, int column, int n, double[] out) {
    System.arraycopy(byRow, row * columns + column, out, 0, n);
  }

  @Override
  void readColumn(int column, int row, int stride, int n, double[] out) {
    int cell = column * rows + row;
    if (stride == 1) System.arraycopy(byColumn, cell, out, 0, n);
    else for (int v = 0; v < n; v++, cell += stride) out[v] = byColumn[cell];
  }

  @Override
  void timesRow(int row, int column, int n, double more, double[] weights) {
    timesCells(byRow, row * columns + column, n, more, weights);
  }

  @Override
  void timesColumn(int column, int row, int n, double more, double[] weights) {
    timesCells(byColumn, column * rows + row, row, n, more, weights);
  }
}
