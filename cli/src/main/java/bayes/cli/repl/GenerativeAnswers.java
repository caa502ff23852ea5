package bayes.cli.repl;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.Accuracy;
import bayes.cli.run.Compilation;
import bayes.cli.run.GeneratedReport;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.PlanningOptions;
import bayes.cli.run.Prediction;
import bayes.cli.run.SavedRun;
import bayes.compiler.Model;
import bayes.compiler.Predictor;
import bayes.compiler.Simulator;
import bayes.runtime.convergence.PredictiveAccuracy;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.AccuracyReport.Named;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code :simulate}, {@code :predict} and {@code :loo}: what a model of a session generates. */
record GenerativeAnswers(Console console, Compilation compilation) {
  private static final Path LAST_RUN = Path.of("the last run");
  private static final int DEFAULT_DRAWS = 1000;

  private static final Option SEED =
      Option.of("--seed", "N", "Determines every random number; drawn, and told, if not given.");

  private static final Syntax SIMULATE =
      new Syntax(
          Verb.SIMULATE.text(),
          List.of("Draw from the prior of the model so far."),
          List.of(),
          List.of(
              Option.of("--draws", "N", "How many draws (default " + DEFAULT_DRAWS + ")."),
              SEED,
              Option.flag("--ignore-factors", "Simulate without the `factor` statements.")));

  private static final Syntax PREDICT =
      new Syntax(
          Verb.PREDICT.text(),
          List.of("Replicate the observations of the last run."),
          List.of(),
          List.of(SEED));

  void simulate(Session session, String words) {
    Optional<Arguments> given = arguments(SIMULATE, words);
    if (given.isEmpty()) return;
    int count = given.get().count("--draws", 1).orElse(DEFAULT_DRAWS);
    long seed = seed(given.get());
    Model model = compilation.compile(session.source());
    Data data = InputFiles.data(model.typed(), session.dataFiles(), session.settings());
    Simulator simulator = compilation.simulator(model, data, given.get().has("--ignore-factors"));
    Draws draws = compilation.value(simulator.tryDraws(count, seed), ExitCode.INFERENCE);
    GeneratedReport.sayWhatIsNoData(console, simulator.computed());
    new GeneratedReport("simulate", session.source().name(), seed, draws).print(console);
  }

  void predict(Result last, String words) {
    Optional<Arguments> given = arguments(PREDICT, words);
    if (given.isEmpty()) return;
    long seed = seed(given.get());
    SavedRun saved = saved(last);
    Predictor predictor = compilation.predictor(saved, saved.data(), saved.equalDraws(seed));
    Draws draws = compilation.value(predictor.tryDraws(seed), ExitCode.INFERENCE);
    new Prediction(last.source().name(), seed, predictor, draws).print(console, false);
  }

  void loo(Result last) {
    PredictiveAccuracy accuracy = Accuracy.of(console, saved(last), compilation);
    Accuracy.print(console, List.of(new Named(LAST_RUN.toString(), accuracy)), false);
  }

  private SavedRun saved(Result last) {
    PlanningOptions planning = PlanningOptions.ofWords(last.run().record().plan());
    Model model = compilation.compile(last.source(), planning);
    return new SavedRun(LAST_RUN, last.run(), model, last.data());
  }

  private long seed(Arguments arguments) {
    Optional<Long> given = arguments.wholeNumber("--seed");
    long seed = given.orElseGet(MethodOptions::drawSeed);
    if (given.isEmpty()) console.say("Seed: " + seed);
    return seed;
  }

  /** Empty if the help was asked for, and has been shown. */
  private Optional<Arguments> arguments(Syntax syntax, String words) {
    Arguments arguments =
        syntax.parse(words.isBlank() ? List.of() : List.of(words.strip().split("\\s+")));
    if (!arguments.isForHelp()) return Optional.of(arguments);
    console.out().print(syntax.help(console.columns()));
    return Optional.empty();
  }
}
