package bayes.runtime.inference;

import java.util.Optional;

/** The result of importance sampling: a fit, or why there is none. */
public sealed interface ImportanceOutcome {
  /** There are weighted draws. */
  record Sampled(ImportanceFit fit) implements ImportanceOutcome {}

  /**
   * There are none, for this reason.
   *
   * @param notFinite evaluations that were not finite, explained, if they are to blame
   */
  record Failed(String reason, Optional<NotFinite> notFinite) implements ImportanceOutcome {}
}
