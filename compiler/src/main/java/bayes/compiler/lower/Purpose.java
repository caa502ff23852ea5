package bayes.compiler.lower;

/**
 * What a program is for: which statements of the model it runs, and how it treats latents.
 *
 * @param jacobian whether the transforms' log Jacobians are added
 * @param prior whether the latents' log densities are added
 * @param likelihood whether observations and factors are added
 * @param pointwise whether each observed element's log likelihood is an output of its own
 * @param simulates whether latents are drawn or given, and their coordinates the output
 * @param given whether the latents' values, one latent after the other, are the position
 * @param records whether the row of reported values is the output
 */
record Purpose(
    String program,
    boolean jacobian,
    boolean prior,
    boolean likelihood,
    boolean pointwise,
    boolean simulates,
    boolean given,
    boolean records) {
  static final Purpose LOG_DENSITY =
      new Purpose("log_density", true, true, true, false, false, false, false);
  static final Purpose WITHOUT_JACOBIAN =
      new Purpose("log_density_constrained", false, true, true, false, false, false, false);
  static final Purpose LOG_LIKELIHOOD =
      new Purpose("log_likelihood", false, false, true, false, false, false, false);
  static final Purpose POINTWISE =
      new Purpose("pointwise_log_likelihood", false, false, true, true, false, false, false);
  static final Purpose RECORD =
      new Purpose("record", false, false, false, false, false, false, true);

  /** Values of expressions of data, for binding. */
  static final Purpose DATA = new Purpose("data", false, false, false, false, false, false, false);

  static final Purpose PRIOR = new Purpose("prior", false, false, false, false, true, false, false);

  /** The coordinates of given values. */
  static final Purpose UNCONSTRAIN =
      new Purpose("unconstrain", false, false, false, false, true, true, false);

  /** Whether the program returns a sum of log densities. */
  boolean isDensity() {
    return (prior || likelihood) && !pointwise;
  }
}
