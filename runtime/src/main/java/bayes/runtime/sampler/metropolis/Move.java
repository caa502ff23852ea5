package bayes.runtime.sampler.metropolis;

/** What an iteration of Metropolis-Hastings can do to the continuous coordinates. */
public enum Move {
  /** One random-walk step of every single component. */
  COMPONENTS,
  /** As many random-walk steps of every block as it has coordinates. */
  BLOCKS,
  /** One slice of every single component. */
  SLICE,
  /** One proposal from the Laplace approximation, for all coordinates at once. */
  INDEPENDENCE
}
