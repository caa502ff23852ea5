package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.SavedRun;
import bayes.cli.run.ScoreReport;
import bayes.runtime.data.Data;
import java.util.List;

/** {@code bayes score RUN}: how well a run's posterior predicts data that it has not seen. */
final class ScoreCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes score",
        List.of(
            "Tell how probable held-out data are under the posterior of a run.",
            "The log score, of tokens also perplexity and bits per token and per character."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true)),
        List.of(
            Option.repeatable("--data", "FILE|NAME=VALUE", "The held-out data."),
            Option.repeatable("--set", "NAME=VALUE", "One entry of the held-out data."),
            Option.flag("--per-token", "Print the surprise of each observation."),
            Option.of("--out", "FILE.csv", "Write a table with a row per observation."),
            Option.flag("--online", "Learn from each observation before the next, in closed form."),
            Option.of("--seed", "N", "Determines how weighted draws are resampled."),
            Option.flag("--json", "Print one JSON document, with every observation.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    long seed = arguments.wholeNumber("--seed").orElseGet(MethodOptions::drawSeed);
    Compilation compilation = new Compilation(console);
    SavedRun saved = SavedRun.read(arguments.path(), compilation);
    Data given = InputFiles.given(arguments, saved.model());
    if (given.names().isEmpty()) throw arguments.wrong("what to score is missing: --data FILE");
    if (arguments.has("--online")) {
      ScoreReport.online(saved, given, compilation).print(console, arguments.has("--json"));
      return ExitCode.OK;
    }
    ScoreReport report = ScoreReport.of(saved, given, seed, compilation);
    arguments.pathOf("--out").ifPresent(report::write);
    report.print(console, arguments.has("--json"), arguments.has("--per-token"));
    arguments.pathOf("--out").ifPresent(file -> console.say("Written: " + file));
    return ExitCode.OK;
  }
}
