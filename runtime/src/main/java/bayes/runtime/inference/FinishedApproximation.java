package bayes.runtime.inference;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import bayes.runtime.inference.ApproximationSettings.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** An approximation as a run. */
final class FinishedApproximation {
  private FinishedApproximation() {}

  /** Draws from an approximation, as one chain. */
  static Run of(ApproximationFit fit, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("approximation", fit.kind().name().toLowerCase(Locale.ROOT));
    if (fit.kind() == Kind.LAPLACE) {
      results.put("curvature", fit.independent() ? "each_coordinate" : "full");
    }
    results.put("pareto_k", fit.paretoK());
    results.put("pareto_k_limit", fit.limit());
    results.put("ess", fit.ess());
    results.put("resampled", fit.resampled());
    results.put("failed_draws", fit.failedDraws());
    results.put("interrupted", fit.cancelled());
    List<String> labels = fit.draws().layout().labels();
    int worst = -1;
    for (int column = 0; column < labels.size(); column++) {
      results.put(RunRecord.PARETO_K + labels.get(column), fit.quantityK().get(column));
      double shift = Math.abs(fit.shifts().get(column));
      if (Double.isNaN(shift)) continue;
      if (worst < 0 || shift > Math.abs(fit.shifts().get(worst))) worst = column;
    }
    if (worst >= 0) {
      results.put("largest_shift", fit.shifts().get(worst));
      results.put("largest_shift_of", labels.get(worst));
    }
    return FinishedRun.run(
        fit.settings().kind().name().toLowerCase(Locale.ROOT),
        fit.settings().seed(),
        Map.of("draws", fit.settings().draws()),
        results,
        List.of(new ChainRecord(0, fit.seconds(), OptionalDouble.empty(), List.of())),
        fit.draws(),
        provenance);
  }
}
