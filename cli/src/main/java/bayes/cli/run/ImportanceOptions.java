package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.ProgressBar;
import bayes.compiler.plan.Method;
import bayes.runtime.calibration.CalibratedMethod;
import bayes.runtime.calibration.ImportanceMethod;
import bayes.runtime.inference.FinishedRun;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.ImportanceSettings.Proposal;
import bayes.runtime.inference.Inference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code --method importance} with its options. */
record ImportanceOptions(Optional<Integer> draws, Optional<Proposal> proposal)
    implements MethodRun {
  static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "--proposal",
              "FROM",
              "importance: prior, laplace, pathfinder, adaptive, or auto (default)."));

  static ImportanceOptions of(Arguments arguments) {
    ImportanceOptions options =
        new ImportanceOptions(
            arguments.count("--draws", 1),
            arguments.word("--proposal", words(), ImportanceOptions::proposal));
    arguments.check(() -> options.settings(0));
    return options;
  }

  private static List<String> words() {
    return Arrays.stream(Proposal.values()).map(ImportanceOptions::word).toList();
  }

  private static String word(Proposal proposal) {
    return proposal.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Proposal> proposal(String word) {
    return Arrays.stream(Proposal.values())
        .filter(proposal -> word(proposal).equals(word))
        .findFirst();
  }

  private ImportanceSettings settings(long seed) {
    ImportanceSettings settings = ImportanceSettings.of(seed);
    if (draws.isPresent()) settings = settings.withDraws(draws.get());
    return proposal.isPresent() ? settings.withProposal(proposal.get()) : settings;
  }

  @Override
  public Method planned() {
    return proposal.equals(Optional.of(Proposal.PRIOR))
        ? Method.IMPORTANCE_PRIOR
        : Method.IMPORTANCE;
  }

  @Override
  public Optional<CalibratedMethod> calibrated() {
    return Optional.of(new ImportanceMethod(this::settings));
  }

  @Override
  public Execution.Outcome run(Execution execution, long seed, String seedWords) {
    ImportanceSettings settings = settings(seed);
    Console console = execution.console();
    console.say("Importance sampling: " + settings.draws() + " draws, " + seedWords);
    ImportanceOutcome outcome;
    try (ProgressBar bar = new ProgressBar(console, 1)) {
      outcome = Inference.importance(execution.target(), settings, bar, execution.cancellation());
    }
    if (outcome instanceof ImportanceOutcome.Failed failed) {
      throw execution.failed(failed.reason(), failed.notFinite());
    }
    ImportanceOutcome.Sampled sampled = (ImportanceOutcome.Sampled) outcome;
    return execution.outcome(FinishedRun.of(sampled.fit(), execution.provenance()), ExitCode.OK);
  }
}
