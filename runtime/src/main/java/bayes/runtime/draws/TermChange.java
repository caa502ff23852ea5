package bayes.runtime.draws;

/**
 * What a step changes in the term of one statement of a model.
 *
 * @param term the statement
 * @param element the element of its plate that changes most, {@code theta["Choate"]}; empty if it
 *     has none, or if none stands out
 * @param change of the log density by it; infinite or NaN if it cannot be evaluated after the step
 */
public record TermChange(ModelTerm term, String element, double change) {
  /** How much it changes: more than any number if it cannot be evaluated. */
  public double size() {
    return Double.isNaN(change) ? Double.POSITIVE_INFINITY : Math.abs(change);
  }
}
