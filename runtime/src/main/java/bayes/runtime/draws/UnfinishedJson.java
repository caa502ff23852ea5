package bayes.runtime.draws;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code unfinished.json}: all that is needed to go on with a run. */
final class UnfinishedJson {
  private UnfinishedJson() {}

  /**
   * What an {@code unfinished.json} tells.
   *
   * @param run without the texts of its model
   * @param digests of the model's files, by their paths relative to the model's folder
   * @param dataDigest of {@code data.json}
   */
  record Content(UnfinishedRun run, Map<String, String> digests, String dataDigest) {}

  static void write(Writer text, Content content) throws IOException {
    UnfinishedRun run = content.run();
    JsonGenerator out = RunJson.begin(text);
    out.writeStringField("program", run.provenance().programVersion());
    RunJson.strings(out, "options", run.options());
    if (!run.provenance().plan().isEmpty()) {
      out.writeStringField(RunRecord.PLAN, run.provenance().plan());
    }
    RunJson.origin(out, run.provenance().modelFile(), content.digests(), run.provenance().data());
    out.writeStringField("data_sha256", content.dataDigest());
    if (run.heading().isPresent()) {
      Journal.Heading heading = run.heading().get();
      out.writeObjectFieldStart("chains");
      out.writeStringField("method", heading.method());
      out.writeNumberField("seed", heading.seed());
      out.writeNumberField("draws", heading.draws());
      // As a record has them: integers are long.
      RunJson.facts(out, "settings", run.record(heading).settings());
      RunJson.columns(out, heading.columns());
      out.writeEndObject();
    }
    RunJson.end(out, text);
  }

  static Content read(JsonTree document) throws RunException {
    RunJson.checkFormat(document);
    JsonTree model = document.get("model");
    Map<String, String> digests = new LinkedHashMap<>();
    for (Map.Entry<String, JsonTree> digest : model.get("sha256").members().entrySet()) {
      digests.put(digest.getKey(), digest.getValue().string());
    }
    Provenance provenance =
        new Provenance(
            document.get("program").string(),
            model.get("file").string(),
            Map.of(),
            RunJson.sources(document),
            document.has(RunRecord.PLAN) ? document.get(RunRecord.PLAN).string() : "");
    List<String> options = document.get("options").strings();
    Optional<Journal.Heading> heading =
        document.has("chains") ? Optional.of(heading(document.get("chains"))) : Optional.empty();
    return new Content(
        new UnfinishedRun(provenance, options, heading),
        digests,
        document.get("data_sha256").string());
  }

  private static Journal.Heading heading(JsonTree chains) throws RunException {
    return new Journal.Heading(
        chains.get("method").string(),
        chains.get("seed").integer(),
        RunJson.facts(chains.get("settings")),
        chains.get("draws").count(),
        RunJson.columns(chains));
  }
}
