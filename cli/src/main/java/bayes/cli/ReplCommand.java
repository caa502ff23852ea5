package bayes.cli;

import bayes.cli.console.Console;
import bayes.cli.repl.Repl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bayes repl}: an interactive session. */
@Command(
    name = "repl",
    description = {
      "Write a model line by line, run it, and ask about its draws.",
      "Type :help for what there is. Where stdin is no terminal, it is read as a script."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReplCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "A model to begin with, with the data that lie beside it.")
  private @Nullable Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Data, as JSON or as CSV or TSV with a header; may be given several times.")
  private List<Path> data = List.of();

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "One entry of the data.")
  private List<String> settings = List.of();

  ReplCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Repl.run(console, Optional.ofNullable(model), data, settings);
  }
}
