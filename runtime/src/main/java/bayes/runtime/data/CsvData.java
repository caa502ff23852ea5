package bayes.runtime.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data as a table with a header, as {@link TableRows} reads it: every column is an entry, a list
 * with one element per row. Empty cells and an unquoted {@code NA} are missing values; what a
 * column holds is decided by {@link CsvColumn}.
 */
public final class CsvData {
  private CsvData() {}

  /**
   * Reads a table, which may be compressed by gzip.
   *
   * @param source the name of the stream for messages: the file as the user named it
   * @throws DataException with every problem that was found
   */
  public static Data read(String source, InputStream in) throws DataException {
    SourceStream stream = new SourceStream(source, in);
    List<DataProblem> problems = new ArrayList<>();
    try {
      List<CsvColumn> columns = columns(source, stream.reader(), problems);
      DataSource read = stream.finish();
      for (CsvColumn column : columns) problems.addAll(column.tooLarge(source));
      if (!problems.isEmpty()) throw new DataException(problems);
      List<String> headers = columns.stream().map(CsvColumn::header).toList();
      List<DataValue.Sequence> values = columns.stream().map(CsvColumn::value).toList();
      CsvTable sheet = new CsvTable(source, headers, values);
      List<DataEntry> entries = new ArrayList<>();
      for (int i = 0; i < headers.size(); i++) {
        DataOrigin origin = new DataOrigin.Column(source, i + 1, headers.get(i), sheet);
        entries.add(new DataEntry(headers.get(i), values.get(i), origin));
      }
      return new Data(entries, List.of(read));
    } catch (IOException e) {
      problems.add(SourceStream.problem(source, e));
      throw new DataException(problems);
    }
  }

  private static List<CsvColumn> columns(String source, Reader text, List<DataProblem> problems)
      throws IOException {
    List<CsvColumn> columns = new ArrayList<>();
    TableRows.read(
        source,
        text,
        problems,
        new TableRows.Sink() {
          @Override
          public void header(List<String> names) {
            for (String name : names) columns.add(new CsvColumn(name));
          }

          @Override
          public void row(List<@Nullable String> cells, int line) {
            for (int i = 0; i < cells.size(); i++) columns.get(i).add(cells.get(i), line);
          }
        });
    return columns;
  }
}
