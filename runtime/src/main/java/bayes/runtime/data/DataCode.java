package bayes.runtime.data;

/** The stable codes of what keeps data from being read, each with what it is about. */
public enum DataCode {
  D0001("a file that is not JSON"),
  D0002("a table whose quotes do not match"),
  D0003("data that are not UTF-8 text"),
  D0004("data that break off"),
  D0005("a file without data"),
  D0006("JSON without keys"),
  D0007("a key or column that is given twice"),
  D0008("an entry that two sources give"),
  D0009("data that are nested too deeply"),
  D0010("a number that is too large"),
  D0011("a row with too many or too few cells"),
  D0012("a column without a name"),
  D0013("a setting that cannot be read"),
  D0014("a file that is neither JSON nor a table"),
  D0015("tagged text with a line that does not fit");

  private final String title;

  DataCode(String title) {
    this.title = title;
  }

  /** What problems of this code are about, for lists of codes. */
  public String title() {
    return title;
  }
}
