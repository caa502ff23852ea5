package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.plan.Method;
import bayes.runtime.approximation.ModeSearch;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.ModeMethod;
import bayes.runtime.draws.Provenance;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import java.util.Optional;

/** {@code --method map}. */
record MapOptions() implements MethodRun {
  @Override
  public Method planned() {
    return Method.MAP;
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    return Optional.of(new ModeMethod());
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    if (execution.target().dimension() == 0) {
      throw new Failure(
          ExitCode.MODEL,
          "there is no mode to look for: the model has no latents; a latent is written"
              + " `x ~ Normal(0, 1);`");
    }
    MapSettings settings = MapSettings.of(seed);
    Provenance provenance = execution.provenance();
    execution.console().say("Looking for the mode: " + effort(execution, settings) + seedWords);
    MapOutcome outcome = Inference.mode(execution.target(), settings, execution.cancellation());
    if (outcome instanceof MapOutcome.Failed failed) {
      throw execution.failed(failed.reason(), failed.notFinite());
    }
    if (outcome instanceof MapOutcome.AtBoundary edge) {
      return execution.outcome(FinishedRun.of(edge, settings, provenance), ExitCode.INFERENCE);
    }
    MapOutcome.Found found = (MapOutcome.Found) outcome;
    return execution.outcome(FinishedRun.of(found, settings, provenance), ExitCode.OK);
  }

  private static String effort(Execution execution, MapSettings settings) {
    return execution.target().dimension() > ModeSearch.LARGEST_CURVATURE
        ? "one long climb, "
        : settings.starts() + " starts, ";
  }
}
