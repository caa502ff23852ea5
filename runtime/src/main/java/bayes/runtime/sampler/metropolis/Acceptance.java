package bayes.runtime.sampler.metropolis;

import bayes.runtime.math.Elementary;

/** The Metropolis rule for symmetric proposals. */
final class Acceptance {
  private Acceptance() {}

  /**
   * min(1, exp(proposed - current)); zero if the proposed log density is rejected (minus infinity)
   * or failed (NaN or plus infinity).
   */
  static double probability(double proposed, double current) {
    if (!Double.isFinite(proposed)) return 0;
    double difference = proposed - current;
    return difference >= 0 ? 1 : Elementary.exp(difference);
  }
}
