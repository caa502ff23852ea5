package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.MarginalsReport;
import bayes.cli.run.SavedRun;
import java.util.List;

/** {@code bayes marginals RUN}: how probable the values of summed latents are. */
final class MarginalsCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes marginals",
        List.of(
            "Tell the posterior probabilities of discrete latents that are summed out.",
            "They are exact given each draw of the run, and need no draws of the latents."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true)),
        List.of(
            Option.repeatable(
                "--only", "NAME", "Only this variable or element; may be given several times."),
            Option.of("--out", "FILE.csv", "Write a table with a row per element and value."),
            Option.flag("--json", "Print one JSON document.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Compilation compilation = new Compilation(console);
    SavedRun saved = SavedRun.read(arguments.path(), compilation);
    MarginalsReport report = MarginalsReport.of(saved, compilation).only(arguments.all("--only"));
    arguments.pathOf("--out").ifPresent(report::write);
    report.print(console, arguments.has("--json"));
    arguments.pathOf("--out").ifPresent(file -> console.say("Written: " + file));
    return ExitCode.OK;
  }
}
