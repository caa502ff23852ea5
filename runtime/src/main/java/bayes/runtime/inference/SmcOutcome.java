package bayes.runtime.inference;

/** The result of tempered sequential Monte Carlo: a fit, or why there is none. */
public sealed interface SmcOutcome {
  /** There are draws. */
  record Sampled(SmcFit fit) implements SmcOutcome {}

  /** There are none, for this reason. */
  record Failed(String reason) implements SmcOutcome {}
}
