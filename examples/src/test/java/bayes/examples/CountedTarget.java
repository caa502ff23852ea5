package bayes.examples;

import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A target that counts how often its log density is evaluated, with or without gradient. */
final class CountedTarget implements Target {
  private final Target target;
  private final AtomicLong evaluations = new AtomicLong();

  CountedTarget(Target target) {
    this.target = target;
  }

  /** The evaluations so far, by all threads. */
  long evaluations() {
    return evaluations.get();
  }

  @Override
  public LogDensity newLogDensity() {
    LogDensity density = target.newLogDensity();
    return new LogDensity() {
      @Override
      public int dimension() {
        return density.dimension();
      }

      @Override
      public double logDensity(double[] position) {
        evaluations.incrementAndGet();
        return density.logDensity(position);
      }

      @Override
      public double logDensityAndGradient(double[] position, double[] gradientOut) {
        evaluations.incrementAndGet();
        return density.logDensityAndGradient(position, gradientOut);
      }
    };
  }

  @Override
  public int dimension() {
    return target.dimension();
  }

  @Override
  public LogDensity newLogDensityWithoutJacobian() {
    return target.newLogDensityWithoutJacobian();
  }

  @Override
  public LogDensity newLogLikelihood() {
    return target.newLogLikelihood();
  }

  @Override
  public Recorder newRecorder() {
    return target.newRecorder();
  }

  @Override
  public Optional<PriorSampler> newPriorSampler() {
    return target.newPriorSampler();
  }

  @Override
  public Optional<String> whyNoPrior() {
    return target.whyNoPrior();
  }

  @Override
  public Optional<String> whyNotFinite(double[] position) {
    return target.whyNotFinite(position);
  }
}
