package bayes.runtime.inference;

import java.util.Optional;

/** The result of approximating a posterior: a fit, or why there is none. */
public sealed interface ApproximationOutcome {
  /** There is an approximation, good or bad. */
  record Approximated(ApproximationFit fit) implements ApproximationOutcome {}

  /**
   * There is none, for this reason.
   *
   * @param notFinite evaluations that were not finite, explained, if they are to blame
   */
  record Failed(String reason, Optional<NotFinite> notFinite) implements ApproximationOutcome {}
}
