package bayes.runtime.inference;

/**
 * The settings of independent draws from a posterior that is known in closed form: the target has
 * no coordinates, and what it records is drawn from the posterior.
 *
 * @param run chains, draws, seed and threads; there is no warmup
 */
public record ExactSettings(RunSettings run) implements ChainSettings {
  /** As many draws as of other methods, and no warmup. */
  public static ExactSettings of(RunSettings run) {
    return new ExactSettings(run.withWarmup(0));
  }

  @Override
  public String method() {
    return "exact";
  }
}
