package bayes.runtime.inference;

import java.util.OptionalDouble;

/**
 * The settings of importance sampling.
 *
 * @param draws the number of draws from the proposal, at least 100
 * @param seed determines every random number
 * @param proposal where draws come from
 * @param degreesOfFreedom of the t distributions of the proposals, positive; infinity makes them
 *     normal. By default the larger of 5 and the dimension: polynomial tails, which cover
 *     exponential ones, without spreading the radius of a draw more than the dimension does
 */
public record ImportanceSettings(
    int draws, long seed, Proposal proposal, OptionalDouble degreesOfFreedom) {
  private static final int DRAWS = 10_000;
  private static final int FEWEST = 100;
  private static final double FEWEST_DEGREES = 5;

  /** Where draws come from. */
  public enum Proposal {
    /** The one of the others with the smallest Pareto k, by some draws from each. */
    AUTO,
    /** The prior. */
    PRIOR,
    /** A t distribution with mode and curvature of the posterior. */
    LAPLACE,
    /** A mixture of t distributions around what several paths of ascent pass. */
    PATHFINDER,
    /** A mixture of t distributions that has learnt from rounds of weighted draws. */
    ADAPTIVE
  }

  public ImportanceSettings {
    if (draws < FEWEST) {
      throw new IllegalArgumentException("the number of draws must be at least " + FEWEST);
    }
    if (degreesOfFreedom.isPresent() && !(degreesOfFreedom.getAsDouble() > 0)) {
      throw new IllegalArgumentException("the degrees of freedom must be positive");
    }
  }

  /** 10,000 draws from the proposal that suits. */
  public static ImportanceSettings of(long seed) {
    return new ImportanceSettings(DRAWS, seed, Proposal.AUTO, OptionalDouble.empty());
  }

  /** These settings with another number of draws. */
  public ImportanceSettings withDraws(int newDraws) {
    return new ImportanceSettings(newDraws, seed, proposal, degreesOfFreedom);
  }

  /** These settings with another proposal. */
  public ImportanceSettings withProposal(Proposal newProposal) {
    return new ImportanceSettings(draws, seed, newProposal, degreesOfFreedom);
  }

  double degreesOfFreedom(int dimension) {
    return degreesOfFreedom.orElse(Math.max(FEWEST_DEGREES, dimension));
  }
}
