package bayes.runtime.sampler.metropolis;

import bayes.runtime.density.LogDensity;
import bayes.runtime.math.Elementary;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;

/**
 * Independence Metropolis-Hastings: all coordinates are proposed at once from an approximation q of
 * the posterior p, wherever the chain stands, and accepted with probability min(1, p(y) q(x) /
 * (p(x) q(y))) (Hastings, Biometrika 57, 1970; Tierney, Annals of Statistics 22, 1994). As good as
 * the approximation: nearly independent draws where it fits, a chain that stands still where it
 * does not, so that it goes with other moves.
 */
public final class IndependenceStep {
  private final LogDensity density;
  private final IndependentProposal proposal;
  private final double[] proposed;

  /**
   * Steps on {@code density}.
   *
   * @param proposal with tails at least as heavy as those of the density, else the chain can be
   *     held for long in the tails
   */
  public IndependenceStep(LogDensity density, IndependentProposal proposal) {
    this.density = density;
    this.proposal = proposal;
    proposed = new double[density.dimension()];
  }

  /** Proposes one step and returns its acceptance probability. */
  public double transition(ChainState state, RandomGenerator random) {
    proposal.sample(random, proposed);
    double logDensity = density.logDensity(proposed);
    double accept = 0;
    if (Double.isFinite(logDensity)) {
      double logRatio =
          logDensity
              - state.logDensity()
              + proposal.logDensity(state.position())
              - proposal.logDensity(proposed);
      accept = logRatio >= 0 ? 1 : Elementary.exp(logRatio);
    }
    if (random.nextDouble() < accept) {
      System.arraycopy(proposed, 0, state.position(), 0, proposed.length);
      state.setLogDensity(logDensity);
    }
    return accept;
  }
}
