package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.ClassTables;
import bayes.cli.run.Compilation;
import bayes.cli.run.DrawsOutput;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.Prediction;
import bayes.cli.run.PredictiveReport;
import bayes.cli.run.SavedRun;
import bayes.compiler.Predictor;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.PredictiveTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code bayes predict RUN}: what the model observes, once more from each draw of a run. */
final class PredictCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeatable(
            "--data",
            "FILE|NAME=VALUE",
            "Other data than the run's, but for what `observe` draws; or what is asked: data that"
                + " only `generate` reads, and that the run did without."));
    options.add(
        Option.repeatable("--set", "NAME=VALUE", "One entry of the data, or the size of a set."));
    options.add(
        Option.of("--seed", "N", "Determines every random number; drawn, and told, if not given."));
    options.addAll(DrawsOutput.OPTIONS);
    options.add(
        Option.of("--top", "N", "How many values of each distribution to show (default 10)."));
    options.add(Option.flag("--exact", "Integrate parameters out for each new member by itself."));
    options.add(Option.flag("--json", "Print the summary as one JSON document."));
    return new Syntax(
        "bayes predict",
        List.of("Replicate the observations of a finished run, for its data or for others."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true)),
        options);
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Optional<Long> seedGiven = arguments.wholeNumber("--seed");
    long seed = seedGiven.orElseGet(MethodOptions::drawSeed);
    Optional<DrawsOutput> output = DrawsOutput.of(arguments);
    boolean isJson = arguments.has("--json");
    if (isJson && output.filter(DrawsOutput::isToStdout).isPresent()) {
      throw arguments.wrong("--json prints a summary and --format the draws; give one, or --out");
    }
    Compilation compilation = new Compilation(console);
    SavedRun saved = SavedRun.read(arguments.path(), compilation);
    int top = arguments.count("--top", 1).orElse(PredictiveReport.TOP);
    Data given = InputFiles.given(arguments, saved.model());
    boolean isQuestion = PredictiveReport.isQuestion(saved, given);
    Data data = data(saved, given, isQuestion || given.names().isEmpty(), arguments);
    if (seedGiven.isEmpty()) console.say("Seed: " + seed);
    if (!isQuestion && output.isEmpty()) {
      List<PredictiveTable> latents =
          ClassTables.ofNew(
              console, saved, given, seed, top, arguments.has("--exact"), compilation);
      if (!latents.isEmpty()) {
        PredictiveReport.ofLatents(saved, latents, seed, top).print(console, isJson);
        return ExitCode.OK;
      }
    }
    PredictiveReport.sayWhatWaits(console, saved.model().waiting(data));
    Draws run = saved.equalDraws(seed);
    PredictiveReport report =
        PredictiveReport.of(compilation, saved, data, run, seed, top, !isQuestion);
    if (isQuestion && output.isEmpty()) {
      report.print(console, isJson);
      return ExitCode.OK;
    }
    Predictor predictor = compilation.predictor(saved, data, run);
    Draws draws = compilation.value(predictor.tryDraws(seed), ExitCode.INFERENCE);
    String model = saved.run().record().modelFile();
    Prediction prediction = new Prediction(model, seed, predictor, draws);
    prediction.sayWhatIsNew(console);
    output.ifPresent(o -> o.write(console, draws, (c, d) -> predictor.data(draws, c, d)));
    if (output.filter(DrawsOutput::isToStdout).isEmpty()) {
      prediction.print(console, isJson, report);
    }
    return ExitCode.OK;
  }

  /**
   * Those of the run, with what is asked; or the run's design with some entries changed; or others.
   */
  private static Data data(SavedRun saved, Data given, boolean isOfRun, Arguments arguments) {
    if (isOfRun) return saved.data().overriddenBy(given);
    return InputFiles.filesGiven(arguments).isEmpty() ? saved.design().overriddenBy(given) : given;
  }
}
