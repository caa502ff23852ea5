package bayes.runtime.draws;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** {@code times.json}: how long the chains took, the only thing that is different each time. */
final class TimesJson {
  private TimesJson() {}

  static void write(Writer text, List<ChainRecord> chains) throws IOException {
    JsonGenerator out = RunJson.begin(text);
    out.writeArrayFieldStart("chains");
    for (ChainRecord chain : chains) {
      out.writeStartObject();
      out.writeNumberField("number", chain.number());
      out.writeNumberField("warmup_seconds", chain.warmupSeconds());
      out.writeNumberField("sampling_seconds", chain.samplingSeconds());
      out.writeEndObject();
    }
    out.writeEndArray();
    RunJson.end(out, text);
  }

  /** The chains with their times, where these are known. */
  static List<ChainRecord> read(JsonTree document, List<ChainRecord> chains) throws RunException {
    List<ChainRecord> timed = new ArrayList<>(chains);
    for (JsonTree times : document.get("chains").items()) {
      int number = times.get("number").count();
      for (int i = 0; i < timed.size(); i++) {
        if (timed.get(i).number() != number) continue;
        timed.set(
            i,
            timed
                .get(i)
                .withTimes(
                    times.get("warmup_seconds").number(), times.get("sampling_seconds").number()));
      }
    }
    return timed;
  }
}
