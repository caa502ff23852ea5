package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Compilation;
import bayes.cli.run.DecisionReport;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.SavedRun;
import bayes.runtime.data.Data;
import java.util.List;
import java.util.Optional;

/** {@code bayes decide RUN}: what to do, given the probabilities of classes and losses. */
final class DecideCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes decide",
        List.of(
            "Decide for the action of the least expected loss, or say \"don't know\".",
            "By the probabilities of a discrete latent or generated value of a run."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true)),
        List.of(
            Option.of("--of", "NAME", "The variable to decide on."),
            Option.of(
                "--loss",
                "TABLE",
                "A CSV or JSON file with the loss of each action by class; the same as JSON; or"
                    + " the name of data of the model, real[Action, Class]."),
            Option.of("--threshold", "P", "Decide for classes that are at least as probable."),
            Option.repeatable(
                "--data", "FILE|NAME=VALUE", "New data without labels, or what is asked."),
            Option.repeatable("--set", "NAME=VALUE", "One entry of these."),
            Option.flag("--exact", "Integrate parameters out for each new member by itself."),
            Option.of("--truth", "FILE", "The true classes, to tell how many decisions are right."),
            Option.flag("--strict", "Exit code 3 if there is a \"don't know\"."),
            Option.of("--seed", "N", "Determines every random number."),
            Option.flag("--json", "Print one JSON document.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    String of = arguments.one("--of").orElseThrow(() -> arguments.wrong("on what? --of NAME"));
    Optional<String> loss = arguments.one("--loss");
    Optional<Double> threshold = arguments.share("--threshold");
    if (loss.isPresent() == threshold.isPresent()) {
      throw arguments.wrong("give either --loss TABLE or --threshold P");
    }
    long seed = arguments.wholeNumber("--seed").orElseGet(MethodOptions::drawSeed);
    Compilation compilation = new Compilation(console);
    SavedRun saved = SavedRun.read(arguments.path(), compilation);
    Data given = InputFiles.given(arguments, saved.model());
    DecisionReport report =
        DecisionReport.of(
            console,
            compilation,
            saved,
            given,
            of,
            seed,
            arguments.has("--exact"),
            loss,
            threshold);
    Optional<DecisionReport> judged = arguments.pathOf("--truth").map(report::against);
    judged.orElse(report).print(console, arguments.has("--json"));
    return arguments.has("--strict") && report.undecided() > 0 ? ExitCode.REQUIREMENT : ExitCode.OK;
  }
}
