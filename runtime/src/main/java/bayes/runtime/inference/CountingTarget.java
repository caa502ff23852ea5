package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import java.util.concurrent.atomic.LongAdder;

/**
 * A target that counts the evaluations of its log density, with or without gradient: the unit in
 * which samplers are compared.
 */
public final class CountingTarget extends DelegatingTarget {
  private final LongAdder evaluations = new LongAdder();

  public CountingTarget(Target target) {
    super(target);
  }

  /** The evaluations so far, by all threads. */
  public long evaluations() {
    return evaluations.sum();
  }

  @Override
  public LogDensity newLogDensity() {
    LogDensity density = target().newLogDensity();
    return new LogDensity() {
      @Override
      public int dimension() {
        return density.dimension();
      }

      @Override
      public double logDensity(double[] position) {
        evaluations.increment();
        return density.logDensity(position);
      }

      @Override
      public double logDensityAndGradient(double[] position, double[] gradientOut) {
        evaluations.increment();
        return density.logDensityAndGradient(position, gradientOut);
      }
    };
  }
}
