package bayes.compiler.check;

import bayes.compiler.diagnostic.Diagnostic.Code;

/** The codes of this phase, each with what it is about. */
public enum CheckCode {
  N0101("a name that nothing declares"),
  N0102("a name that is declared twice"),
  N0103("a function that does not exist"),
  N0104("a distribution that does not exist"),
  N0105("an annotation that does not exist"),
  N0106("a set, or a member's label, where a value is needed"),
  N0107("a value where a set is needed"),
  N0108("a type that does not exist"),
  N0109("a label that is not a member of its set"),
  N0110("a way to make a vocabulary that does not exist"),
  T0101("a value of the wrong type"),
  T0102("values over different index sets"),
  T0103("the wrong number of arguments"),
  T0104("arguments by names that no declaration has"),
  T0105("a number that is out of range"),
  T0106("subscripts that do not fit the array"),
  T0107("an index of another set"),
  T0108("bounds on a type that has none"),
  T0109("a draw whose size is not known"),
  T0110("arithmetic on the members of a set"),
  T0111("several values where one is needed, or the other way round"),
  T0112("a distribution on a type that is not known"),
  T0121("a value where a function is needed"),
  T0122("a function with other parameters, or another value, than needed"),
  T0141("an option that a vocabulary does not have"),
  T0142("an option of a vocabulary with a wrong value"),
  T0203("an argument outside what its parameter allows"),
  T0204("a truncation that cannot be renormalised"),
  T0205("parts of one variable with different supports"),
  T0206("bounds with nothing between them"),
  T0301("a distribution without a cdf"),
  T0302("distributions that cannot be combined"),
  T0303("a latent that has atoms"),
  M0101("an observation of something that is not data"),
  M0102("a random statement under a condition on latents"),
  M0103("a loop whose variable a definition does not carry"),
  M0104("elements that are defined twice"),
  M0105("elements that are never defined"),
  M0106("a generated value that feeds the density"),
  M0107("an index of a defined name that data do not fix"),
  M0108("a size or condition that is not known from data"),
  M0109("data that are observed twice"),
  M0110("a plate that is not written"),
  M0112("a statement where it cannot stand"),
  M0113("a function that does not return"),
  M0114("a distribution without what it needs"),
  M0115("a random number outside a sampler"),
  M0116("an element that is read before it is defined"),
  M0117("a function that calls itself"),
  M0118("missing data that no statement draws"),
  M0119("a draw without a non-centred form"),
  M0901("a part of the language that is not supported yet");

  private final String title;

  CheckCode(String title) {
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
