package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.Requirements;
import bayes.cli.run.RunFiles;
import bayes.cli.run.Sampling;
import bayes.cli.run.UnfinishedModel;
import bayes.compiler.BoundModel;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.draws.RunJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code bayes resume DIR}: goes on with a run that was cut off. */
final class ResumeCommand implements Subcommand {
  private static final String THREADS = "--threads";

  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes resume",
        List.of(
            "Go on with a run that was interrupted, killed, or could not be written.",
            "It ends with the draws that it would have had undisturbed."),
        List.of(new Operand("DIR", "The folder that sample --out wrote to.", true)),
        List.of(
            Option.of(
                THREADS, "N", "The most chains at the same time (default: as the run began)."),
            Sampling.CHECKPOINT,
            Requirements.OPTION,
            Option.flag("--json", "Print the summary as one JSON document.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Requirements requirements = Requirements.of(arguments);
    Path folder = arguments.path();
    if (RunFolder.at(folder).isFinished()) {
      console.say(
          "There is nothing to do: the run in "
              + folder
              + " is finished. `bayes summary "
              + folder
              + "` tells its results.");
      return ExitCode.OK;
    }
    Optional<Integer> threads = arguments.count(THREADS, 1);
    RunJournal journal = RunFiles.resume(folder, Sampling.keeping(console, arguments, folder));
    try {
      Arguments asked = SampleCommand.asked(words(journal.run().options(), threads));
      MethodOptions method = MethodOptions.of(asked);
      BoundModel posterior =
          UnfinishedModel.bind(folder, journal.run(), asked.path(), new Compilation(console));
      return new Sampling(
              console, posterior, journal.run().provenance(), requirements, arguments.has("--json"))
          .run(method, journal, folder);
    } finally {
      journal.close();
    }
  }

  /** The options as the run began, but for the number of threads, which changes no draws. */
  private static List<String> words(List<String> began, Optional<Integer> threads) {
    List<String> words = new ArrayList<>(began);
    if (threads.isEmpty()) return words;
    words.removeIf(word -> word.startsWith(THREADS + "="));
    // The file of the model comes last.
    words.add(0, THREADS + "=" + threads.get());
    return words;
  }
}
