package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.repl.Repl;
import java.util.List;

/** {@code bayes repl}: an interactive session. */
final class ReplCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes repl",
        List.of(
            "Write a model line by line, run it, and ask about its draws.",
            "Type :help for what there is. Where stdin is no terminal, it is read as a script."),
        List.of(
            new Operand(
                "MODEL", "A model to begin with, with the data that lie beside it.", false)),
        List.of(
            Option.repeatable(
                "--data",
                "FILE",
                "Data, as JSON, or as CSV or TSV with a header, or NAME=FILE:COLUMN for one of its"
                    + " columns; may be given several times."),
            Option.repeatable("--set", "NAME=VALUE", "One entry of the data.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    return Repl.run(
        console, arguments.optionalPath(), arguments.pathsOf("--data"), arguments.all("--set"));
  }
}
