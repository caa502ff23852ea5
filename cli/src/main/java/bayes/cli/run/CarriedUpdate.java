package bayes.cli.run;

import bayes.cli.console.Console;
import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.CarriedModel;
import bayes.compiler.Model;
import bayes.compiler.diagnostic.Checked;
import bayes.runtime.data.CarriedStatistics;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The update of a run whose posterior needs no more of its data than sums over them: the posterior
 * of all data, from these sums and the new data.
 */
public final class CarriedUpdate {
  private final Run before;
  private final CarriedModel.Batch batch;
  private final Data added;
  private final boolean isExact;

  private CarriedUpdate(Run before, CarriedModel.Batch batch, Data added, boolean isExact) {
    this.before = before;
    this.batch = batch;
    this.added = added;
    this.isExact = isExact;
  }

  /**
   * The update of a run by its statistics; empty if it has none, or if its own data are there to
   * say more of what is wrong with the new ones.
   *
   * @param model of the run
   * @throws Failure if the new data cannot be added
   */
  public static Optional<CarriedUpdate> of(
      Path folder, Run run, Model model, Data added, Compilation compilation) {
    Optional<CarriedStatistics> statistics = RunStatistics.read(folder);
    if (statistics.isEmpty()) return Optional.empty();
    boolean isExact = run.record().isExact();
    Data data = statistics.get().kept().overriddenBy(added);
    Optional<CarriedModel> carried = model.carried(isExact, data).model();
    if (carried.isEmpty()) return Optional.empty();
    Checked<CarriedModel.Batch> batch = carried.get().tryBind(statistics.get(), added);
    if (batch.value().isEmpty() && statistics.get().batches() == 1) return Optional.empty();
    CarriedModel.Batch bound = compilation.value(batch, ExitCode.DATA);
    return Optional.of(new CarriedUpdate(run, bound, added, isExact));
  }

  /** Explores, or writes down, the posterior of all data. */
  public RunUpdate.Result run(Console console, MethodOptions method) {
    MethodOptions options = isExact ? ExactUpdate.asBefore(method, before.draws()) : method;
    Execution.Outcome outcome =
        Execution.run(console, batch.posterior(), options, ExactUpdate.provenance(before, added));
    Run finished =
        ExactUpdate.told(outcome.run(), before.record())
            .withResult("batches", batch.statistics().batches());
    String verdict =
        isExact
            ? "Updated: exact, in closed form, without the earlier data."
            : "Updated: sampled with the statistics of all data.";
    return new RunUpdate.Result(finished, verdict, outcome.exitCode());
  }

  /** Writes the run, with the new data and the statistics of all. */
  public void write(RunFolder folder, Run run) {
    try {
      RunStatistics.write(folder, batch.statistics());
    } catch (RunException e) {
      throw InputProblems.run(Path.of(e.problem().path()), e);
    }
    RunFiles.write(folder, run, batch.posterior().entries());
  }
}
