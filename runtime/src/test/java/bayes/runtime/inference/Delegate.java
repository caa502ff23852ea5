package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import java.util.Optional;

/** A target like another one, for tests that change one thing. */
class Delegate implements Target {
  private final Target target;

  Delegate(Target target) {
    this.target = target;
  }

  @Override
  public int dimension() {
    return target.dimension();
  }

  @Override
  public LogDensity newLogDensity() {
    return target.newLogDensity();
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
}
