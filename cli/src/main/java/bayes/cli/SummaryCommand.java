package bayes.cli;

import bayes.cli.console.Console;
import bayes.cli.run.RunFiles;
import bayes.cli.run.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bayes summary DIR}: what {@code sample --out DIR} printed, without sampling. */
@Command(
    name = "summary",
    description = "Print the summary and the verdict of a finished run.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SummaryCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder that sample --out wrote.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Only this variable or element; may be given several times.")
  private List<String> only = List.of();

  @Option(names = "--json", description = "Print the summary as one JSON document.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Also draw medians and 90%% intervals.")
  private @Nullable Path plot;

  SummaryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunReport report = RunReport.of(RunFiles.read(folder)).only(only);
    if (json) report.printJson(console);
    else report.printText(console);
    if (plot != null) {
      report.plot(plot);
      console.say("Written: " + plot);
    }
    return 0;
  }
}
