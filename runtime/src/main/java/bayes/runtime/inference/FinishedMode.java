package bayes.runtime.inference;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The search for a mode as a run. */
final class FinishedMode {
  private FinishedMode() {}

  /** A mode, as one chain of one draw. */
  static Run of(MapOutcome.Found mode, MapSettings mapSettings, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("converged", true);
    results.put("log_density", mode.logDensity());
    results.put("starts", mode.starts());
    results.put("agreeing", mode.agreeing());
    mode.whyNoErrors().ifPresent(reason -> results.put("no_standard_errors", reason));
    for (int column = 0; column < mode.layout().width(); column++) {
      double error = mode.standardErrors().get(column);
      String label = mode.layout().labels().get(column);
      if (!Double.isNaN(error)) results.put(RunRecord.STANDARD_ERROR + label, error);
    }
    Draws point = point(mode.layout(), mode.values(), mode.logDensity());
    return mode(point, results, mapSettings, provenance);
  }

  /** Where the search for a mode ran off, as one chain of one draw that is not to be relied on. */
  static Run of(MapOutcome.AtBoundary edge, MapSettings mapSettings, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("converged", false);
    results.put("reason", edge.reason());
    results.put("log_density", edge.logDensity());
    Draws point = point(edge.layout(), edge.values(), edge.logDensity());
    return mode(point, results, mapSettings, provenance);
  }

  private static Run mode(
      Draws point, Map<String, Object> results, MapSettings settings, Provenance provenance) {
    return FinishedRun.run(
        "map",
        settings.seed(),
        Map.of("starts", settings.starts()),
        results,
        List.of(ChainRecord.unknown()),
        point,
        provenance);
  }

  private static Draws point(Layout layout, List<Double> values, double logDensity) {
    double[] row = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Draws.of(layout, List.of("lp__"), 1, List.of(row), List.of(new double[] {logDensity}));
  }
}
