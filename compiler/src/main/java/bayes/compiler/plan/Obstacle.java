package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.source.Span;

/**
 * What stands in the way of a method.
 *
 * @param reason in words that follow "because", without a full stop
 * @param place the statement of the model
 * @param label what is to be seen there
 */
public record Obstacle(String reason, Span place, String label) {
  /** As a warning, to show its place. */
  public Diagnostic diagnostic() {
    return Diagnostic.warning(PlanCode.M0128.code(), reason, place, label);
  }
}
