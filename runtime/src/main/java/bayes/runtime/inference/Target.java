package bayes.runtime.inference;

import bayes.runtime.density.DensityDifference;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.TermChange;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What inference needs to know of a posterior. Compiled models implement it; so may any Java class
 * with a hand-written {@link LogDensity}. A target is immutable and may be shared by threads; the
 * objects that it makes own their workspaces and may not.
 */
public interface Target {
  /** The number of unconstrained coordinates, discrete ones included. */
  int dimension();

  /**
   * The coordinates that are discrete, the last ones of a position. Only methods that need no
   * gradient can move them.
   */
  default DiscreteSites discreteSites() {
    return DiscreteSites.none();
  }

  /**
   * The log density by the terms that mention single coordinates; empty if the target cannot tell
   * its terms apart.
   */
  default Optional<LocalDensity> newLocalDensity() {
    return Optional.empty();
  }

  /**
   * What collapsed Gibbs sampling needs to know, of a target whose coordinates are all discrete:
   * the urns of its sites, in their order. Empty if it is no such target.
   */
  default Optional<Urns> urns() {
    return Optional.empty();
  }

  /**
   * What else there is beside {@link #urns}: the terms of the log density that mention single
   * sites, without what the urns say of them. Empty if there is nothing.
   */
  default Optional<LocalDensity> newUrnTerms() {
    return Optional.empty();
  }

  /** The log joint density on the unconstrained scale, including the transforms' log-Jacobians. */
  LogDensity newLogDensity();

  /**
   * The log joint density at the same unconstrained position, but without the log-Jacobians: the
   * density with respect to the constrained values, which is what a MAP estimate maximises.
   */
  LogDensity newLogDensityWithoutJacobian();

  /**
   * The log likelihood alone (observations and factors), the importance weight of a draw from the
   * prior.
   */
  LogDensity newLogLikelihood();

  /**
   * The log prior density alone, on the unconstrained scale: {@link #newLogDensity} without {@link
   * #newLogLikelihood}.
   */
  default LogDensity newLogPrior() {
    return new DensityDifference(newLogDensity(), newLogLikelihood());
  }

  /**
   * The same posterior, explored as the model is written. Which form suits a sampler takes a while
   * to find out; a search for one place in thousands of coordinates does not ask for it.
   */
  default Target asWritten() {
    return this;
  }

  /** Turns positions into the values that are reported. */
  Recorder newRecorder();

  /**
   * Draws an unconstrained position from the prior into {@code positionOut}; empty if the prior
   * cannot be simulated, with the reason from {@link #whyNoPrior()}.
   */
  Optional<PriorSampler> newPriorSampler();

  /**
   * Why the prior cannot be simulated or normalised ("`mu ~ Flat()` at 4:1 is improper"), if so.
   * The evidence of such a model is not defined.
   */
  Optional<String> whyNoPrior();

  /**
   * Why log density or gradient are not finite at a position: the place in the model, what failed
   * there, and with which values. Empty if they are finite, or if the target cannot tell.
   */
  default Optional<String> whyNotFinite(double[] position) {
    return Optional.empty();
  }

  /**
   * What a step from one unconstrained position to another changes in the statements' terms, the
   * term that changes most first; with it a divergence is blamed on a statement. Empty if the
   * target cannot tell, as by default.
   */
  default List<TermChange> termChanges(double[] from, double[] to) {
    return List.of();
  }

  /** Draws unconstrained positions from the prior. */
  interface PriorSampler {
    /** Writes one draw from the prior to {@code positionOut}. */
    void sample(RandomGenerator random, double[] positionOut);
  }
}
