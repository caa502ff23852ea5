package bayes.compiler.input;

import bayes.compiler.diagnostic.Diagnostic.Code;

/** The codes of what is wrong with files before they are read, each with what it is about. */
public enum FileCode {
  C0001("a file that is not there"),
  C0002("a file that cannot be opened"),
  C0003("a model that is not UTF-8 text"),
  C0004("a folder that is no run"),
  C0005("an entry that a file does not have"),
  C0006("several data files beside a model"),
  C0007("a setting that the model does not have"),
  C0008("a run that is damaged"),
  C0009("a run that cannot be written"),
  C0010("a run that is not finished"),
  C0011("a run that cannot go on"),
  C0012("a file that cannot be written"),
  C0013("a run that cannot be written to its end"),
  C0014("texts that are not there"),
  C0015("a text without a name"),
  C0021("a requirement that cannot be read");

  private final String title;

  FileCode(String title) {
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
