package bayes.cli.run;

import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import java.util.Optional;

/** A method with its options, ready to run. */
interface MethodRun {
  /** The method as the plan of a model knows it: whether it applies. */
  Method planned();

  /** The method as simulation-based calibration tests it, if that is possible. */
  default Optional<CalibratedMethod> calibrated() {
    return Optional.empty();
  }

  /**
   * Runs it.
   *
   * @param seedWords tells the seed, and how it came about
   * @throws bayes.cli.console.Failure if there is no result, with the reason
   */
  Execution.Outcome run(Execution execution, long seed, String seedWords);
}
