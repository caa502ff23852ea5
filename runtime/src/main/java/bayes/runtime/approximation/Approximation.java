package bayes.runtime.approximation;

import bayes.runtime.sampler.metropolis.IndependentProposal;

/**
 * A distribution over unconstrained positions that stands for a posterior: it can be drawn from,
 * and its density is normalised. It owns a workspace: one instance per thread.
 */
public interface Approximation extends IndependentProposal {
  /** The number of coordinates. */
  int dimension();
}
