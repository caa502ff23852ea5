package bayes.runtime.inference;

import java.util.List;
import java.util.Optional;

/**
 * What became of one island.
 *
 * @param island its number, from 0
 * @param steps its temperatures, in order
 * @param failure why it has no draws; empty if it has
 * @param impossible initial particles whose likelihood was zero or could not be evaluated
 * @param seconds the time it took
 */
public record SmcIslandReport(
    int island, List<SmcStep> steps, Optional<String> failure, int impossible, double seconds) {
  private static final double MOST = 0.9;

  public SmcIslandReport {
    steps = List.copyOf(steps);
  }

  /** Its estimate of the log evidence. */
  public double logEvidence() {
    return steps.stream().mapToDouble(SmcStep::logMeanWeight).sum();
  }

  /**
   * The standard error of {@link #logEvidence} as far as the weights tell: the sum over the
   * temperatures of (n / ESS - 1) / n for independent particles, times (1 + c) / (1 - c), where c
   * is what the log ratios remember of the temperature before.
   */
  public double logEvidenceError(int particles) {
    double variance = 0;
    double remembered = 0;
    for (SmcStep step : steps) {
      variance += (1 / step.essShare() - 1) / particles * (1 + remembered) / (1 - remembered);
      remembered = Math.max(0, Math.min(MOST, step.ratioCorrelation()));
    }
    return Math.sqrt(variance);
  }
}
