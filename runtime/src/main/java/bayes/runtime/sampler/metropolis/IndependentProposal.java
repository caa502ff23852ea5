package bayes.runtime.sampler.metropolis;

import java.util.random.RandomGenerator;

/** A distribution of positions that does not depend on where a chain stands. */
public interface IndependentProposal {
  /** Writes a draw to {@code positionOut}. */
  void sample(RandomGenerator random, double[] positionOut);

  /** The normalised log density at {@code position}. */
  double logDensity(double[] position);
}
