package bayes.compiler.plan;

/**
 * What a plan may do with a model. With all of it off, the model is explored as it is written.
 *
 * @param sums whether discrete latents are summed out
 * @param integrals whether conjugate latents are integrated out
 * @param collapsedGibbs whether discrete latents are sampled with all around them integrated out,
 *     where that can be done, rather than summed
 * @param statistics whether likelihoods become functions of statistics of the data
 * @param reparameterisation whether the plan chooses centred or non-centred forms
 */
public record PlanOptions(
    boolean sums,
    boolean integrals,
    boolean collapsedGibbs,
    boolean statistics,
    boolean reparameterisation) {
  /** Everything that can be done is done. */
  public static PlanOptions defaults() {
    return new PlanOptions(true, true, true, true, true);
  }

  /** The model is explored as it is written. */
  public static PlanOptions asWritten() {
    return new PlanOptions(false, false, false, false, false);
  }

  /** No latent is summed or integrated out. */
  public PlanOptions withoutCollapsing() {
    return new PlanOptions(false, false, false, statistics, reparameterisation);
  }

  /**
   * For what is computed from draws, which have the continuous latents but not all discrete ones.
   */
  public PlanOptions ofDraws() {
    return new PlanOptions(true, false, false, statistics, reparameterisation);
  }

  /** Discrete latents are summed where they can be. */
  public PlanOptions withoutCollapsedGibbs() {
    return new PlanOptions(sums, integrals, false, statistics, reparameterisation);
  }

  /** Every latent is explored in the form in which it is written. */
  public PlanOptions withoutReparameterisation() {
    return new PlanOptions(sums, integrals, collapsedGibbs, statistics, false);
  }
}
