package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.List;
import java.util.Optional;

/** {@code --method gibbs} with its options. */
record GibbsOptions(ChainOptions chains, Optional<Integer> thin) implements MethodRun {
  static final List<Option> OPTIONS =
      List.of(Option.of("--thin", "N", "gibbs: the sweeps from one draw to the next (default 1)."));

  static GibbsOptions of(Arguments arguments) {
    GibbsOptions options =
        new GibbsOptions(ChainOptions.of(arguments), arguments.count("--thin", 1));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private GibbsSettings settings(long seed) {
    return settings(chains.settings(seed));
  }

  private GibbsSettings settings(RunSettings run) {
    return new GibbsSettings(run, thin.orElse(1));
  }

  @Override
  public Method planned() {
    return Method.GIBBS;
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    return Optional.of(chains.calibrated(this::settings));
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    return new ChainExecution(execution).run(settings(seed), seedWords);
  }
}
