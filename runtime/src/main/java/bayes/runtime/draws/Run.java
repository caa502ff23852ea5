package bayes.runtime.draws;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A finished run, as a run folder holds it.
 *
 * @param modelFiles the text of the model and its imports, by path relative to the model's folder,
 *     with {@code /} between names
 */
public record Run(RunRecord record, Draws draws, Map<String, String> modelFiles) {
  public Run {
    modelFiles = Collections.unmodifiableMap(new LinkedHashMap<>(modelFiles));
    if (record.chains().size() != draws.chains()) {
      throw new IllegalArgumentException(
          record.chains().size() + " chain records for " + draws.chains() + " chains");
    }
    if (!modelFiles.containsKey(record.modelFile())) {
      throw new IllegalArgumentException("no text of " + record.modelFile());
    }
  }
}
