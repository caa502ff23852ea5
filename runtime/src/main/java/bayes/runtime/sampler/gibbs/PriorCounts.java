package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * The prior counts (concentrations) of an array of Dirichlet rows, each positive: that of row r and
 * column c is {@code values[r * rowStride + c * columnStride]}.
 *
 * @param values the different counts
 * @param rowStride how far apart those of neighbouring rows are, 0 if rows are alike
 * @param columnStride how far apart those of neighbouring columns are, 0 if columns are alike
 */
public record PriorCounts(double[] values, int rowStride, int columnStride) {
  public PriorCounts {
    values = values.clone();
    if (rowStride < 0 || columnStride < 0) {
      throw new IllegalArgumentException("strides " + rowStride + " and " + columnStride);
    }
    for (double value : values) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a prior count of " + value);
      }
    }
  }

  /** The same count in every row and column. */
  public static PriorCounts symmetric(double count) {
    return new PriorCounts(new double[] {count}, 0, 0);
  }

  /** A count for each column, the same in every row. */
  public static PriorCounts byColumn(double... counts) {
    return new PriorCounts(counts, 0, 1);
  }

  /** A count for each row, the same in every column. */
  public static PriorCounts byRow(double... counts) {
    return new PriorCounts(counts, 1, 0);
  }

  /** A count for each row and column, row after row. */
  public static PriorCounts full(int columns, double... counts) {
    return new PriorCounts(counts, columns, 1);
  }

  /** The count of a row and a column. */
  public double at(int row, int column) {
    return values[row * rowStride + column * columnStride];
  }

  /** The sum of a row's counts over {@code columns} columns. */
  public double total(int row, int columns) {
    if (columnStride == 0) return columns * at(row, 0);
    double sum = 0;
    for (int column = 0; column < columns; column++) sum += at(row, column);
    return sum;
  }

  /** Whether rows are alike. */
  boolean isAlikeInRows() {
    return rowStride == 0;
  }

  /** Whether columns are alike. */
  boolean isAlikeInColumns() {
    return columnStride == 0;
  }

  void check(int rows, int columns) {
    long last = (long) (rows - 1) * rowStride + (long) (columns - 1) * columnStride;
    if (last < values.length) return;
    throw new IllegalArgumentException(
        values.length + " prior counts for " + rows + " rows of " + columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriorCounts that
        && rowStride == that.rowStride
        && columnStride == that.columnStride
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values) * 31 + rowStride * 7 + columnStride;
  }
}
