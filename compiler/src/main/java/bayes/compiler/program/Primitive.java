package bayes.compiler.program;

/**
 * Operations on pieces of arrays, each a static method of {@code bayes.runtime}: for what is not a
 * short loop over scalars. Inputs and outputs are passed as array, offset and length.
 */
public enum Primitive {
  /** (probabilities) -> one int output: a position from 1, drawn with these probabilities. */
  RANDOM_CATEGORICAL("random_categorical", true),
  /** (log weights) -> one int output: a position from 1. */
  RANDOM_CATEGORICAL_LOGIT("random_categorical_logit", true),
  /** (concentrations) -> a simplex. */
  RANDOM_DIRICHLET("random_dirichlet", true),
  /** operand n, (probabilities) -> int counts. */
  RANDOM_MULTINOMIAL("random_multinomial", true);

  private final String mnemonic;
  private final boolean random;

  Primitive(String mnemonic, boolean random) {
    this.mnemonic = mnemonic;
    this.random = random;
  }

  public String mnemonic() {
    return mnemonic;
  }

  /** Whether it draws random numbers and so takes the generator first. */
  public boolean isRandom() {
    return random;
  }
}
