package bayes.runtime.warmup;

import bayes.runtime.math.Elementary;

/**
 * The scale of a random walk, moved towards a target acceptance probability by the recursion log s
 * += t^-0.6 (accept - target) (Robbins and Monro 1951; Andrieu and Thoms, Statistics and Computing
 * 18, 2008, algorithm 4).
 */
final class ScaleAdaptation {
  private static final double DECAY = 0.6;

  private final double target;
  private double logScale;
  private long count;

  ScaleAdaptation(double target, double scale) {
    this.target = target;
    restart(scale);
  }

  void restart(double scale) {
    logScale = Elementary.log(scale);
    count = 0;
  }

  void learn(double accept) {
    count++;
    logScale += Elementary.exp(-DECAY * Elementary.log(count)) * (accept - target);
  }

  double scale() {
    return Elementary.exp(logScale);
  }
}
