package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.ProgressBar;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.SmcMethod;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import bayes.runtime.sampler.smc.Move;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code --method smc} with its options. */
record SmcOptions(
    Optional<Integer> islands,
    Optional<Integer> particles,
    Optional<Integer> threads,
    Optional<Move.Kind> moves,
    Optional<Integer> maxSweeps)
    implements MethodRun {
  static final Option MOVES =
      Option.of("--local-moves", "KIND", "smc, tempering: how to move, nuts (default) or mh.");
  static final Option MAX_SWEEPS =
      Option.of("--max-sweeps", "N", "smc: the most moves at each temperature (default 30).");
  static final List<Option> OPTIONS = List.of(MOVES, MAX_SWEEPS);

  static SmcOptions of(Arguments arguments) {
    SmcOptions options =
        new SmcOptions(
            arguments.count("--chains", 1),
            arguments.count("--draws", 1),
            arguments.count("--threads", 1),
            moves(arguments),
            arguments.count("--max-sweeps", 1));
    arguments.check(() -> options.settings(0));
    return options;
  }

  static Optional<Move.Kind> moves(Arguments arguments) {
    List<String> words = Arrays.stream(Move.Kind.values()).map(SmcOptions::word).toList();
    return arguments.word(
        "--local-moves",
        words,
        word -> Arrays.stream(Move.Kind.values()).filter(k -> word(k).equals(word)).findFirst());
  }

  private static String word(Move.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  SmcSettings settings(long seed) {
    SmcSettings settings = SmcSettings.of(seed);
    if (islands.isPresent()) settings = settings.withIslands(islands.get());
    if (particles.isPresent()) settings = settings.withParticles(particles.get());
    if (threads.isPresent()) settings = settings.withThreads(threads.get());
    if (moves.isPresent()) settings = settings.withMove(moves.get());
    return maxSweeps.isPresent() ? settings.withMaxSweeps(maxSweeps.get()) : settings;
  }

  @Override
  public Method planned() {
    return Method.SMC;
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    int usual = islands.orElse(1);
    return Optional.of(new SmcMethod(seed -> settings(seed).withIslands(usual)));
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    SmcSettings settings = settings(seed);
    Console console = execution.console();
    console.say(
        "Sequential Monte Carlo: %d island%s of %d particles, %s"
            .formatted(
                settings.islands(),
                settings.islands() == 1 ? "" : "s",
                settings.particles(),
                seedWords));
    SmcOutcome outcome;
    try (ProgressBar bar = new ProgressBar(console, settings.islands())) {
      outcome = Inference.smc(execution.target(), settings, bar, execution.cancellation());
    }
    if (outcome instanceof SmcOutcome.Failed failed) {
      throw execution.failed(failed.reason(), Optional.empty());
    }
    SmcOutcome.Sampled sampled = (SmcOutcome.Sampled) outcome;
    return execution.outcome(FinishedRun.of(sampled.fit(), execution.provenance()), ExitCode.OK);
  }
}
