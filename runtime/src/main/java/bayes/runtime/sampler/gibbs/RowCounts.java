package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/** Counts with a place for each cell, row after row. */
final class RowCounts extends CountTable {
  /** The balls of each cell, at {@code row * columns + column}: whole numbers. */
  final double[] cells;

  RowCounts(UrnFamily family) {
    super(family);
    cells = new double[rows * columns];
  }

  @Override
  void clear() {
    Arrays.fill(cells, 0);
    clearTotals();
  }

  @Override
  double count(int row, int column) {
    return cells[row * columns + column];
  }

  @Override
  void readRow(int row, int column, int n, double[] out) {
    System.arraycopy(cells, row * columns + column, out, 0, n);
  }

  @Override
  void timesRow(int row, int column, int n, double more, double[] weights) {
    timesCells(cells, row * columns + column, n, more, weights);
  }

  @Override
  void readColumn(int column, int row, int stride, int n, double[] out) {
    int cell = row * columns + column;
    for (int v = 0; v < n; v++, cell += stride * columns) out[v] = cells[cell];
  }

  @Override
  void addToCell(int row, int column, int times) {
    cells[row * columns + column] += times;
  }
}
