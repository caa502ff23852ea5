package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.run.CalibrationFiles;
import bayes.cli.run.CalibrationRun;
import bayes.cli.run.Compilation;
import bayes.cli.run.InputFiles;
import bayes.cli.run.MethodOptions;
import bayes.compiler.Model;
import bayes.compiler.SimulatedPosteriors;
import bayes.compiler.source.SourceText;
import bayes.runtime.calibration.Calibration;
import bayes.runtime.calibration.CalibrationSettings;
import bayes.runtime.data.Data;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code bayes calibrate MODEL}: whether a method infers what the model says. */
final class CalibrateCommand implements Subcommand {
  /** Options of methods that are options of this command for all of them. */
  private static final Set<String> OWN = Set.of("--threads");

  @Override
  public Syntax syntax() {
    CalibrationSettings usual = CalibrationSettings.of(0);
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeatable(
            "--data", "FILE", "Data, but for what `observe` draws; may be given several times."));
    options.add(
        Option.repeatable("--set", "NAME=VALUE", "One entry of the data, or the size of a set."));
    options.add(
        Option.of(
            "--simulations",
            "N",
            "How many data sets to simulate (default " + usual.simulations() + ")."));
    options.add(
        Option.of(
            "--ranked",
            "N",
            "Among how many draws the truth is ranked (default " + usual.ranked() + ")."));
    options.add(
        Option.of(
            "--false-alarms",
            "P",
            "The probability that a right method is blamed (default "
                + usual.falseAlarms()
                + ")."));
    options.addAll(MethodOptions.OPTIONS);
    options.add(Option.of("--out", "DIR", "Write ranks, report and picture to a new folder."));
    options.add(Option.of("--plot", "FILE.svg", "Draw the ranks' distribution functions."));
    options.add(Option.flag("--json", "Print the report as one JSON document, with all ranks."));
    return new Syntax(
        "bayes calibrate",
        List.of(
            "Simulate data from the model, infer the latents, and see whether they are found.",
            "Exit code 3 if not (simulation-based calibration). One chain per simulation, unless"
                + " --chains says otherwise; it is lengthened until it has enough effective draws."),
        List.of(new Operand("MODEL", "The model, a .bayes file.", true)),
        options);
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    MethodOptions options = MethodOptions.of(arguments, OWN);
    CalibrationSettings asked = settings(arguments);
    Optional<CalibrationFiles> out = arguments.pathOf("--out").map(CalibrationFiles::create);
    Path file = arguments.path();
    Compilation compilation = new Compilation(console);
    SourceText source = InputFiles.model(file);
    Model model = compilation.compile(source, options.planning());
    List<Path> dataFiles = InputFiles.dataFiles(console, file, arguments.pathsOf("--data"));
    Data data = InputFiles.data(model.typed(), dataFiles, arguments.all("--set"));
    InputFiles.refuseUnknown(arguments.all("--set"), model);
    SimulatedPosteriors posteriors = compilation.simulatedPosteriors(model, data);

    CalibrationRun run = new CalibrationRun(console, arguments, options, model, posteriors);
    Calibration calibration = run.run(asked, options);
    CalibrationFiles.Report report = new CalibrationFiles.Report(source.name(), calibration);
    try {
      out.ifPresent(files -> files.write(report));
      arguments.pathOf("--plot").ifPresent(report::plot);
    } finally {
      // Also if the disk turns out to be full.
      report.print(console, arguments.has("--json"));
    }
    arguments.pathOf("--out").ifPresent(path -> console.say("Written: " + path));
    arguments.pathOf("--plot").ifPresent(path -> console.say("Written: " + path));
    if (calibration.cancelled()) {
      console.say("Interrupted.");
      return ExitCode.INTERRUPTED;
    }
    return calibration.miscalibrated().isEmpty() ? ExitCode.OK : ExitCode.REQUIREMENT;
  }

  private static CalibrationSettings settings(Arguments arguments) {
    CalibrationSettings[] settings = {CalibrationSettings.of(0)};
    arguments.check(
        () -> {
          arguments
              .count("--simulations", 1)
              .ifPresent(n -> settings[0] = settings[0].withSimulations(n));
          arguments.count("--ranked", 1).ifPresent(n -> settings[0] = settings[0].withRanked(n));
          arguments.count("--threads", 1).ifPresent(n -> settings[0] = settings[0].withThreads(n));
          arguments
              .share("--false-alarms")
              .ifPresent(p -> settings[0] = settings[0].withFalseAlarms(p));
        });
    return settings[0];
  }
}
