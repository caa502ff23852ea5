package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.console.ExitCode;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.ApproximationMethod;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.ApproximationOutcome;
import bayes.runtime.inference.ApproximationSettings;
import bayes.runtime.inference.ApproximationSettings.Kind;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Inference;
import java.util.Locale;
import java.util.Optional;

/** {@code --method laplace}, {@code pathfinder} and {@code quick} with their options. */
record ApproximationOptions(Kind kind, Optional<Integer> draws) implements MethodRun {
  static ApproximationOptions of(Kind kind, Arguments arguments) {
    ApproximationOptions options = new ApproximationOptions(kind, arguments.count("--draws", 1));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private ApproximationSettings settings(long seed) {
    ApproximationSettings settings = ApproximationSettings.of(kind, seed);
    return draws.isPresent() ? settings.withDraws(draws.get()) : settings;
  }

  @Override
  public Method planned() {
    return switch (kind) {
      case LAPLACE -> Method.LAPLACE;
      case PATHFINDER -> Method.PATHFINDER;
      case QUICK -> Method.QUICK;
    };
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    return Optional.of(new ApproximationMethod(this::settings));
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    ApproximationSettings settings = settings(seed);
    execution
        .console()
        .say(
            "Approximating: %s, %d draws, %s"
                .formatted(kind.name().toLowerCase(Locale.ROOT), settings.draws(), seedWords));
    ApproximationOutcome outcome =
        Inference.approximation(execution.target(), settings, execution.cancellation());
    if (outcome instanceof ApproximationOutcome.Failed failed) {
      throw execution.failed(failed.reason(), failed.notFinite());
    }
    ApproximationOutcome.Approximated approximated = (ApproximationOutcome.Approximated) outcome;
    return execution.outcome(
        FinishedRun.of(approximated.fit(), execution.provenance()), ExitCode.OK);
  }
}
