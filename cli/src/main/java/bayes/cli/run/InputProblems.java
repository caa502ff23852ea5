package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.input.DataFileProblems;
import bayes.compiler.input.FileMistakes;
import bayes.compiler.input.OutputMistakes;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataProblem;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunProblem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Why what the user names cannot be read, as failures with diagnostics. */
final class InputProblems {
  /** Of a folder, as many names are looked at for one that is meant. */
  private static final int NEIGHBOURS = 1000;

  private InputProblems() {}

  /** A file that is not there, or that the system does not give. */
  static Failure unreadable(Path path, IOException e) {
    String name = path.toString();
    Diagnostic why =
        e instanceof NoSuchFileException
            ? FileMistakes.missing(name, beside(path))
            : FileMistakes.unreadable(name, InputFiles.reason(path, e), Files.isDirectory(path));
    return failure(ExitCode.FILE, why);
  }

  static Failure failure(ExitCode exitCode, Diagnostic diagnostic) {
    return Failure.of(exitCode, List.of(diagnostic));
  }

  private static List<String> beside(Path path) {
    Path parent = path.getParent();
    try (Stream<Path> files = Files.list(parent == null ? Path.of("") : parent)) {
      return files.limit(NEIGHBOURS).map(InputFiles::fileName).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Data that cannot be read; their files are read once more, to show the lines. */
  static Failure data(DataException e) {
    DataProblem first = e.problems().get(0);
    ExitCode exitCode =
        first instanceof DataProblem.BadSetting
            ? ExitCode.USAGE
            : first instanceof DataProblem.Unreadable ? ExitCode.FILE : ExitCode.DATA;
    return Failure.of(
        exitCode, new DataFileProblems(InputProblems::reopened).explain(e.problems()));
  }

  /** Pipes are gone once they are read. */
  private static Optional<Reader> reopened(String source) throws IOException {
    Path path;
    try {
      path = Path.of(source);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(path)) return Optional.empty();
    InputStream raw = new BufferedInputStream(Files.newInputStream(path));
    try {
      raw.mark(2);
      boolean isGzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      InputStream bytes = isGzip ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
      return Optional.of(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** A folder that holds no run, or no place for one. */
  static Failure run(Path folder, RunException e) {
    RunProblem problem = e.problem();
    String name = folder.toString();
    return failure(
        ExitCode.FILE,
        notYet(name, problem)
            .or(() -> cannotGoOn(name, problem))
            .orElseGet(() -> unusable(folder, problem)));
  }

  private static Optional<Diagnostic> notYet(String name, RunProblem problem) {
    if (problem instanceof RunProblem.NoDrawsYet) {
      return Optional.of(OutputMistakes.unfinished(name, "it has no draws yet"));
    }
    return problem instanceof RunProblem.OccupiedByUnfinished
        ? Optional.of(OutputMistakes.occupied(name))
        : Optional.empty();
  }

  private static Optional<Diagnostic> cannotGoOn(String name, RunProblem problem) {
    Optional<String> hint = Optional.empty();
    if (problem instanceof RunProblem.UnderWay) {
      hint = Optional.of("wait for it to end; `bayes summary " + name + "` tells how far it is");
    } else if (problem instanceof RunProblem.OtherVersion other) {
      hint =
          Optional.of(
              "go on with version "
                  + other.began()
                  + ", as draws may be others now; or begin anew: `bayes sample MODEL --out "
                  + name
                  + "-2`");
    } else if (problem instanceof RunProblem.Changed) {
      hint =
          Optional.of(
              "write back what it was, or begin anew: `bayes sample MODEL --out " + name + "-2`");
    } else if (problem instanceof RunProblem.BadCheckpoint) {
      hint =
          Optional.of(
              "delete `" + problem.path() + "`: the chain then begins again, with the same draws");
    }
    return hint.map(h -> OutputMistakes.cannotGoOn(name, problem.describe(), h));
  }

  private static Diagnostic unusable(Path folder, RunProblem problem) {
    String name = folder.toString();
    if (problem instanceof RunProblem.NotARun) {
      return FileMistakes.notARun(
          name, Files.exists(folder) ? "it has no run.json" : "there is no such folder");
    }
    return problem instanceof RunProblem.Occupied || problem instanceof RunProblem.Unwritable
        ? FileMistakes.unwritableRun(name, problem.describe())
        : FileMistakes.damagedRun(name, problem.describe());
  }
}
