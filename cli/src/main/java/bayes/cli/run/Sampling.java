package bayes.cli.run;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.BoundModel;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.CarriedStatistics;
import bayes.runtime.draws.Journal;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.draws.RunJournal;
import bayes.runtime.draws.RunJournal.Keeping;
import bayes.runtime.draws.RunProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sampling as a command does it: runs the method, keeps the run in its folder, if it has one, and
 * prints what came of it.
 *
 * @param requirements that the finished run has to meet
 * @param asJson whether the summary is one JSON document
 */
public record Sampling(
    Console console,
    BoundModel posterior,
    Provenance provenance,
    Requirements requirements,
    boolean asJson) {
  /** How often state is saved. */
  public static final Option CHECKPOINT =
      Option.of(
          "--checkpoint",
          "SECONDS",
          "The time between two savings of a chain's state, for `bayes resume` (default 5).");

  /** How a run's folder is written to, as the options say; trouble is told on the console. */
  public static Keeping keeping(Console console, Arguments arguments, Path folder) {
    Optional<Integer> seconds = arguments.count(CHECKPOINT.name(), 0);
    Duration every =
        seconds.isPresent() ? Duration.ofSeconds(seconds.get()) : Keeping.defaults().every();
    AtomicBoolean isTold = new AtomicBoolean();
    return new Keeping(
        every,
        problem -> {
          if (isTold.getAndSet(true)) return;
          Diagnostic warning = OutputProblems.atTheMoment(folder, problem);
          console.print(List.of(warning.asWarning()));
        });
  }

  /** Without a folder. */
  public ExitCode run(MethodOptions options) {
    Execution.Outcome outcome =
        Execution.run(console, posterior, options, provenance, Journal.none());
    RunReport.of(outcome.run()).print(console, asJson);
    if (outcome.exitCode() == ExitCode.INTERRUPTED) console.say("Interrupted.");
    if (outcome.exitCode() == ExitCode.OK) requirements.check(outcome.run());
    return outcome.exitCode();
  }

  /** With a folder, which the journal writes to. */
  public ExitCode run(MethodOptions options, RunJournal journal, Path folder) {
    try (journal) {
      Execution.Outcome outcome = execute(options, journal, folder);
      try {
        Optional<CarriedStatistics> statistics =
            RunStatistics.of(posterior, outcome.run().record());
        if (statistics.isPresent()) RunStatistics.write(RunFolder.at(folder), statistics.get());
        journal.finish(outcome.run());
      } catch (RunException e) {
        throw unfinished(folder, e.problem());
      } finally {
        // Also if the disk turns out to be full.
        RunReport.of(outcome.run()).print(console, asJson);
      }
      console.say("Written: " + folder);
      if (outcome.exitCode() == ExitCode.INTERRUPTED) {
        console.say("Interrupted. " + goesOn(folder));
      }
      if (outcome.exitCode() == ExitCode.OK) requirements.check(outcome.run());
      return outcome.exitCode();
    }
  }

  private Execution.Outcome execute(MethodOptions options, RunJournal journal, Path folder) {
    try {
      return Execution.run(console, posterior, options, provenance, journal);
    } catch (Failure failure) {
      if (failure.exitCode() == ExitCode.INTERRUPTED) console.say(goesOn(folder));
      else journal.withdraw();
      throw failure;
    }
  }

  private static String goesOn(Path folder) {
    return "`bayes resume " + folder + "` goes on from here.";
  }

  private static Failure unfinished(Path folder, RunProblem problem) {
    return Failure.of(ExitCode.FILE, List.of(OutputProblems.atTheEnd(folder, problem)));
  }
}
