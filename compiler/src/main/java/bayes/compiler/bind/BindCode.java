package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic.Code;

/** The codes of this phase, each with what it is about. */
public enum BindCode {
  D0101("a data variable without an entry"),
  D0102("an entry of the wrong type"),
  D0103("a list where an object was expected, or the other way round; a scalar where either was"),
  D0104("a list of the wrong length"),
  D0105("a value outside its declared bounds"),
  D0106("a value that is not a finite number"),
  D0107("a missing value"),
  D0108("a label that is not a member of the set"),
  D0109("labels that are missing"),
  D0110("a set whose members the data do not tell"),
  D0111("data that disagree about the members of a set"),
  D0112("a plain list over a set whose order is not known"),
  D0113("numbers that together are not what their type says"),
  D0131("a table without a column for a set"),
  D0132("an element that a table gives twice"),
  D0133("a cell that names no member"),
  D0141("data that are no text"),
  D0142("a token that cannot be left out"),
  D0143("a token that a vocabulary does not have"),
  D0144("a vocabulary without members"),
  D0145("an entry that is no vocabulary"),
  D0146("a vocabulary that was made by another rule");

  private final String title;

  BindCode(String title) {
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
