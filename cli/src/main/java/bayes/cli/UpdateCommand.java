package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.CarriedUpdate;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.cli.run.RunFiles;
import bayes.cli.run.RunReport;
import bayes.cli.run.RunUpdate;
import bayes.cli.run.SavedRun;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code bayes update RUN}: the posterior of a run and of new data. */
final class UpdateCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeatable(
            "--data", "FILE", "The new data: members of sets that the run does not have."));
    options.add(Option.repeatable("--set", "NAME=VALUE", "One entry of the new data."));
    options.add(
        Option.flag("--refit", "Sample anew with all data if the draws cannot be brought there."));
    options.addAll(MethodOptions.OPTIONS);
    options.add(
        Option.of("--out", "DIR", "Write draws, model, all data and settings to a new folder."));
    options.add(Option.flag("--json", "Print the summary as one JSON document."));
    return new Syntax(
        "bayes update",
        List.of(
            "Bring a finished run to the posterior of its data and new ones.",
            "The options of methods are those of --refit; --seed and --threads hold for both."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true)),
        options);
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    MethodOptions method = MethodOptions.of(arguments);
    Compilation compilation = new Compilation(console);
    Path path = arguments.path();
    Run before = RunFiles.read(path, console);
    Model model = SavedRun.model(before, compilation);
    List<String> settings = arguments.all("--set");
    InputFiles.refuseUnknown(settings, model);
    Data added = InputFiles.data(model.typed(), arguments.pathsOf("--data"), settings);
    Optional<CarriedUpdate> carried = CarriedUpdate.of(path, before, model, added, compilation);
    if (carried.isPresent()) return run(console, arguments, method, carried.get());
    SavedRun saved = SavedRun.of(path, before, model);
    RunUpdate update = RunUpdate.of(saved, added, compilation);
    Optional<Path> out = arguments.pathOf("--out");
    Optional<RunFolder> folder = out.map(RunFiles::create);
    update.say(console);
    RunUpdate.Result result =
        update.run(console, method, arguments.count("--threads", 1), arguments.has("--refit"));
    try {
      folder.ifPresent(f -> RunFiles.write(f, result.run(), update.data()));
    } finally {
      RunReport.of(result.run()).print(console, arguments.has("--json"));
    }
    console.say(result.verdict());
    out.ifPresent(f -> console.say("Written: " + f));
    return result.exitCode();
  }

  /** Without the data of the run. */
  private static ExitCode run(
      Console console, Arguments arguments, MethodOptions method, CarriedUpdate update) {
    Optional<Path> out = arguments.pathOf("--out");
    Optional<RunFolder> folder = out.map(RunFiles::create);
    RunUpdate.Result result = update.run(console, method);
    try {
      folder.ifPresent(f -> update.write(f, result.run()));
    } finally {
      RunReport.of(result.run()).print(console, arguments.has("--json"));
    }
    console.say(result.verdict());
    out.ifPresent(f -> console.say("Written: " + f));
    return result.exitCode();
  }
}
