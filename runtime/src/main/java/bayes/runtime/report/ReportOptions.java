package bayes.runtime.report;

/**
 * How a report looks as text.
 *
 * @param columns of the terminal; no line of a table is wider
 * @param rowsPerVariable the most elements of one variable that are shown
 * @param colour whether to use ANSI colours
 */
public record ReportOptions(int columns, int rowsPerVariable, boolean colour) {
  private static final int PAGE = 100;
  private static final int UNLIMITED = 10_000;

  /** For files and pipes: no colours, and tables as wide as they are, so that nothing is lost. */
  public static ReportOptions plain() {
    return new ReportOptions(UNLIMITED, 60, false);
  }

  /** The width of running text: that of a page on wider terminals. */
  int proseColumns() {
    return Math.min(columns, PAGE);
  }

  /** These options for a terminal of another width. */
  public ReportOptions withColumns(int newColumns) {
    return new ReportOptions(newColumns, rowsPerVariable, colour);
  }

  /** These options with more or fewer elements per variable. */
  public ReportOptions withRowsPerVariable(int newRows) {
    return new ReportOptions(columns, newRows, colour);
  }

  /** These options with or without colours. */
  public ReportOptions withColour(boolean newColour) {
    return new ReportOptions(columns, rowsPerVariable, newColour);
  }
}
