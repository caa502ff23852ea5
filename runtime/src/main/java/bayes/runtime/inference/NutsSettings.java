package bayes.runtime.inference;

/**
 * The settings of the No-U-Turn sampler.
 *
 * @param run chains, iterations, seed and threads
 * @param targetAccept the acceptance statistic that the step size is adapted to, between 0 and 1;
 *     raise it towards 1 against divergences
 * @param maxTreeDepth the most doublings of a trajectory, 1 to 20
 */
public record NutsSettings(RunSettings run, double targetAccept, int maxTreeDepth)
    implements ChainSettings {
  public NutsSettings {
    if (!(targetAccept > 0 && targetAccept < 1)) {
      throw new IllegalArgumentException("the target acceptance must lie between 0 and 1");
    }
    if (maxTreeDepth < 1 || maxTreeDepth > 20) {
      throw new IllegalArgumentException("the maximum tree depth must lie between 1 and 20");
    }
  }

  /** Acceptance 0.8 and depth 10, as in Stan. */
  public static NutsSettings of(RunSettings run) {
    return new NutsSettings(run, 0.8, 10);
  }

  @Override
  public String method() {
    return "nuts";
  }
}
