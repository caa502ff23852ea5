package bayes.cli;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.Execution;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.RunFiles;
import bayes.cli.run.RunReport;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bayes sample MODEL}: the main job. */
@Command(
    name = "sample",
    description = {
      "Infer the posterior of a model, and print its summary and a verdict.",
      "Without --data, the file of the model's name beside it is read (.json, .csv, .tsv)."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SampleCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "The model, a .bayes file.")
  @SuppressWarnings("NullAway.Init")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Data, as JSON or as CSV or TSV with a header; may be given several times.")
  private List<Path> data = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "One entry of the data; overrides that of a file.")
  private List<String> settings = List.of();

  @Mixin private MethodOptions method = new MethodOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write draws, model, data and settings to a new folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the summary as one JSON document.")
  private boolean json;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    method.validate();
    Compilation compilation = new Compilation(console);
    SourceText source = InputFiles.model(model);
    Model compiled = compilation.compile(source);
    Data read = InputFiles.data(InputFiles.dataFiles(console, model, data), settings);
    BoundModel posterior = compilation.bind(compiled, read);
    Optional<RunFolder> folder = Optional.ofNullable(out).map(RunFiles::create);

    Execution.Outcome outcome =
        Execution.run(console, posterior, method, RunFiles.provenance(source, read));
    folder.ifPresent(f -> RunFiles.write(f, outcome.run(), read));
    RunReport report = RunReport.of(outcome.run());
    if (json) report.printJson(console);
    else report.printText(console);
    if (out != null) console.say("Written: " + out);
    if (outcome.exitCode() == ExitCode.INTERRUPTED) console.say("Interrupted.");
    return outcome.exitCode().code();
  }
}
