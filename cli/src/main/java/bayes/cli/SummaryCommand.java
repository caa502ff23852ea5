package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Requirements;
import bayes.cli.run.RunFiles;
import bayes.cli.run.RunReport;
import bayes.runtime.draws.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code bayes summary DIR}: what {@code sample --out DIR} printed, without sampling. */
final class SummaryCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes summary",
        List.of("Print the summary and the verdict of a finished run."),
        List.of(new Operand("DIR", "The folder that sample --out wrote.", true)),
        List.of(
            Option.repeatable(
                "--only", "NAME", "Only this variable or element; may be given several times."),
            Requirements.OPTION,
            Option.flag("--json", "Print the summary as one JSON document."),
            Option.of("--plot", "FILE.svg", "Also draw medians and 90% intervals.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Requirements requirements = Requirements.of(arguments);
    Run run = RunFiles.read(arguments.path(), console);
    RunReport report = RunReport.of(run).only(arguments.all("--only"));
    Optional<Path> plot = arguments.pathOf("--plot");
    report.print(console, arguments.has("--json"));
    plot.ifPresent(report::plot);
    plot.ifPresent(file -> console.say("Written: " + file));
    requirements.check(run);
    return ExitCode.OK;
  }
}
