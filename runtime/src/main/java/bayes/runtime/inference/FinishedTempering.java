package bayes.runtime.inference;

import bayes.runtime.inference.Adaptation.Tempered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What parallel tempering tells beside its draws. */
final class FinishedTempering {
  private FinishedTempering() {}

  /** Adds the results of the chains that are kept. */
  static void results(Fit fit, Map<String, Object> results) {
    List<Tempered> chains = new ArrayList<>();
    for (ChainReport chain : fit.chains()) {
      if (chain.kept() && chain.adaptation().orElse(null) instanceof Tempered tempered) {
        chains.add(tempered);
      }
    }
    if (chains.isEmpty()) return;
    FinishedSmc.evidence(evidence(chains), results);
    int draws = fit.draws().draws();
    results.put("rungs", chains.stream().mapToInt(c -> c.betas().size()).max().orElseThrow());
    results.put(
        "communication_barrier",
        chains.stream().mapToDouble(Tempered::barrier).average().orElseThrow());
    results.put(
        "highest_rejection",
        chains.stream()
            .flatMap(chain -> chain.rejections().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0));
    int trips = chains.stream().mapToInt(Tempered::roundTrips).sum();
    results.put("round_trips", trips);
    results.put(
        "fewest_round_trips", chains.stream().mapToInt(Tempered::roundTrips).min().orElseThrow());
    results.put("round_trip_rate", trips / (double) (draws * chains.size()));
  }

  /**
   * The average of the chains' log evidences. Its error is the larger of what the chains' own
   * errors and what their spread account for.
   */
  private static Evidence evidence(List<Tempered> chains) {
    if (chains.get(0).whyNoEvidence().isPresent()) {
      return new Evidence.Undefined(chains.get(0).whyNoEvidence().get());
    }
    int m = chains.size();
    double mean = chains.stream().mapToDouble(Tempered::logEvidence).average().orElseThrow();
    double within = 0;
    double between = 0;
    for (Tempered chain : chains) {
      within += chain.logEvidenceError() * chain.logEvidenceError() / (m * (double) m);
      double difference = chain.logEvidence() - mean;
      if (m > 1) between += difference * difference / (m * (m - 1.0));
    }
    return new Evidence.Estimated(mean, Math.sqrt(Math.max(within, between)));
  }
}
