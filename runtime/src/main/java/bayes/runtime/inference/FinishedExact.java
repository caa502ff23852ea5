package bayes.runtime.inference;

import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Independent draws of a posterior in closed form as a run, with the form. */
final class FinishedExact {
  private FinishedExact() {}

  static Run of(Fit fit, ExactPosterior posterior, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>();
    double[][] evidence = fit.draws().sampler("lp__").orElseThrow();
    results.put("log_evidence", evidence[0][0]);
    results.put("log_evidence_error", 0.0);
    for (ExactPosterior.Marginal marginal : posterior.marginals()) {
      String label = marginal.label();
      results.put(RunRecord.POSTERIOR + label, marginal.distribution());
      put(RunRecord.EXACT_MEAN + label, marginal.mean(), results);
      put(RunRecord.EXACT_SD + label, marginal.sd(), results);
      for (int i = 0; i < marginal.quantiles().size(); i++) {
        double probability = ExactPosterior.PROBABILITIES.get(i);
        put(RunRecord.exactQuantile(probability) + label, marginal.quantiles().get(i), results);
      }
    }
    for (ExactPosterior.Probability known : posterior.probabilities()) {
      String value = known.label() + " = " + known.value();
      results.put(RunRecord.PROBABILITY + value, known.probability());
      results.put(RunRecord.PROBABILITY_ERROR + value, 0.0);
    }
    return FinishedChains.of(fit, results, provenance);
  }

  /** What does not exist is not told. */
  private static void put(String name, double value, Map<String, Object> results) {
    if (Double.isFinite(value)) results.put(name, value);
  }
}
