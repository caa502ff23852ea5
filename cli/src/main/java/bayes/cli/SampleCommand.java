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
import bayes.cli.run.Requirements;
import bayes.cli.run.RunFiles;
import bayes.cli.run.Sampling;
import bayes.cli.run.VocabularyNote;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.RunJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code bayes sample MODEL}: the main job. */
final class SampleCommand implements Subcommand {
  private static final Operand MODEL = new Operand("MODEL", "The model, a .bayes file.", true);

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeatable(
            "--data",
            "FILE",
            "Data, as JSON, or as CSV or TSV with a header, or NAME=FILE:COLUMN for one of its"
                + " columns; may be given several times."));
    options.add(
        Option.repeatable(
            "--set", "NAME=VALUE", "One entry of the data; overrides that of a file."));
    options.addAll(MethodOptions.OPTIONS);
    options.add(
        Option.of(
            "--out",
            "DIR",
            "Write draws, model, data and settings to a new folder, from the start: `bayes resume` goes on with a run that was cut off."));
    options.add(Sampling.CHECKPOINT);
    options.add(Requirements.OPTION);
    options.add(Option.flag("--json", "Print the summary as one JSON document."));
    return new Syntax(
        "bayes sample",
        List.of(
            "Infer the posterior of a model, and print its summary and a verdict.",
            "Without --data, the file of the model's name beside it is read (.json, .csv, .tsv)."),
        List.of(MODEL),
        options);
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    MethodOptions method = MethodOptions.of(arguments);
    Requirements requirements = Requirements.of(arguments);
    Path file = arguments.path();
    Compilation compilation = new Compilation(console);
    SourceText source = InputFiles.model(file);
    Model model = compilation.compile(source, method.planning());
    List<Path> dataFiles = InputFiles.dataFiles(console, file, arguments.pathsOf("--data"));
    Data data = InputFiles.data(model.typed(), dataFiles, arguments.all("--set"));
    InputFiles.refuseUnknown(arguments.all("--set"), model);
    BoundModel posterior = compilation.bind(model, data);
    VocabularyNote.say(console, posterior);
    Provenance provenance = RunFiles.provenance(source, data, method.planning());
    Sampling sampling =
        new Sampling(console, posterior, provenance, requirements, arguments.has("--json"));
    Optional<Path> out = arguments.pathOf("--out");
    if (out.isEmpty()) return sampling.run(method);
    List<String> words = new ArrayList<>(method.words(arguments));
    words.add("--");
    words.add(file.toString());
    RunJournal journal =
        RunFiles.begin(
            out.get(),
            provenance,
            words,
            posterior.entries(),
            Sampling.keeping(console, arguments, out.get()));
    return sampling.run(method, journal, out.get());
  }

  /** What was asked for, from the words that a run's folder keeps. */
  static Arguments asked(List<String> words) {
    return new Syntax("bayes sample", List.of(), List.of(MODEL), MethodOptions.OPTIONS)
        .parse(words);
  }
}
