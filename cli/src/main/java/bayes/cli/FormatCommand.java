package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.OutputProblems;
import bayes.compiler.format.Formatter;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code bayes fmt MODEL}: a model laid out as models are. */
final class FormatCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes fmt",
        List.of("Print a model laid out as models are."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        List.of(
            Option.flag("--write", "Write the file instead of printing it."),
            Option.flag("--check", "Only say, by exit code 1, that it is laid out otherwise.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    if (arguments.has("--write") && arguments.has("--check")) {
      throw arguments.wrong("--write and --check exclude each other");
    }
    Path path = arguments.path();
    SourceText source = InputFiles.model(path);
    String formatted = new Compilation(console).value(Formatter.format(source), ExitCode.MODEL);
    boolean isTidy = formatted.equals(source.text());
    if (arguments.has("--check")) {
      if (isTidy) return ExitCode.OK;
      throw new Failure(ExitCode.MODEL, path + " is laid out otherwise; see `bayes fmt --write`");
    }
    if (!arguments.has("--write")) {
      console.out().print(formatted);
    } else if (!isTidy) {
      write(path, formatted);
    }
    return ExitCode.OK;
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw OutputProblems.unwritable(path, e);
    }
  }
}
