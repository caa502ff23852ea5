package bayes.compiler.lint;

import bayes.compiler.diagnostic.Diagnostic.Code;

/** The codes of what is likely wrong, each with what it is about. */
public enum LintCode {
  L0101("a latent that nothing reads"),
  L0102("data, or a set, that nothing reads"),
  L0103("a value that nothing reads"),
  L0104("a function or distribution that nothing uses"),
  L0105("an observation that no latent has a part in"),
  L0106("an observation that reads one fixed element of its plate"),
  L0107("a posterior that is improper"),
  L0108("a centred plate with little data per element"),
  L0109("a prior that is far from the data");

  private final String title;

  LintCode(String title) {
    this.title = title;
  }

  /** What warnings of this code are about, for lists of codes. */
  public String title() {
    return title;
  }

  public Code code() {
    return new Code(name());
  }
}
