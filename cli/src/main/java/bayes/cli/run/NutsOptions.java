package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.List;
import java.util.Optional;

/** {@code --method nuts} with its options. */
record NutsOptions(ChainOptions chains, Optional<Double> targetAccept, Optional<Integer> maxDepth)
    implements MethodRun {
  static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "--target-accept",
              "P",
              "nuts: raise it towards 1 against divergences (default 0.8)."),
          Option.of("--max-depth", "N", "nuts: the most doublings of a trajectory (default 10)."));

  static NutsOptions of(Arguments arguments) {
    NutsOptions options =
        new NutsOptions(
            ChainOptions.of(arguments),
            arguments.share("--target-accept"),
            arguments.count("--max-depth", 1));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private NutsSettings settings(long seed) {
    return settings(chains.settings(seed));
  }

  private NutsSettings settings(RunSettings run) {
    NutsSettings defaults = NutsSettings.of(run);
    return new NutsSettings(
        defaults.run(),
        targetAccept.orElse(defaults.targetAccept()),
        maxDepth.orElse(defaults.maxTreeDepth()));
  }

  @Override
  public Method planned() {
    return Method.NUTS;
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
