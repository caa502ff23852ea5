package bayes.cli;

import bayes.cli.arguments.Arguments;
import bayes.cli.arguments.Operand;
import bayes.cli.arguments.Option;
import bayes.cli.arguments.Syntax;
import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.cli.run.Accuracy;
import bayes.cli.run.Compilation;
import bayes.cli.run.SavedRun;
import bayes.runtime.report.AccuracyReport.Named;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bayes loo RUN}: how well a model predicts each observation from the others. */
final class LooCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return new Syntax(
        "bayes loo",
        List.of(
            "Estimate how well a model predicts, by leave-one-out cross-validation (PSIS-LOO) and WAIC.",
            "Several runs on the same observations are compared."),
        List.of(new Operand("RUN", "The folder that sample --out wrote.", true, true)),
        List.of(Option.flag("--json", "Print one JSON document, with every observation.")));
  }

  @Override
  public ExitCode run(Console console, Arguments arguments) {
    Compilation compilation = new Compilation(console);
    List<Named> models = new ArrayList<>();
    for (Path folder : arguments.paths()) {
      SavedRun saved = SavedRun.read(folder, compilation);
      models.add(new Named(folder.toString(), Accuracy.of(console, saved, compilation)));
    }
    for (Named model : models.subList(1, models.size())) {
      if (Accuracy.labels(model).equals(Accuracy.labels(models.get(0)))) continue;
      throw new Failure(
          ExitCode.DATA,
          models.get(0).name()
              + " and "
              + model.name()
              + " have other observations: only models of the same data can be compared");
    }
    Accuracy.print(console, models, arguments.has("--json"));
    return ExitCode.OK;
  }
}
