package bayes.runtime.inference;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Chains as a run. */
final class FinishedChains {
  private FinishedChains() {}

  /** The kept chains of a fit; those that failed are told among the results. */
  static Run of(Fit fit, Provenance provenance) {
    RunSettings run = fit.settings().run();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("chains", run.chains());
    settings.put("warmup", run.warmup());
    settings.put("draws", run.draws());
    if (fit.settings() instanceof NutsSettings nuts) {
      settings.put("target_accept", nuts.targetAccept());
      settings.put("max_tree_depth", nuts.maxTreeDepth());
    } else if (fit.settings() instanceof MetropolisSettings metropolis) {
      settings.put("moves", metropolis.moves().name().toLowerCase(Locale.ROOT));
    }
    Map<String, Object> results = new LinkedHashMap<>();
    if (!fit.failures().isEmpty()) {
      results.put("failed_chains", fit.failures().size());
      results.put("failure", fit.failures().get(0).reason());
    }
    results.put("interrupted", fit.cancelled());
    List<ChainRecord> chains = new ArrayList<>();
    for (ChainReport chain : fit.chains()) if (chain.kept()) chains.add(chain(chain));
    return FinishedRun.run(
        fit.settings().method(), run.seed(), settings, results, chains, fit.draws(), provenance);
  }

  private static ChainRecord chain(ChainReport chain) {
    OptionalDouble stepSize = OptionalDouble.empty();
    List<Double> inverseMetric = List.of();
    if (chain.adaptation().orElse(null) instanceof Adaptation.Hamiltonian adapted) {
      stepSize = OptionalDouble.of(adapted.stepSize());
      inverseMetric = adapted.inverseMetric();
    }
    return new ChainRecord(chain.warmupSeconds(), chain.samplingSeconds(), stepSize, inverseMetric);
  }
}
