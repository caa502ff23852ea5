package bayes.runtime.draws;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run was made of.
 *
 * @param programVersion of the program that makes it
 * @param modelFile which of the model files is the model
 * @param modelFiles the text of the model and its imports, by path relative to the model's folder
 * @param data the files that were read
 */
public record Provenance(
    String programVersion,
    String modelFile,
    Map<String, String> modelFiles,
    List<RunRecord.Source> data) {
  public Provenance {
    modelFiles = Collections.unmodifiableMap(new LinkedHashMap<>(modelFiles));
    data = List.copyOf(data);
  }
}
