package bayes.runtime.inference;

/**
 * The settings of an approximation of the posterior.
 *
 * @param kind which one
 * @param draws from it, at least 100
 * @param seed determines every random number
 */
public record ApproximationSettings(Kind kind, int draws, long seed) {
  private static final int DRAWS = 2000;
  private static final int FEWEST = 100;

  /** Approximations. */
  public enum Kind {
    /** The normal distribution with the mode and the curvature of the unconstrained density. */
    LAPLACE,
    /** The mixture of the normal distributions that several paths of ascent pass. */
    PATHFINDER,
    /** Whichever of the others has the smallest Pareto k, without long computations. */
    QUICK
  }

  public ApproximationSettings {
    if (draws < FEWEST) {
      throw new IllegalArgumentException("the number of draws must be at least " + FEWEST);
    }
  }

  /** 2000 draws. */
  public static ApproximationSettings of(Kind kind, long seed) {
    return new ApproximationSettings(kind, DRAWS, seed);
  }

  /** These settings with another number of draws. */
  public ApproximationSettings withDraws(int newDraws) {
    return new ApproximationSettings(kind, newDraws, seed);
  }

  /** These settings for another approximation. */
  ApproximationSettings withKind(Kind newKind) {
    return new ApproximationSettings(newKind, draws, seed);
  }
}
