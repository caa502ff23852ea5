package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.compiler.Model;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.JsonRenderer;
import java.nio.file.Path;
import java.util.List;

/** {@code bayes lint MODEL}: what compiles but is likely wrong. */
final class LintCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes lint",
        List.of(
            "Warn of what compiles but is likely wrong; exit code 1 if there is anything.",
            "Without --data, the file of the model's name beside it is read, if there is one."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        List.of(
            Option.repeatable(
                "--data", "FILE", "Data, as of `sample`: a prior may be far from them."),
            Option.repeatable("--set", "NAME=VALUE", "One entry of the data."),
            Option.flag("--json", "Print the warnings as a JSON array, to stdout.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Path file = arguments.path();
    Compilation compilation = new Compilation(console);
    Model model = compilation.compile(InputFiles.model(file));
    List<Path> dataFiles = InputFiles.dataFiles(console, file, arguments.pathsOf("--data"));
    boolean hasData = !dataFiles.isEmpty() || !arguments.all("--set").isEmpty();
    List<Diagnostic> warnings =
        hasData
            ? model.lint(
                compilation.bind(
                    model, InputFiles.data(model.typed(), dataFiles, arguments.all("--set"))))
            : model.lint();
    if (arguments.has("--json")) {
      console.out().println(JsonRenderer.render(warnings));
    } else {
      console.print(warnings);
      if (warnings.isEmpty()) console.say(file + ": nothing to warn of");
    }
    return warnings.isEmpty() ? ExitCode.OK : ExitCode.MODEL;
  }
}
