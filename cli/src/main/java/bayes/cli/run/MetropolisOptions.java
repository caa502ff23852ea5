package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.MetropolisSettings;
import java.util.Optional;

/** {@code --method mh} with its options. */
record MetropolisOptions(ChainOptions chains) implements MethodRun {
  static MetropolisOptions of(Arguments arguments) {
    MetropolisOptions options = new MetropolisOptions(ChainOptions.of(arguments));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private MetropolisSettings settings(long seed) {
    return MetropolisSettings.of(chains.settings(seed));
  }

  @Override
  public Method planned() {
    return Method.METROPOLIS;
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    return Optional.of(chains.calibrated(MetropolisSettings::of));
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    return new ChainExecution(execution).run(settings(seed), seedWords);
  }
}
