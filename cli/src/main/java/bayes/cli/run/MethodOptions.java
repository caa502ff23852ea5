package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The options that say how to infer: those of {@code bayes sample} and of {@code :run}. What is not
 * given is as the method has it.
 */
public record MethodOptions(
    Method method,
    OptionalLong givenSeed,
    Optional<Integer> chains,
    Optional<Integer> warmup,
    Optional<Integer> draws,
    Optional<Integer> threads,
    Optional<Double> targetAccept,
    Optional<Integer> maxDepth,
    Optional<Proposal> proposal) {
  /** What there is, for the help. */
  public static final List<Option> OPTIONS =
      List.of(
          Option.of("--method", "METHOD", "nuts (default), mh, importance or map."),
          Option.of("--chains", "N", "The number of Markov chains (default 4)."),
          Option.of(
              "--warmup", "N", "Iterations per chain that adapt and are not kept (default 1000)."),
          Option.of(
              "--draws",
              "N",
              "Draws per chain (default 1000); of importance sampling in all (10000)."),
          Option.of(
              "--seed", "N", "Determines every random number; drawn, and told, if not given."),
          Option.of(
              "--threads", "N", "The most chains at the same time (default: one per processor)."),
          Option.of(
              "--target-accept",
              "P",
              "nuts: raise it towards 1 against divergences (default 0.8)."),
          Option.of("--max-depth", "N", "nuts: the most doublings of a trajectory (default 10)."),
          Option.of("--proposal", "FROM", "importance: prior, laplace, or auto (default)."));

  /** A drawn seed should be short enough to be typed again. */
  private static final long LARGEST_DRAWN_SEED = 1_000_000_000;

  /**
   * Reads the options, and checks that they are those of the method and can be fulfilled.
   *
   * @throws bayes.cli.console.Failure if not
   */
  public static MethodOptions of(Arguments arguments) {
    MethodOptions options =
        new MethodOptions(
            arguments.word("--method", words(Method.values()), Method::of).orElse(Method.NUTS),
            arguments.wholeNumber("--seed").map(OptionalLong::of).orElseGet(OptionalLong::empty),
            arguments.count("--chains", 1),
            arguments.count("--warmup", 0),
            arguments.count("--draws", 1),
            arguments.count("--threads", 1),
            arguments.share("--target-accept"),
            arguments.count("--max-depth", 1),
            arguments.word("--proposal", words(Proposal.values()), MethodOptions::proposal));
    options.validate(arguments);
    return options;
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static Optional<Proposal> proposal(String word) {
    return Arrays.stream(Proposal.values())
        .filter(proposal -> proposal.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  private void validate(Arguments arguments) {
    if (!method.hasChains()) refuse(arguments, "--chains", "--warmup", "--threads");
    if (method == Method.MAP) refuse(arguments, "--draws");
    if (method != Method.NUTS) refuse(arguments, "--target-accept", "--max-depth");
    if (method != Method.IMPORTANCE) refuse(arguments, "--proposal");
    try {
      if (method.hasChains()) chainSettings(0);
      if (method == Method.IMPORTANCE) importanceSettings(0);
    } catch (IllegalArgumentException e) {
      throw arguments.wrong(String.valueOf(e.getMessage()));
    }
  }

  private void refuse(Arguments arguments, String... options) {
    for (String option : options) {
      if (arguments.has(option)) {
        throw arguments.wrong(option + " does not apply to --method " + method);
      }
    }
  }

  /** Another seed each time. */
  public static long drawSeed() {
    return ThreadLocalRandom.current().nextLong(1, LARGEST_DRAWN_SEED);
  }

  ChainSettings chainSettings(long usedSeed) {
    RunSettings run = RunSettings.defaults(usedSeed);
    if (chains.isPresent()) run = run.withChains(chains.get());
    if (warmup.isPresent()) run = run.withWarmup(warmup.get());
    if (draws.isPresent()) run = run.withDraws(draws.get());
    if (threads.isPresent()) run = run.withThreads(threads.get());
    if (method == Method.MH) return MetropolisSettings.of(run);
    NutsSettings defaults = NutsSettings.of(run);
    return new NutsSettings(
        run,
        targetAccept.orElse(defaults.targetAccept()),
        maxDepth.orElse(defaults.maxTreeDepth()));
  }

  ImportanceSettings importanceSettings(long usedSeed) {
    ImportanceSettings settings = ImportanceSettings.of(usedSeed);
    if (draws.isPresent()) settings = settings.withDraws(draws.get());
    return proposal.isPresent() ? settings.withProposal(proposal.get()) : settings;
  }

  MapSettings mapSettings(long usedSeed) {
    return MapSettings.of(usedSeed);
  }
}
