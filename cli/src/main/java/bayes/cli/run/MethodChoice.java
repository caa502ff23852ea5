package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.runtime.inference.ApproximationSettings.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The methods that {@code --method} can name, each with the options that it understands. */
enum MethodChoice {
  EXACT("exact", Set.of("--chains", "--draws", "--threads"), List.of(), ExactOptions::of),
  NUTS("nuts", Shared.CHAINS, NutsOptions.OPTIONS, NutsOptions::of),
  GIBBS("gibbs", Shared.CHAINS, GibbsOptions.OPTIONS, GibbsOptions::of),
  MH("mh", Shared.CHAINS, MetropolisOptions.OPTIONS, MetropolisOptions::of),
  IMPORTANCE("importance", Set.of("--draws"), ImportanceOptions.OPTIONS, ImportanceOptions::of),
  SMC("smc", Set.of("--chains", "--draws", "--threads"), SmcOptions.OPTIONS, SmcOptions::of),
  TEMPERING("tempering", Shared.CHAINS, TemperingOptions.OPTIONS, TemperingOptions::of),
  LAPLACE("laplace", Set.of("--draws"), List.of(), a -> ApproximationOptions.of(Kind.LAPLACE, a)),
  PATHFINDER(
      "pathfinder", Set.of("--draws"), List.of(), a -> ApproximationOptions.of(Kind.PATHFINDER, a)),
  QUICK("quick", Set.of("--draws"), List.of(), a -> ApproximationOptions.of(Kind.QUICK, a)),
  MAP("map", Set.of(), List.of(), arguments -> new MapOptions());

  /** Options of several methods; {@link MethodOptions#OPTIONS} has their help. */
  private static final class Shared {
    static final Set<String> CHAINS =
        Set.of("--chains", "--warmup", "--draws", "--threads", "--superchains", "--init");
  }

  private final String word;
  private final Set<String> shared;
  private final List<Option> own;
  private final Function<Arguments, MethodRun> reader;

  MethodChoice(
      String word, Set<String> shared, List<Option> own, Function<Arguments, MethodRun> reader) {
    this.word = word;
    this.shared = shared;
    this.own = own;
    this.reader = reader;
  }

  /** The method of a word on the command line. */
  static Optional<MethodChoice> of(String word) {
    return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(method -> method.word).toList();
  }

  /** The options that only this method, or few, understand. */
  List<Option> own() {
    return own;
  }

  /** Whether it has a use for an option of the methods. */
  boolean understands(Option option) {
    return shared.contains(option.name())
        || own.stream().anyMatch(one -> one.name().equals(option.name()));
  }

  /** Reads its options. */
  MethodRun read(Arguments arguments) {
    return reader.apply(arguments);
  }

  @Override
  public String toString() {
    return word;
  }
}
