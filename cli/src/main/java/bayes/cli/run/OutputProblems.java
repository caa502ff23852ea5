package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.input.OutputMistakes;
import bayes.runtime.draws.RunProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Why what a command makes cannot be written, as failures with diagnostics. */
public final class OutputProblems {
  private OutputProblems() {}

  /** A file that the system does not let be written. */
  public static Failure unwritable(Path file, IOException e) {
    String reason = Files.isDirectory(file) ? "this is a folder" : InputFiles.reason(file, e);
    return Failure.of(ExitCode.FILE, List.of(OutputMistakes.unwritable(file.toString(), reason)));
  }

  /** A file that is there already, and is not written over. */
  public static Failure taken(Path file) {
    String reason = "there is such a file already";
    return Failure.of(ExitCode.FILE, List.of(OutputMistakes.unwritable(file.toString(), reason)));
  }

  /** A run that cannot be written while it is under way. */
  static Diagnostic atTheMoment(Path folder, RunProblem problem) {
    return OutputMistakes.cutOffRun(
        folder.toString(), problem.describe(), "sampling goes on, and it will be tried again");
  }

  /** A run that could not be written in the end. */
  static Diagnostic atTheEnd(Path folder, RunProblem problem) {
    return OutputMistakes.cutOffRun(
        folder.toString(),
        problem.describe(),
        Files.isDirectory(folder)
            ? "what is written so far stays, and can be gone on with"
            : "the summary above is all that is left of the run");
  }
}
