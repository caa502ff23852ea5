package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.FileImports;
import bayes.cli.run.InputFiles;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.JsonRenderer;
import java.util.List;

/** {@code bayes check MODEL}: what is wrong with a model, before there are data. */
final class CheckCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes check",
        List.of("Say what is wrong with a model, without running it."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        List.of(Option.flag("--json", "Print the diagnostics as a JSON array, to stdout.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Checked<Model> compiled =
        new Pipeline(new FileImports()).compile(InputFiles.model(arguments.path()));
    if (arguments.has("--json")) {
      console.out().println(JsonRenderer.render(compiled.diagnostics()));
    } else {
      console.print(compiled.diagnostics());
      if (compiled.diagnostics().isEmpty()) console.say(arguments.path() + ": no mistakes found");
    }
    return compiled.value().isPresent() ? ExitCode.OK : ExitCode.MODEL;
  }
}
