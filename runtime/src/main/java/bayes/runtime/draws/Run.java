package bayes.runtime.draws;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished run, as a run folder holds it.
 *
 * @param modelFiles the text of the model and its imports, by path relative to the model's folder,
 *     with {@code /} between names
 * @param divergences the diverging steps of its chains, or of many a part
 */
public record Run(
    RunRecord record, Draws draws, Map<String, String> modelFiles, List<Divergence> divergences) {
  public Run {
    divergences = List.copyOf(divergences);
    modelFiles = Collections.unmodifiableMap(new LinkedHashMap<>(modelFiles));
    if (record.chains().size() != draws.chains()) {
      throw new IllegalArgumentException(
          record.chains().size() + " chain records for " + draws.chains() + " chains");
    }
    if (!modelFiles.containsKey(record.modelFile())) {
      throw new IllegalArgumentException("no text of " + record.modelFile());
    }
  }

  /** A run without divergences. */
  public Run(RunRecord record, Draws draws, Map<String, String> modelFiles) {
    this(record, draws, modelFiles, List.of());
  }

  /** This run with one more fact among its results. */
  public Run withResult(String name, Object fact) {
    Map<String, Object> results = new LinkedHashMap<>(record.results());
    results.put(name, fact);
    return new Run(record.withResults(results), draws, modelFiles, divergences);
  }

  /** This run with the diverging steps of its chains. */
  public Run withDivergences(List<Divergence> steps) {
    return new Run(record, draws, modelFiles, steps);
  }
}
