package bayes.runtime.report;

/**
 * How a report looks as text.
 *
 * @param columns of the terminal; no line of a table is wider
 * @param rowsPerVariable the most elements of one variable that are shown
 * @param colour whether to use ANSI colours
 */
public record ReportOptions(int columns, int rowsPerVariable, boolean colour) {
  /** The width of a page, without colours, for files and pipes. */
  public static ReportOptions plain() {
    return new ReportOptions(100, 60, false);
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
