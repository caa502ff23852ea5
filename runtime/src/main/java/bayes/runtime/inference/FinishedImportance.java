package bayes.runtime.inference;

import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Importance sampling as a run. */
final class FinishedImportance {
  private FinishedImportance() {}

  /** Weighted draws, as one chain. */
  static Run of(ImportanceFit fit, Provenance provenance) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("draws", fit.settings().draws());
    settings.put("proposal", fit.proposal().name().toLowerCase(Locale.ROOT));
    fit.settings()
        .degreesOfFreedom()
        .ifPresent(degrees -> settings.put("degrees_of_freedom", degrees));
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("pareto_k", fit.paretoK());
    results.put("pareto_k_limit", ParetoSmoothing.threshold(fit.draws().draws()));
    results.put("ess", fit.ess());
    if (fit.evidence() instanceof Evidence.Estimated evidence) {
      results.put("log_evidence", evidence.logEvidence());
      results.put("log_evidence_error", evidence.standardError());
    } else if (fit.evidence() instanceof Evidence.Undefined undefined) {
      results.put("no_evidence", undefined.reason());
    }
    results.put("failed_draws", fit.failedDraws());
    results.put("interrupted", fit.cancelled());
    ChainRecord chain = new ChainRecord(0, fit.seconds(), OptionalDouble.empty(), List.of());
    return FinishedRun.run(
        "importance",
        fit.settings().seed(),
        settings,
        results,
        List.of(chain),
        fit.draws(),
        provenance);
  }
}
