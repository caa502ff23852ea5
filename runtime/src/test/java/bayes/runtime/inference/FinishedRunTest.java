package bayes.runtime.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.draws.Layout;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.inference.ConjugateModel.Fault;
import bayes.runtime.report.ReportOptions;
import bayes.runtime.report.Summary;
import bayes.runtime.report.TextReport;
import bayes.runtime.report.Verdict;
import bayes.runtime.report.Verdict.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every method's result survives the way through a run folder, and is judged there alike. */
final class FinishedRunTest {
  private static final ConjugateModel NORMAL = new ConjugateModels.NormalMean(Fault.NONE);
  private static final Provenance PROVENANCE =
      new Provenance("0.1.0", "m.bayes", Map.of("m.bayes", "mu ~ Normal(0, 2);\n"), List.of());

  private final Path folder;

  FinishedRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void chainsAreSummarisedAsTheyWere() throws RunException {
    NutsSettings settings = NutsSettings.of(RunSettings.defaults(20240));
    Run run = FinishedRun.of(Inference.sample(NORMAL, settings), PROVENANCE);
    Run back = throughFolder(run);
    Summary summary = Summary.of(back);
    assertEquals(Summary.of(run), summary);
    assertEquals(10L, back.record().settings().get("max_tree_depth"));
    assertTrue(back.record().chains().get(3).stepSize().orElseThrow() > 0);
    Verdict verdict = Verdict.of(back, summary);
    assertEquals(Outcome.GOOD, verdict.outcome(), verdict.toString());
    double mean = summary.quantities().get(0).mean();
    assertEquals(NORMAL.mean()[0], mean, 4.5 * summary.quantities().get(0).mcseMean());
  }

  @Test
  void importanceSamplingKeepsItsEvidence() throws RunException {
    ImportanceOutcome outcome = Inference.importance(NORMAL, ImportanceSettings.of(20240));
    ImportanceFit fit = assertInstanceOf(ImportanceOutcome.Sampled.class, outcome).fit();
    Run back = throughFolder(FinishedRun.of(fit, PROVENANCE));
    Summary summary = Summary.of(back);
    Verdict verdict = Verdict.of(back, summary);
    assertEquals(Outcome.GOOD, verdict.outcome(), verdict.toString());
    double evidence = result(back, "log_evidence");
    double error = result(back, "log_evidence_error");
    assertEquals(NORMAL.logEvidence(), evidence, 4.5 * error);
    assertTrue(TextReport.of(back.record()).startsWith("Log evidence: -"));
    double mean = summary.quantities().get(0).mean();
    assertEquals(NORMAL.mean()[0], mean, 4.5 * summary.quantities().get(0).mcseMean());
  }

  @Test
  void aModeKeepsItsStandardErrors() throws RunException {
    MapSettings settings = MapSettings.of(20240);
    MapOutcome outcome = Inference.mode(NORMAL, settings, new Cancellation());
    MapOutcome.Found found = assertInstanceOf(MapOutcome.Found.class, outcome);
    Run back = throughFolder(FinishedRun.of(found, settings, PROVENANCE));
    Summary summary = Summary.of(back);
    assertEquals(Summary.DrawsKind.POINT, summary.kind());
    assertEquals(NORMAL.mode()[0], summary.quantities().get(0).mean(), 1e-8);
    assertEquals(Math.sqrt(NORMAL.variance()[0]), summary.quantities().get(0).sd(), 1e-6);
    String text = TextReport.of(summary, ReportOptions.plain());
    assertTrue(text.lines().findFirst().orElseThrow().endsWith("mode  std_error"), text);
    assertEquals(Outcome.GOOD, Verdict.of(back, summary).outcome());
  }

  @Test
  void anEdgeIsNoMode() throws RunException {
    MapOutcome.AtBoundary edge =
        new MapOutcome.AtBoundary(
            Layout.of(NORMAL.newRecorder().variables()),
            List.of(1e9),
            0,
            true,
            OptionalInt.of(0),
            3);
    Run back = throughFolder(FinishedRun.of(edge, MapSettings.of(1), PROVENANCE));
    Verdict verdict = Verdict.of(back, Summary.of(back));
    assertEquals(Outcome.BAD, verdict.outcome());
    assertTrue(verdict.findings().get(0).message().contains("`x[1]` runs off"));
  }

  private static double result(Run run, String name) {
    return assertInstanceOf(Double.class, run.record().results().get(name));
  }

  private Run throughFolder(Run run) throws RunException {
    RunFolder.create(folder).write(run, out -> out.write("{}".getBytes(UTF_8)));
    return RunFolder.at(folder).read();
  }
}
