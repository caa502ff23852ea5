package bayes.runtime.inference;

/** The result of importance sampling: a fit, or why there is none. */
public sealed interface ImportanceOutcome {
  /** There are weighted draws. */
  record Sampled(ImportanceFit fit) implements ImportanceOutcome {}

  /** There are none, for this reason. */
  record Failed(String reason) implements ImportanceOutcome {}
}
