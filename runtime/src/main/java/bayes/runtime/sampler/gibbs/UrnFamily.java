package bayes.runtime.sampler.gibbs;

/**
 * An array of Dirichlet rows (or Beta ones, of two columns) that has been integrated out, and the
 * balls in them: everything that was drawn from a row.
 *
 * <p>The row of a ball is a number that is linear in the values of sites (see {@link Balls}), or
 * what {@code rowTable} has at that number, where the row is looked up in data: the author of a
 * word is the one that the site chooses from the authors of its document.
 *
 * @param name what the rows are called in messages
 * @param rows the number of rows, at least 1
 * @param columns the number of columns of each, at least 1
 * @param prior the prior counts
 * @param rowTable the row for each of the balls' numbers; empty if they are rows themselves
 * @param balls what was drawn from the rows
 */
public record UrnFamily(
    String name, int rows, int columns, PriorCounts prior, int[] rowTable, Balls balls) {
  public UrnFamily {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(name + " of " + rows + " rows and " + columns);
    }
    prior.check(rows, columns);
    rowTable = rowTable.clone();
    for (int row : rowTable) {
      if (row < 0 || row >= rows) throw new IllegalArgumentException(name + " has no row " + row);
    }
  }

  /** Rows that are numbered by the balls themselves. */
  public static UrnFamily of(String name, int rows, int columns, PriorCounts prior, Balls balls) {
    return new UrnFamily(name, rows, columns, prior, new int[0], balls);
  }

  /** Whether rows are looked up in a table. */
  boolean hasTable() {
    return rowTable.length > 0;
  }

  /** The row of a ball, given the sites' values. */
  int row(int ball, int[] values) {
    int number = balls.rowNumber(ball, values);
    return rowTable.length == 0 ? number : rowTable[number];
  }

  /** Checks that every ball lies in a row and a column, whatever the sites' values. */
  void check(int[] supports) {
    int numbers = hasTable() ? rowTable.length : rows;
    for (int ball = 0; ball < balls.count(); ball++) {
      long least = balls.rowBase(ball);
      long most = least;
      for (int j = balls.firstRowSite(ball); j < balls.endOfRowSites(ball); j++) {
        long span = (long) (supportOf(balls.rowSite(j), supports, ball) - 1) * balls.rowStride(j);
        if (span < 0) least += span;
        else most += span;
      }
      if (least < 0 || most >= numbers) {
        throw new IllegalArgumentException(
            name + ": ball " + ball + " in row " + least + " to " + most + " of " + numbers);
      }
      long column = balls.columnBase(ball);
      long lastColumn = column;
      if (balls.columnSite(ball) != Balls.NO_SITE) {
        lastColumn += supportOf(balls.columnSite(ball), supports, ball) - 1;
      }
      if (column < 0 || lastColumn >= columns) {
        throw new IllegalArgumentException(
            name + ": ball " + ball + " in column " + column + " to " + lastColumn);
      }
    }
  }

  private int supportOf(int site, int[] supports, int ball) {
    if (site >= 0 && site < supports.length) return supports[site];
    throw new IllegalArgumentException(name + ": ball " + ball + " mentions site " + site);
  }
}
