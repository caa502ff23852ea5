package bayes.runtime.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Data as JSON Lines: every line is an object with the same keys, and every key an entry, a list
 * with one element per line, as the columns of a table are. A key that a line does not have is
 * missing there.
 */
public final class JsonLinesData {
  private JsonLinesData() {}

  /** Takes the objects of a file, one after the other. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the object of a line; lines count from 1. */
    void row(DataValue.Labelled row, int line) throws IOException;
  }

  /**
   * Reads a document, which may be compressed by gzip.
   *
   * @param source the name of the stream for messages: the file as the user named it
   * @throws DataException with every problem that was found
   */
  public static Data read(String source, InputStream in) throws DataException {
    SourceStream stream = new SourceStream(source, in);
    Map<String, List<DataValue>> columns = new LinkedHashMap<>();
    int[] rows = new int[1];
    try {
      read(
          source,
          stream.reader(),
          (row, line) -> {
            for (int i = 0; i < row.size(); i++) {
              List<DataValue> column =
                  columns.computeIfAbsent(row.labels().get(i), name -> new ArrayList<>());
              while (column.size() < rows[0]) column.add(DataValue.Missing.MISSING);
              column.add(row.values().get(i));
            }
            rows[0]++;
          });
      DataSource digested = stream.finish();
      List<String> names = List.copyOf(columns.keySet());
      List<DataValue.Sequence> values = new ArrayList<>();
      for (List<DataValue> column : columns.values()) {
        while (column.size() < rows[0]) column.add(DataValue.Missing.MISSING);
        values.add(DataValue.sequence(column));
      }
      CsvTable sheet = new CsvTable(source, names, values);
      List<DataEntry> entries = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        DataOrigin origin = new DataOrigin.Column(source, i + 1, names.get(i), sheet);
        entries.add(new DataEntry(names.get(i), values.get(i), origin));
      }
      return new Data(entries, List.of(digested));
    } catch (IOException e) {
      throw new DataException(SourceStream.problem(source, e));
    }
  }

  /**
   * Reads the objects of a text, and keeps none of them.
   *
   * @throws DataException with every problem that was found
   */
  public static void read(String source, Reader text, Sink sink) throws DataException, IOException {
    JsonReader reader = new JsonReader(source);
    boolean isEmpty = true;
    try (JsonParser parser = JsonData.JSON.createParser(text)) {
      try {
        for (JsonToken first = parser.nextToken(); first != null; first = parser.nextToken()) {
          isEmpty = false;
          int line = parser.currentTokenLocation().getLineNr();
          if (first != JsonToken.START_OBJECT) {
            reader.notAnObject(parser);
            break;
          }
          sink.row(reader.labelled(parser), line);
        }
      } catch (IOException e) {
        reader.problems().add(reader.broken(e, parser));
      }
    }
    if (isEmpty && reader.problems().isEmpty()) {
      throw new DataException(new DataProblem.Empty(source, "one JSON object per line"));
    }
    if (!reader.problems().isEmpty()) throw new DataException(reader.problems());
  }
}
