package bayes.runtime.report;

import java.util.Arrays;
import java.util.Optional;

/** A figure that requirements on a run are about. */
public enum Measure {
  R_HAT("rhat", "R-hat"),
  ESS("ess", "the effective sample size (bulk and tail)"),
  ESS_BULK("ess_bulk", "the bulk effective sample size"),
  ESS_TAIL("ess_tail", "the tail effective sample size"),
  MCSE("mcse", "the Monte Carlo standard error of the mean over the standard deviation"),
  DIVERGENCES("divergences", "the number of divergences"),
  E_BFMI("ebfmi", "E-BFMI"),
  K("k", "Pareto k"),
  TREE_DEPTH("treedepth", "the number of trajectories cut off at the maximum tree depth"),
  NESTED_R_HAT("nested_rhat", "nested R-hat");

  private final String word;
  private final String meaning;

  Measure(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** Its name in requirements. */
  public String word() {
    return word;
  }

  /** What it is, in words. */
  public String meaning() {
    return meaning;
  }

  static Optional<Measure> of(String word) {
    return Arrays.stream(values()).filter(measure -> measure.word.equals(word)).findFirst();
  }
}
