package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RunRecord;

/**
 * Nested R-hat of the quantities of a run with superchains.
 *
 * @param superchains their number; 0 if the run has none
 */
record NestedRHat(Draws draws, int superchains) {
  /**
   * Of a run that says in its settings how many superchains it has, and kept all of their chains.
   */
  static NestedRHat of(RunRecord record, Draws draws) {
    Object set = record.settings().get("superchains");
    int count = set instanceof Number number ? number.intValue() : 0;
    Object chains = record.settings().get("chains");
    boolean isWhole = chains instanceof Number all && all.intValue() == draws.chains();
    return new NestedRHat(draws, isWhole ? count : 0);
  }

  boolean isDefined() {
    return superchains >= 2;
  }

  /** NaN if it is not defined. */
  double of(Quantity quantity) {
    return draws.layout().column(quantity.label()).stream()
        .mapToDouble(column -> Convergence.rHatNested(draws.chains(column), superchains))
        .findFirst()
        .orElse(Double.NaN);
  }

  /**
   * The greatest value of chains that agree: 1.01 as of R-hat, and what the variance of the mean of
   * a superchain adds if each of its chains counts for one effective draw (Margossian et al. 2024,
   * section 3).
   */
  double limit() {
    double perSuperchain = (double) draws.chains() / Math.max(superchains, 1);
    return Math.sqrt(Verdict.R_HAT_LIMIT * Verdict.R_HAT_LIMIT + 1 / perSuperchain);
  }
}
