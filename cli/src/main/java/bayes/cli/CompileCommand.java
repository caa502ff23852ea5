package bayes.cli;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.compiler.Stage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code bayes compile MODEL --emit=STAGE}: what a phase of the compiler makes of a model. */
@Command(
    name = "compile",
    description = "Print what a phase of the compiler makes of a model.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompileCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "The model, a .bayes file.")
  @SuppressWarnings("NullAway.Init")
  private Path model;

  @Option(
      names = "--emit",
      required = true,
      paramLabel = "STAGE",
      converter = StageName.class,
      description = "tokens, syntax, model, plan, program, gradient or bytecode.")
  @SuppressWarnings("NullAway.Init")
  private Stage stage;

  CompileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Compilation compilation = new Compilation(console);
    String listing =
        compilation.value(
            compilation.pipeline().emit(InputFiles.model(model), stage), ExitCode.MODEL);
    console.out().print(listing);
    if (!listing.endsWith("\n")) console.out().println();
    console.out().flush();
    return 0;
  }

  /** A stage by its name. */
  static final class StageName implements ITypeConverter<Stage> {
    @Override
    public Stage convert(String value) {
      return Stage.of(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + String.join(", ", Stage.options())
                          + ", but found '"
                          + value
                          + "'"));
    }
  }
}
