package bayes.runtime.inference;

/** The evidence, the probability of the data under the model. */
public sealed interface Evidence {
  /**
   * An estimate.
   *
   * @param logEvidence its natural logarithm
   * @param standardError the Monte Carlo standard error of the logarithm
   */
  record Estimated(double logEvidence, double standardError) implements Evidence {}

  /**
   * The model has none.
   *
   * @param reason why, in the words of {@link Target#whyNoPrior()}
   */
  record Undefined(String reason) implements Evidence {}
}
