package bayes.runtime.inference;

import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Chains as a run. */
final class FinishedChains {
  private FinishedChains() {}

  /** The kept chains of a fit; those that failed are told among the results. */
  static Run of(Fit fit, Provenance provenance) {
    return of(fit, Map.of(), provenance);
  }

  /** The same, with more that the method found. */
  static Run of(Fit fit, Map<String, Object> found, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>(found);
    if (!fit.failures().isEmpty()) {
      results.put("failed_chains", fit.failures().size());
      results.put("failure", fit.failures().get(0).reason());
    }
    results.put("interrupted", fit.cancelled());
    FinishedTempering.results(fit, results);
    List<ChainRecord> chains = new ArrayList<>();
    for (ChainReport chain : fit.chains()) {
      if (chain.kept()) chains.add(record(chain));
    }
    return FinishedRun.run(
            fit.settings().method(),
            fit.settings().run().seed(),
            settings(fit.settings()),
            results,
            chains,
            fit.draws(),
            provenance)
        .withDivergences(fit.divergences());
  }

  /** The settings by their names in run records. */
  static Map<String, Object> settings(ChainSettings settings) {
    RunSettings run = settings.run();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("chains", run.chains());
    if (settings instanceof ExactSettings) {
      facts.put("draws", run.draws());
      return facts;
    }
    facts.put("warmup", run.warmup());
    facts.put("draws", run.draws());
    facts.put("init", run.start().word());
    if (run.start() instanceof StartPoints.Superchains groups) {
      facts.put("superchains", groups.count());
    }
    if (settings instanceof NutsSettings nuts) {
      facts.put("adaptive_warmup", run.adaptive());
      facts.put("metric", nuts.metric().map(MetricKind::toString).orElse("auto"));
      facts.put("target_accept", nuts.targetAccept());
      facts.put("max_tree_depth", nuts.maxTreeDepth());
    } else if (settings instanceof MetropolisSettings metropolis) {
      facts.put(
          "moves",
          metropolis.moves().stream()
              .map(move -> move.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(",")));
    }
    if (settings instanceof GibbsSettings gibbs) facts.put("thin", gibbs.thin());
    if (settings instanceof TemperingSettings tempering) {
      facts.put("local_moves", tempering.move().name().toLowerCase(Locale.ROOT));
      tempering.rungs().ifPresent(rungs -> facts.put("rungs", rungs));
    }
    return facts;
  }

  private static ChainRecord record(ChainReport chain) {
    return record(
        chain.chain(), chain.adaptation(), chain.warmupSeconds(), chain.samplingSeconds());
  }

  /** What is told of a chain, by its number from 0. */
  static ChainRecord record(
      int chain, Optional<Adaptation> adaptation, double warmupSeconds, double samplingSeconds) {
    OptionalDouble stepSize = OptionalDouble.empty();
    List<Double> inverseMetric = List.of();
    Optional<ChainRecord.Warmup> warmup = Optional.empty();
    if (adaptation.orElse(null) instanceof Adaptation.Hamiltonian adapted) {
      stepSize = OptionalDouble.of(adapted.stepSize());
      inverseMetric = adapted.inverseMetric();
      warmup =
          Optional.of(
              new ChainRecord.Warmup(
                  adapted.warmupIterations(), adapted.metric().toString(), adapted.rank()));
    }
    return new ChainRecord(
        chain + 1, warmupSeconds, samplingSeconds, stepSize, inverseMetric, warmup);
  }
}
