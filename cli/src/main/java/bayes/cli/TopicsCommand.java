package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.PairsReport;
import bayes.cli.run.RunFiles;
import bayes.cli.run.TopicsReport;
import bayes.runtime.draws.Run;
import java.util.List;

/** {@code bayes topics RUN}: rows of probabilities by their most probable members. */
final class TopicsCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes topics",
        List.of(
            "Tell topics, tags and classes by their words, whatever their numbers are.",
            "Rows of probabilities are matched across draws and chains."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true)),
        List.of(
            Option.of("--of", "NAME", "The rows, such as phi; by default all that there are."),
            Option.of(
                "--pairs",
                "NAME",
                "How probable it is that elements of this variable are in the same class; of one"
                    + " element, with each of the others."),
            Option.of("--top", "N", "How many words of each row, or pairs, to tell (default 10)."),
            Option.flag("--json", "Print one JSON document.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    int top = arguments.count("--top", 1).orElse(TopicsReport.TOP);
    Run run = RunFiles.read(arguments.path(), console);
    if (arguments.one("--pairs").isPresent()) {
      PairsReport.of(run, arguments.one("--pairs").get())
          .print(console, top, arguments.has("--json"));
      return ExitCode.OK;
    }
    TopicsReport.of(run, arguments.one("--of"), top).print(console, arguments.has("--json"));
    return ExitCode.OK;
  }
}
