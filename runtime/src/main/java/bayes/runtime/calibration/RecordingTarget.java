package bayes.runtime.calibration;

import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.DelegatingTarget;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A target that also records its log likelihood and its log joint density. They depend on the data:
 * their ranks show what those of the latents cannot, such as a method that returns the prior (M.
 * Modrák et al., "Simulation-based calibration checking for Bayesian computation: the choice of
 * test quantities shapes sensitivity", Bayesian Analysis, 2023). The density is that of the
 * constrained values, so that it is a function of them.
 */
final class RecordingTarget extends DelegatingTarget {
  /** No name of a model has a space. */
  static final String LOG_LIKELIHOOD = "log likelihood";

  static final String LOG_JOINT = "log joint";

  private static final List<RecordedVariable> DENSITIES =
      List.of(real(LOG_LIKELIHOOD), real(LOG_JOINT));

  RecordingTarget(Target target) {
    super(target);
  }

  private static RecordedVariable real(String name) {
    return new RecordedVariable(name, RecordedVariable.Kind.REAL, List.of(), List.of());
  }

  @Override
  public Recorder newRecorder() {
    Recorder recorder = target().newRecorder();
    LogDensity likelihood = target().newLogLikelihood();
    LogDensity joint = target().newLogDensityWithoutJacobian();
    List<RecordedVariable> variables = new ArrayList<>(recorder.variables());
    variables.addAll(DENSITIES);
    return new Recorder() {
      @Override
      public List<RecordedVariable> variables() {
        return variables;
      }

      @Override
      public int width() {
        return recorder.width() + DENSITIES.size();
      }

      @Override
      public void record(double[] position, RandomGenerator random, double[] rowOut) {
        recorder.record(position, random, rowOut);
        rowOut[recorder.width()] = likelihood.logDensity(position);
        rowOut[recorder.width() + 1] = joint.logDensity(position);
      }
    };
  }

  @Override
  public LogDensity newLogPrior() {
    return target().newLogPrior();
  }
}
