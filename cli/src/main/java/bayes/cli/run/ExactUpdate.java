package bayes.cli.run;

import bayes.cli.console.Version;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import bayes.runtime.inference.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What updates without error have in common. */
final class ExactUpdate {
  private ExactUpdate() {}

  /** Options for as many draws in closed form as the run has. */
  static MethodOptions asBefore(MethodOptions method, Draws draws) {
    RunSettings run = RunSettings.defaults(method.seed());
    var options =
        new ExactOptions(
            new ChainOptions(
                Optional.of(draws.chains()),
                Optional.empty(),
                Optional.of(draws.draws()),
                Optional.of(run.threads()),
                Optional.empty(),
                Optional.empty()));
    return new MethodOptions(
        options,
        Optional.empty(),
        List.of(),
        method.planning(),
        method.seed(),
        method.isSeedDrawn());
  }

  /** The run, with the log probability of the new data where both evidences are known. */
  static Run told(Run finished, RunRecord before) {
    Run told = finished.withResult("update", "exact");
    if (before.results().get("log_evidence") instanceof Double old
        && finished.record().results().get("log_evidence") instanceof Double all
        && before.isExact()) {
      told = told.withResult("log_predictive", all - old).withResult("log_predictive_error", 0.0);
    }
    return told;
  }

  /** The files of the run, and the new ones. */
  static Provenance provenance(Run run, Data added) {
    RunRecord record = run.record();
    List<RunRecord.Source> sources = new ArrayList<>(record.data());
    added.sources().stream()
        .map(s -> new RunRecord.Source(s.name(), s.sha256(), s.size()))
        .forEach(sources::add);
    return new Provenance(
        Version.text(), record.modelFile(), run.modelFiles(), sources, record.plan());
  }
}
