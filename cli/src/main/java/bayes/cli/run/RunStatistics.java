package bayes.cli.run;

import bayes.cli.console.ExitCode;
import bayes.cli.console.Failure;
import bayes.compiler.BoundModel;
import bayes.compiler.CarriedModel;
import bayes.runtime.data.CarriedStatistics;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.data.StatisticsData;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.draws.RunRecord;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What the folder of a run keeps of its data, so that new ones can be added without these. */
final class RunStatistics {
  private static final Set<String> APPROXIMATIONS = Set.of("map", "laplace", "pathfinder", "quick");

  private RunStatistics() {}

  /** The statistics that a run's posterior goes on from; empty if it needs the data themselves. */
  static Optional<CarriedStatistics> of(BoundModel posterior, RunRecord record) {
    if (APPROXIMATIONS.contains(record.method())) return Optional.empty();
    Data data = posterior.entries();
    return posterior
        .model()
        .carried(record.isExact(), data)
        .model()
        .flatMap(model -> model.tryBind(data).value())
        .map(CarriedModel.Batch::statistics);
  }

  /** Writes statistics to the folder of a run. */
  static void write(RunFolder folder, CarriedStatistics statistics) throws RunException {
    folder.putStatistics(
        out -> {
          JsonGenerator json = new JsonFactory().createGenerator(out);
          JsonData.write(StatisticsData.of(statistics), json);
          json.flush();
        });
  }

  /**
   * The statistics in the folder of a run, if it has some.
   *
   * @throws Failure if they are damaged
   */
  static Optional<CarriedStatistics> read(Path folder) {
    String name = folder.resolve("statistics.json").toString();
    try {
      Optional<InputStream> file = RunFolder.at(folder).openStatistics();
      if (file.isEmpty()) return Optional.empty();
      try (InputStream in = file.get()) {
        Optional<CarriedStatistics> read = StatisticsData.read(JsonData.read(name, in));
        if (read.isPresent()) return read;
        throw new Failure(ExitCode.FILE, name + " does not hold the statistics of a run");
      }
    } catch (RunException e) {
      throw InputProblems.run(folder, e);
    } catch (DataException e) {
      throw InputProblems.data(e);
    } catch (IOException e) {
      throw InputProblems.unreadable(Path.of(name), e);
    }
  }
}
