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
 * @param plan how the model was compiled, in words that whoever compiled it understands; empty if
 *     as it is by itself
 */
public record Provenance(
    String programVersion,
    String modelFile,
    Map<String, String> modelFiles,
    List<RunRecord.Source> data,
    String plan) {
  public Provenance {
    modelFiles = Collections.unmodifiableMap(new LinkedHashMap<>(modelFiles));
    data = List.copyOf(data);
  }

  /** Of a model that was compiled as it is by itself. */
  public Provenance(
      String programVersion,
      String modelFile,
      Map<String, String> modelFiles,
      List<RunRecord.Source> data) {
    this(programVersion, modelFile, modelFiles, data, "");
  }

  /** The same with the texts of the model's files. */
  Provenance withModelFiles(Map<String, String> texts) {
    return new Provenance(programVersion, modelFile, texts, data, plan);
  }

  /** Settings of a method, and how the model was compiled, if that was asked for. */
  public Map<String, Object> with(Map<String, Object> settings) {
    if (plan.isEmpty()) return settings;
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put(RunRecord.PLAN, plan);
    return all;
  }
}
