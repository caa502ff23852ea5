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

/** {@code bayes diagnose DIR}: how well a finished run went, in all detail. */
final class DiagnoseCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes diagnose",
        List.of("Diagnose a finished run: its chains, its worst quantities, its divergences."),
        List.of(new Operand("DIR", "The folder that sample --out wrote.", true)),
        List.of(
            Requirements.OPTION,
            Option.flag("--json", "Print one JSON document."),
            Option.of(
                "--plot", "FILE.svg", "Also draw traces and ranks of the worst quantities.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Requirements requirements = Requirements.of(arguments);
    Run run = RunFiles.read(arguments.path(), console);
    RunReport report = RunReport.of(run);
    Optional<Path> plot = arguments.pathOf("--plot");
    report.printDiagnosis(console, arguments.has("--json"));
    plot.ifPresent(report::plotTraces);
    plot.ifPresent(file -> console.say("Written: " + file));
    requirements.check(run);
    return ExitCode.OK;
  }
}
