package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.sampler.metropolis.Move;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code --method mh} with its options. */
record MetropolisOptions(ChainOptions chains, Set<Move> moves) implements MethodRun {
  static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "--moves",
              "LIST",
              "mh: what an iteration does, of "
                  + String.join(", ", words())
                  + " (default components,blocks,independence)."));

  static MetropolisOptions of(Arguments arguments) {
    MetropolisOptions options = new MetropolisOptions(ChainOptions.of(arguments), moves(arguments));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private static List<String> words() {
    return Stream.of(Move.values()).map(MetropolisOptions::word).toList();
  }

  private static String word(Move move) {
    return move.name().toLowerCase(Locale.ROOT);
  }

  /** What is given; nothing stands for the default. */
  private static Set<Move> moves(Arguments arguments) {
    Set<Move> moves = EnumSet.noneOf(Move.class);
    for (String given :
        arguments.one("--moves").stream().flatMap(MetropolisOptions::parts).toList()) {
      moves.add(
          Stream.of(Move.values())
              .filter(move -> word(move).equals(given))
              .findFirst()
              .orElseThrow(
                  () ->
                      arguments.wrong(
                          "--moves: expected some of "
                              + String.join(", ", words())
                              + ", but found `"
                              + given
                              + "`")));
    }
    return moves;
  }

  private static Stream<String> parts(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip);
  }

  private MetropolisSettings settings(long seed) {
    return settings(chains.settings(seed));
  }

  private MetropolisSettings settings(RunSettings run) {
    return moves.isEmpty() ? MetropolisSettings.of(run) : new MetropolisSettings(run, moves);
  }

  @Override
  public Method planned() {
    return Method.METROPOLIS;
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
