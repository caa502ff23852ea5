package bayes.runtime.inference;

import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.Provenance;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The results of all methods as runs, which can be written, read back, summarised and judged. */
public final class FinishedRun {
  private FinishedRun() {}

  /** The kept chains of a fit; those that failed are told among the results. */
  public static Run of(Fit fit, Provenance provenance) {
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
    return run(
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

  /** Weighted draws, as one chain. */
  public static Run of(ImportanceFit fit, Provenance provenance) {
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
    return run(
        "importance",
        fit.settings().seed(),
        settings,
        results,
        List.of(chain),
        fit.draws(),
        provenance);
  }

  /** A mode, as one chain of one draw. */
  public static Run of(MapOutcome.Found mode, MapSettings mapSettings, Provenance provenance) {
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
  public static Run of(MapOutcome.AtBoundary edge, MapSettings mapSettings, Provenance provenance) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("converged", false);
    results.put("reason", edge.reason());
    results.put("log_density", edge.logDensity());
    Draws point = point(edge.layout(), edge.values(), edge.logDensity());
    return mode(point, results, mapSettings, provenance);
  }

  private static Run mode(
      Draws point, Map<String, Object> results, MapSettings settings, Provenance provenance) {
    return run(
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

  private static Run run(
      String method,
      long seed,
      Map<String, Object> settings,
      Map<String, Object> results,
      List<ChainRecord> chains,
      Draws draws,
      Provenance provenance) {
    RunRecord record =
        new RunRecord(
            provenance.programVersion(),
            method,
            seed,
            settings,
            provenance.modelFile(),
            provenance.data(),
            chains,
            results);
    return new Run(record, draws, provenance.modelFiles());
  }
}
