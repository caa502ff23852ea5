package bayes.cli;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.InputFiles;
import bayes.compiler.Model;
import bayes.compiler.Pipeline;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.JsonRenderer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bayes check MODEL}: what is wrong with a model, before there are data. */
@Command(
    name = "check",
    description = "Say what is wrong with a model, without running it.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "The model, a .bayes file.")
  @SuppressWarnings("NullAway.Init")
  private Path model;

  @Option(names = "--json", description = "Print the diagnostics as a JSON array, to stdout.")
  private boolean json;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Checked<Model> compiled = new Pipeline().compile(InputFiles.model(model));
    if (json) {
      console.out().println(JsonRenderer.render(compiled.diagnostics()));
    } else {
      console.print(compiled.diagnostics());
      if (compiled.diagnostics().isEmpty()) console.say(model + ": no mistakes found");
    }
    return (compiled.value().isPresent() ? ExitCode.OK : ExitCode.MODEL).code();
  }
}
