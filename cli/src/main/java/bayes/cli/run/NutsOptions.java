package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code --method nuts} with its options. */
record NutsOptions(
    ChainOptions chains,
    Optional<Double> targetAccept,
    Optional<Integer> maxDepth,
    Optional<MetricKind> metric)
    implements MethodRun {
  private static final String AUTO = "auto";

  static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "--target-accept",
              "P",
              "nuts: raise it towards 1 against divergences (default 0.8)."),
          Option.of("--max-depth", "N", "nuts: the most doublings of a trajectory (default 10)."),
          Option.of(
              "--metric",
              "SHAPE",
              "nuts: diagonal, low-rank or dense; auto (default) chooses by evidence."));

  static NutsOptions of(Arguments arguments) {
    NutsOptions options =
        new NutsOptions(
            ChainOptions.of(arguments),
            arguments.share("--target-accept"),
            arguments.count("--max-depth", 1),
            arguments.word("--metric", shapes(), NutsOptions::shape).flatMap(shape -> shape));
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
        maxDepth.orElse(defaults.maxTreeDepth()),
        metric);
  }

  private static List<String> shapes() {
    return Stream.concat(Stream.of(AUTO), Stream.of(MetricKind.values()).map(MetricKind::toString))
        .toList();
  }

  /** The shape of a word, inside; nothing inside for the word that leaves it to warmup. */
  private static Optional<Optional<MetricKind>> shape(String word) {
    if (word.equals(AUTO)) return Optional.of(Optional.empty());
    return Stream.of(MetricKind.values())
        .filter(kind -> kind.toString().equals(word))
        .findFirst()
        .map(Optional::of);
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
