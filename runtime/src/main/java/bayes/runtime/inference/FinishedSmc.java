package bayes.runtime.inference;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Tempered sequential Monte Carlo as a run: a chain per island. */
final class FinishedSmc {
  private FinishedSmc() {}

  static Run of(SmcFit fit, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>();
    evidence(fit.evidence(), results);
    population(fit, results);
    return FinishedRun.run(
        "smc", fit.settings().seed(), settings(fit), results, chains(fit), fit.draws(), provenance);
  }

  static Run ofUpdate(
      SmcFit fit,
      RunRecord from,
      String name,
      double paretoK,
      double disagreement,
      Provenance provenance) {
    Map<String, Object> settings = settings(fit);
    settings.put("updated_from", name);
    settings.put("updated_method", from.method());
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("update", "rejuvenated");
    results.put("update_pareto_k", paretoK);
    Evidence.Estimated ratio = (Evidence.Estimated) fit.evidence();
    results.put("log_predictive", ratio.logEvidence());
    results.put("log_predictive_error", ratio.standardError());
    if (from.results().get("log_evidence") instanceof Double before
        && from.results().get("log_evidence_error") instanceof Double error) {
      results.put("log_evidence", before + ratio.logEvidence());
      results.put("log_evidence_error", Math.hypot(error, ratio.standardError()));
    }
    population(fit, results);
    results.computeIfPresent("island_disagreement", (key, old) -> disagreement);
    return FinishedRun.run(
        "update", fit.settings().seed(), settings, results, chains(fit), fit.draws(), provenance);
  }

  static Map<String, Object> settings(SmcFit fit) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("chains", fit.settings().islands());
    settings.put("draws", fit.settings().particles());
    settings.put("start", fit.start());
    settings.put("ess_share", fit.settings().essShare());
    settings.put("local_moves", fit.settings().move().name().toLowerCase(Locale.ROOT));
    settings.put("max_sweeps", fit.settings().maxSweeps());
    return settings;
  }

  static void evidence(Evidence evidence, Map<String, Object> results) {
    if (evidence instanceof Evidence.Estimated estimated) {
      results.put("log_evidence", estimated.logEvidence());
      results.put("log_evidence_error", estimated.standardError());
    } else if (evidence instanceof Evidence.Undefined undefined) {
      results.put("no_evidence", undefined.reason());
    }
  }

  /** What the temperatures of all islands tell. */
  static void population(SmcFit fit, Map<String, Object> results) {
    List<SmcIslandReport> islands = fit.finished();
    int longest = islands.stream().mapToInt(island -> island.steps().size()).max().orElse(0);
    int impossible = islands.stream().mapToInt(SmcIslandReport::impossible).sum();
    results.put("temperatures", longest);
    results.put("sweeps", steps(fit).mapToInt(SmcStep::sweeps).sum());
    results.put("lowest_ess_share", steps(fit).mapToDouble(SmcStep::essShare).min().orElse(1));
    results.put("lowest_acceptance", steps(fit).mapToDouble(SmcStep::acceptance).min().orElse(1));
    results.put("unmoved_temperatures", steps(fit).filter(step -> !step.movedEnough()).count());
    results.put("ancestor_share", fit.ancestorShare());
    if (islands.size() > 1) results.put("island_disagreement", fit.disagreement());
    if (impossible > 0) results.put("impossible_starts", impossible);
    results.put("interrupted", fit.cancelled());
  }

  private static Stream<SmcStep> steps(SmcFit fit) {
    return fit.finished().stream().flatMap(island -> island.steps().stream());
  }

  static List<ChainRecord> chains(SmcFit fit) {
    List<ChainRecord> chains = new ArrayList<>();
    for (SmcIslandReport island : fit.finished()) {
      chains.add(new ChainRecord(0, island.seconds(), OptionalDouble.empty(), List.of()));
    }
    return chains;
  }
}
