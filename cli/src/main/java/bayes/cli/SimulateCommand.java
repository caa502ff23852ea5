package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.run.Compilation;
import bayes.cli.run.DrawsOutput;
import bayes.cli.run.GeneratedReport;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.compiler.Model;
import bayes.compiler.Simulator;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code bayes simulate MODEL}: draws from the prior, and the data that they give. */
final class SimulateCommand implements Subcommand {
  private static final int DEFAULT_DRAWS = 1000;

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeatable(
            "--data", "FILE", "Data, but for what `observe` draws; may be given several times."));
    options.add(
        Option.repeatable("--set", "NAME=VALUE", "One entry of the data, or the size of a set."));
    options.add(Option.of("--draws", "N", "How many draws (default " + DEFAULT_DRAWS + ")."));
    options.add(
        Option.of("--seed", "N", "Determines every random number; drawn, and told, if not given."));
    options.add(
        Option.flag("--ignore-factors", "Simulate without the `factor` statements of the model."));
    options.addAll(DrawsOutput.OPTIONS);
    options.add(Option.flag("--json", "Print the summary as one JSON document."));
    return new Syntax(
        "bayes simulate",
        List.of(
            "Draw latents from their prior, and the data that the model observes.",
            "Without --data, the file of the model's name beside it is read (.json, .csv, .tsv)."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        options);
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    int count = arguments.count("--draws", 1).orElse(DEFAULT_DRAWS);
    Optional<Long> given = arguments.wholeNumber("--seed");
    long seed = given.orElseGet(MethodOptions::drawSeed);
    Optional<DrawsOutput> output = DrawsOutput.of(arguments);
    boolean isJson = arguments.has("--json");
    if (isJson && output.filter(DrawsOutput::isToStdout).isPresent()) {
      throw arguments.wrong("--json prints a summary and --format the draws; give one, or --out");
    }
    Path file = arguments.path();
    Compilation compilation = new Compilation(console);
    SourceText source = InputFiles.model(file);
    Model model = compilation.compile(source);
    List<Path> dataFiles = InputFiles.dataFiles(console, file, arguments.pathsOf("--data"));
    Data data = InputFiles.data(model.typed(), dataFiles, arguments.all("--set"));
    InputFiles.refuseUnknown(arguments.all("--set"), model);
    Simulator simulator = compilation.simulator(model, data, arguments.has("--ignore-factors"));
    Draws draws = compilation.value(simulator.tryDraws(count, seed), ExitCode.INFERENCE);

    if (draws.layout().width() == 0) {
      throw new Failure(
          ExitCode.MODEL,
          "there is nothing to simulate: the model has no latents, observes nothing and generates"
              + " nothing; a latent is written `x ~ Normal(0, 1);`");
    }
    if (given.isEmpty()) console.say("Seed: " + seed);
    GeneratedReport.sayWhatIsNoData(console, simulator.computed());
    output.ifPresent(o -> o.write(console, draws, (chain, draw) -> simulator.data(draws, draw)));
    if (output.filter(DrawsOutput::isToStdout).isPresent()) return ExitCode.OK;
    GeneratedReport report = new GeneratedReport("simulate", source.name(), seed, draws);
    if (isJson) report.printJson(console, json -> {});
    else report.print(console);
    return ExitCode.OK;
  }
}
