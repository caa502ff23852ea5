package bayes.runtime.data;

import java.util.List;
import java.util.Optional;

/**
 * The columns of a CSV file.
 *
 * @param source the file as the user named it
 * @param headers their names, in order
 * @param columns their cells; all of one length
 */
public record CsvTable(String source, List<String> headers, List<DataValue.Sequence> columns) {
  public CsvTable {
    headers = List.copyOf(headers);
    columns = List.copyOf(columns);
  }

  /** The number of the column of this name, from 0. */
  public Optional<Integer> find(String header) {
    int at = headers.indexOf(header);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  /** The label that a cell is: a text, or a whole number; no other value is one. */
  public static Optional<String> label(DataValue value) {
    if (value instanceof DataValue.Text text) return Optional.of(text.value());
    if (value instanceof DataValue.Number n && n.isInteger()) return Optional.of(n.literal());
    return Optional.empty();
  }
}
