package bayes.runtime.text;

import bayes.runtime.data.DataException;
import bayes.runtime.data.DataProblem;
import bayes.runtime.data.DataSource;
import bayes.runtime.data.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of a column of a table. */
record TableTexts(TextSource source, String column) implements Corpus {
  @Override
  public List<DataSource> read(Sink sink) throws DataException {
    List<DataProblem> problems = new ArrayList<>();
    DataSource read =
        source.read(text -> TableRows.read(source.name(), text, problems, new Rows(sink)));
    if (!problems.isEmpty()) throw new DataException(problems);
    return List.of(read);
  }

  /** Makes documents of rows. */
  private final class Rows implements TableRows.Sink {
    private final Sink sink;
    private List<String> names = List.of();
    private int at;
    private int rows;

    Rows(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void header(List<String> header) {
      names = header;
      at = header.indexOf(column);
      if (at < 0) {
        throw new IllegalArgumentException(
            source.name() + " has no column `" + column + "`, but " + header);
      }
    }

    @Override
    public void row(List<@Nullable String> cells, int line) throws IOException {
      rows++;
      @Nullable String text = cells.get(at);
      if (text == null) return;
      Map<String, String> covariates = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        @Nullable String cell = cells.get(i);
        if (i != at && cell != null) covariates.put(names.get(i), cell);
      }
      sink.document(new Document(String.valueOf(rows), covariates, text));
    }
  }
}
