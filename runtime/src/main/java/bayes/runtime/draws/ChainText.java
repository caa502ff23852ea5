package bayes.runtime.draws;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a chain's file begins. */
final class ChainText {
  private ChainText() {}

  /** A file that has its settings and its header. */
  static StanCsvWriter begin(
      Writer text, RunRecord record, int number, int draws, ChainColumns columns)
      throws IOException {
    return new StanCsvWriter(
        text, columns.layout(), columns.samplerNames(), comments(record, number, draws));
  }

  /** The settings under the names that readers of Stan's files look for, and all others. */
  private static Map<String, Object> comments(RunRecord record, int number, int draws) {
    Map<String, Object> comments = new LinkedHashMap<>();
    comments.put("program", "bayes " + record.programVersion());
    comments.put("model", record.modelFile());
    comments.put("method", "sample");
    comments.put("num_samples", draws);
    comments.put("num_warmup", record.settings().getOrDefault("warmup", 0L));
    comments.put("save_warmup", 0);
    comments.put("thin", 1);
    comments.put("algorithm", record.method());
    comments.put("metric", "diag_e");
    comments.put("id", number);
    comments.put("seed", record.seed());
    record.settings().forEach(comments::putIfAbsent);
    return comments;
  }
}
