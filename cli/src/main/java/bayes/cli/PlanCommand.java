package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.PlanReport;
import bayes.cli.run.PlanningOptions;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code bayes plan MODEL}: what happens to each latent, why, and at what cost. */
final class PlanCommand implements Subcommand {
  /** How the plan is told. */
  private enum Format {
    TEXT,
    JSON;

    static Optional<Format> of(String word) {
      return Arrays.stream(values())
          .filter(f -> f.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeatable(
            "--data", "FILE", "Data, as of `sample`: the costs are told with their sizes."));
    options.add(Option.repeatable("--set", "NAME=VALUE", "One entry of the data."));
    options.addAll(PlanningOptions.OPTIONS);
    options.add(Option.of("--format", "FORMAT", "text (default), or json: one document."));
    return new Syntax(
        "bayes plan",
        List.of(
            "Explain what happens to each latent of a model, why, at what cost, and what stands in"
                + " the way of better.",
            "Without --data, the file of the model's name beside it is read, if there is one."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        options);
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Format format =
        arguments.word("--format", List.of("text", "json"), Format::of).orElse(Format.TEXT);
    Path file = arguments.path();
    Compilation compilation = new Compilation(console);
    Model model = compilation.compile(InputFiles.model(file), PlanningOptions.of(arguments));
    List<Path> dataFiles = InputFiles.dataFiles(console, file, arguments.pathsOf("--data"));
    InputFiles.refuseUnknown(arguments.all("--set"), model);
    Data data = InputFiles.data(model.typed(), dataFiles, arguments.all("--set"));
    boolean isExplored = model.plan().refusals().isEmpty();
    boolean hasData = !dataFiles.isEmpty() || !arguments.all("--set").isEmpty();
    Optional<BoundModel> bound =
        isExplored && hasData ? Optional.of(compilation.bind(model, data)) : Optional.empty();
    PlanReport report =
        new PlanReport(
            bound.map(BoundModel::plan).orElse(model.plan()),
            bound.map(BoundModel::explanation).orElseGet(model::explanation),
            bound.map(BoundModel::sizes).orElse(Map.of()));
    console.out().print(format == Format.JSON ? report.json() : report.text(console));
    console.out().flush();
    if (!isExplored) throw Failure.of(ExitCode.MODEL, model.plan().refusals());
    return ExitCode.OK;
  }
}
