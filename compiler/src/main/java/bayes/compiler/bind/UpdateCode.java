package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic.Code;

/** The codes of data that are to be appended to those of a run, each with what it is about. */
public enum UpdateCode {
  D0204("new data for what cannot grow"),
  D0205("new data in another form than those of the run");

  private final String title;

  UpdateCode(String title) {
    this.title = title;
  }

  /** What diagnostics of this code are about, for lists of codes. */
  public String title() {
    return title;
  }

  public Code code() {
    return new Code(name());
  }
}
