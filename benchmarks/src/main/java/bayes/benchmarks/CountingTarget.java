package bayes.benchmarks;

import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A target that counts the evaluations of its log density, with or without gradient. */
final class CountingTarget implements Target {
  private final Target target;
  private final LongAdder evaluations = new LongAdder();

  CountingTarget(Target target) {
    this.target = target;
  }

  /** The evaluations so far, of all chains. */
  long evaluations() {
    return evaluations.sum();
  }

  @Override
  public int dimension() {
    return target.dimension();
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
