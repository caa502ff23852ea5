package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.TemperingSettings;
import bayes.runtime.sampler.smc.Move;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code --method tempering} with its options. */
record TemperingOptions(ChainOptions chains, Optional<Integer> rungs, Optional<Move.Kind> moves)
    implements MethodRun {
  private static final Option RUNGS =
      Option.of("--rungs", "N", "tempering: the temperatures of a ladder (default: by need).");
  static final List<Option> OPTIONS = List.of(SmcOptions.MOVES, RUNGS);

  static TemperingOptions of(Arguments arguments) {
    TemperingOptions options =
        new TemperingOptions(
            ChainOptions.of(arguments), arguments.count("--rungs", 2), SmcOptions.moves(arguments));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private TemperingSettings settings(long seed) {
    return settings(chains.settings(seed));
  }

  private TemperingSettings settings(RunSettings run) {
    OptionalInt number = rungs.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new TemperingSettings(run, number, moves.orElse(Move.Kind.NUTS));
  }

  @Override
  public Method planned() {
    return Method.TEMPERING;
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
