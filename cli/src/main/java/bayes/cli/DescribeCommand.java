package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.ModelTable;
import bayes.compiler.Model;
import bayes.compiler.model.Description;
import java.util.List;

/** {@code bayes describe MODEL}: what a model asks for and what it gives. */
final class DescribeCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes describe",
        List.of("List the data that a model asks for, its latents, and what it computes."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        List.of(Option.flag("--json", "Print one JSON document instead of the tables.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Model model = new Compilation(console).compile(InputFiles.model(arguments.path()));
    Description description = Description.of(model.typed());
    console
        .out()
        .print(
            arguments.has("--json") ? ModelTable.json(description) : ModelTable.text(description));
    return ExitCode.OK;
  }
}
