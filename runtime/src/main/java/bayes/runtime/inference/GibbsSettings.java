package bayes.runtime.inference;

/**
 * The settings of collapsed Gibbs sampling.
 *
 * @param run chains, iterations, seed and threads; an iteration of the warmup is one sweep
 * @param thin the number of sweeps from one draw to the next, at least 1
 */
public record GibbsSettings(RunSettings run, int thin) implements ChainSettings {
  public GibbsSettings {
    if (thin < 1) throw new IllegalArgumentException("the number of sweeps must be at least 1");
  }

  /** Each sweep is a draw. */
  public static GibbsSettings of(RunSettings run) {
    return new GibbsSettings(run, 1);
  }

  @Override
  public String method() {
    return "gibbs";
  }
}
