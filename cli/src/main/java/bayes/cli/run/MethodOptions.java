package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The options that say how to infer: those of {@code bayes sample} and of {@code :run}. What is not
 * given is as the method has it.
 *
 * @param run the method with its own options
 * @param exact what runs where no method was named and the posterior has a closed form
 * @param otherwise what runs where no method was named and this one does not apply: the first that
 *     does
 * @param planning what the plan of the model may do
 * @param seed of the run
 * @param isSeedDrawn whether the seed was not given, but drawn here
 */
public record MethodOptions(
    MethodRun run,
    Optional<MethodRun> exact,
    List<MethodRun> otherwise,
    PlanningOptions planning,
    long seed,
    boolean isSeedDrawn) {
  private static final List<Option> SHARED =
      List.of(
          Option.of("--chains", "N", "The number of Markov chains (default 4)."),
          Option.of(
              "--warmup",
              "N",
              "Iterations per chain that adapt and are not kept (default: nuts as many as it"
                  + " needs, others 1000)."),
          Option.of(
              "--draws",
              "N",
              "Draws per chain (default 1000); in all of importance sampling (10000) and of"
                  + " approximations (2000)."),
          Option.of(
              "--threads", "N", "The most chains at the same time (default: one per processor)."),
          Option.of(
              "--superchains",
              "N",
              "Chains start in N groups, each at one point, and are judged by nested R-hat (default"
                  + " for 16 chains or more of fewer than 100 draws: about the root of their number)."),
          Option.of(
              "--init",
              "WHERE",
              "Where chains start: pathfinder, in the bulk of the posterior (default), or random."));

  private static final String SEED = "--seed";

  /** What there is, for the help. */
  public static final List<Option> OPTIONS = options();

  /** A drawn seed should be short enough to be typed again. */
  private static final long LARGEST_DRAWN_SEED = 1_000_000_000;

  private static List<Option> options() {
    List<Option> all = new ArrayList<>();
    all.add(
        Option.of(
            "--method",
            "METHOD",
            String.join(", ", MethodChoice.words())
                + "; default exact where the posterior has a closed form, or where every latent is"
                + " discrete gibbs, or mh if that does not apply; else nuts."));
    all.addAll(SHARED);
    all.add(Option.of(SEED, "N", "Determines every random number; drawn, and told, if not given."));
    ownOptions().filter(option -> !all.contains(option)).forEach(all::add);
    all.addAll(PlanningOptions.OPTIONS);
    all.add(PlanningOptions.RECORDING);
    return List.copyOf(all);
  }

  private static Stream<Option> ownOptions() {
    return Stream.of(MethodChoice.values()).flatMap(method -> method.own().stream()).distinct();
  }

  /**
   * Reads the options, and checks that they are those of the method and can be fulfilled.
   *
   * @throws bayes.cli.console.Failure if not
   */
  public static MethodOptions of(Arguments arguments) {
    return of(arguments, Set.of());
  }

  /**
   * The same for a command that has a use of its own for some of the options.
   *
   * @throws bayes.cli.console.Failure if they are not those of the method, or cannot be fulfilled
   */
  public static MethodOptions of(Arguments arguments, Set<String> ofCommand) {
    Optional<MethodChoice> named =
        arguments.word("--method", MethodChoice.words(), MethodChoice::of);
    MethodChoice method = named.orElse(MethodChoice.NUTS);
    Stream.concat(SHARED.stream(), ownOptions())
        .filter(option -> !method.understands(option) && !ofCommand.contains(option.name()))
        .filter(option -> arguments.has(option.name()))
        .findFirst()
        .ifPresent(
            option -> {
              throw arguments.wrong(option.name() + " does not apply to --method " + method);
            });
    Optional<Long> seed = arguments.wholeNumber(SEED);
    List<MethodChoice> others =
        named.isPresent()
            ? List.of()
            : Stream.of(MethodChoice.GIBBS, MethodChoice.MH)
                .filter(other -> understandsAll(other, arguments, ofCommand))
                .toList();
    boolean mayBeExact =
        named.isEmpty() && understandsAll(MethodChoice.EXACT, arguments, ofCommand);
    boolean mayCollapse = method == MethodChoice.GIBBS || others.contains(MethodChoice.GIBBS);
    PlanningOptions planning = PlanningOptions.of(arguments);
    return new MethodOptions(
        method.read(arguments),
        mayBeExact ? Optional.of(MethodChoice.EXACT.read(arguments)) : Optional.empty(),
        others.stream().map(other -> other.read(arguments)).toList(),
        mayCollapse ? planning : planning.withoutGibbs(),
        seed.orElseGet(MethodOptions::drawSeed),
        seed.isEmpty());
  }

  private static boolean understandsAll(
      MethodChoice method, Arguments arguments, Set<String> ofCommand) {
    return Stream.concat(SHARED.stream(), ownOptions())
        .filter(option -> !ofCommand.contains(option.name()))
        .noneMatch(option -> !method.understands(option) && arguments.has(option.name()));
  }

  /** What was given of these options, and the seed, in words that can be read once more. */
  public List<String> words(Arguments arguments) {
    List<String> words = new ArrayList<>();
    for (Option option : OPTIONS) {
      if (option.name().equals(SEED)) continue;
      for (String value : arguments.all(option.name())) {
        words.add(option.isFlag() ? option.name() : option.name() + "=" + value);
      }
    }
    words.add(SEED + "=" + seed);
    return words;
  }

  /** Another seed each time. */
  public static long drawSeed() {
    return ThreadLocalRandom.current().nextLong(1, LARGEST_DRAWN_SEED);
  }
}
