package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.console.ProgressBar;
import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.ExactSettings;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.RunSettings;
import java.util.Optional;

/** {@code --method exact}: the posterior in closed form, and independent draws of it. */
record ExactOptions(ChainOptions chains) implements MethodRun {
  static ExactOptions of(Arguments arguments) {
    ExactOptions options = new ExactOptions(ChainOptions.of(arguments));
    arguments.check(() -> options.chains().settings(0));
    return options;
  }

  @Override
  public Method planned() {
    return Method.EXACT;
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    return Optional.of(chains.calibrated(ExactSettings::of));
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    ExactInference exact = ((BoundModel) execution.target()).exact().orElseThrow();
    RunSettings run = chains.settings(seed);
    execution
        .console()
        .say(
            "Exact: %d independent draws (%d x %d), %s"
                .formatted(run.chains() * run.draws(), run.chains(), run.draws(), seedWords));
    Fit fit;
    try (ProgressBar bar = new ProgressBar(execution.console(), run.chains())) {
      fit =
          Inference.sample(
              exact.target(),
              ExactSettings.of(run),
              bar,
              execution.cancellation(),
              execution.journal());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.INFERENCE, String.valueOf(e.getMessage()));
    }
    if (!fit.hasDraws()) {
      if (fit.failures().isEmpty()) throw Execution.interruptedEarly();
      throw new Failure(ExitCode.INFERENCE, fit.failures().get(0).reason());
    }
    return execution.outcome(
        FinishedRun.of(fit, exact.figures(), execution.provenance()), ExitCode.OK);
  }
}
