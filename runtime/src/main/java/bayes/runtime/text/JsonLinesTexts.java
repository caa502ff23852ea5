package bayes.runtime.text;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataSource;
import bayes.runtime.data.DataValue;
import bayes.runtime.data.JsonLinesData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts under a key of JSON Lines. */
record JsonLinesTexts(TextSource source, String key) implements Corpus {
  @Override
  public List<DataSource> read(Sink sink) throws DataException {
    return List.of(
        source.read(
            text ->
                JsonLinesData.read(source.name(), text, (row, line) -> document(row, line, sink))));
  }

  private void document(DataValue.Labelled row, int line, Sink sink) throws IOException {
    int at = row.labels().indexOf(key);
    if (at < 0 || !(row.values().get(at) instanceof DataValue.Text text)) return;
    Map<String, String> covariates = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (i == at) continue;
      DataValue value = row.values().get(i);
      String name = row.labels().get(i);
      if (value instanceof DataValue.Text label) covariates.put(name, label.value());
      else if (value instanceof DataValue.Number number) covariates.put(name, number.literal());
      else if (value instanceof DataValue.Bool bool) covariates.put(name, bool.describe());
    }
    sink.document(new Document(String.valueOf(line), covariates, text.value()));
  }
}
