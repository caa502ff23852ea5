package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.PlanningOptions;
import bayes.compiler.Stage;
import java.util.ArrayList;
import java.util.List;

/** {@code bayes compile MODEL --emit=STAGE}: what a phase of the compiler makes of a model. */
final class CompileCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes compile",
        List.of("Print what a phase of the compiler makes of a model."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        options());
  }

  private static List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(Option.of("--emit", "STAGE", "One of " + String.join(", ", Stage.options()) + "."));
    options.addAll(PlanningOptions.OPTIONS);
    return options;
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Stage stage =
        arguments
            .word("--emit", Stage.options(), Stage::of)
            .orElseThrow(
                () ->
                    arguments.wrong(
                        "say what to print: --emit=" + String.join("|", Stage.options())));
    Compilation compilation = new Compilation(console);
    String listing =
        compilation.value(
            compilation
                .pipeline(PlanningOptions.of(arguments))
                .emit(InputFiles.model(arguments.path()), stage),
            ExitCode.MODEL);
    console.out().print(listing);
    if (!listing.endsWith("\n")) console.out().println();
    return ExitCode.OK;
  }
}
