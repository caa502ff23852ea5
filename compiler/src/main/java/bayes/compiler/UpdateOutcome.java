package bayes.compiler;

import bayes.runtime.inference.SmcFit;

/** What new data do to the draws of a run. */
public sealed interface UpdateOutcome {
  /** The data are the same: so is the posterior. */
  record Exact() implements UpdateOutcome {}

  /**
   * The draws were weighted by the new data, resampled and moved.
   *
   * @param fit the draws, from the chains as islands; its evidence is the probability of the new
   *     data given those of the run
   * @param paretoK of the weights that the new data would give to the run's draws at once
   * @param disagreement of the islands' evidences, in units of what weights and effective draws of
   *     the run account for
   */
  record Rejuvenated(SmcFit fit, double paretoK, double disagreement) implements UpdateOutcome {}

  /** The run's draws cannot become those of the posterior: it has to be fitted again. */
  record RefitNeeded(String reason) implements UpdateOutcome {}
}
