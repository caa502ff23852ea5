package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * Counts with a place for each cell. They are whole numbers in doubles, as arithmetic needs them.
 */
final class DenseCounts extends CountTable {
  /** The balls of each cell, at {@code row * rowStep + column * columnStep}. */
  final double[] cells;

  final int rowStep;
  final int columnStep;

  DenseCounts(UrnFamily family) {
    super(family);
    cells = new double[rows * columns];
    boolean isByColumn = choosesRows(family);
    rowStep = isByColumn ? 1 : columns;
    columnStep = isByColumn ? rows : 1;
  }

  /**
   * Whether more balls choose their row than their column: then the cells of a column are
   * neighbours, so that what a draw reads is.
   */
  private static boolean choosesRows(UrnFamily family) {
    Balls balls = family.balls();
    long inRow = 0;
    long inColumn = 0;
    for (int ball = 0; ball < balls.count(); ball++) {
      if (balls.endOfRowSites(ball) > balls.firstRowSite(ball)) inRow++;
      if (balls.columnSite(ball) != Balls.NO_SITE) inColumn++;
    }
    return inRow > inColumn;
  }

  @Override
  void clear() {
    Arrays.fill(cells, 0);
    Arrays.fill(totals, 0);
  }

  @Override
  double count(int row, int column) {
    return cells[row * rowStep + column * columnStep];
  }

  @Override
  void add(int row, int column, int times) {
    cells[row * rowStep + column * columnStep] += times;
    totals[row] += times;
  }
}
