package bayes.runtime.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * Data as CSV (RFC 4180) with a header: every column is an entry, a list with one element per row.
 * A header with tabs and without commas makes it tab-separated. Empty cells and an unquoted {@code
 * NA} are missing values; what a column holds is decided by {@link CsvColumn}.
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
      problems.add(broken(source, e));
      throw new DataException(problems);
    }
  }

  private static List<CsvColumn> columns(String source, Reader text, List<DataProblem> problems)
      throws IOException {
    BufferedReader buffered = new BufferedReader(text, 1 << 14);
    CSVParser parser =
        CSVParser.builder().setReader(buffered).setFormat(format(isTabbed(buffered))).get();
    Iterator<CSVRecord> records = parser.iterator();
    int line = 1;
    try {
      if (!records.hasNext()) {
        problems.add(new DataProblem.Empty(source, "a header and rows of CSV"));
        return List.of();
      }
      List<CsvColumn> columns = header(source, records.next(), problems);
      int blankFrom = 0;
      // The iterator reads ahead: where a row starts is known before asking whether there is one.
      for (line = nextLine(parser); records.hasNext(); line = nextLine(parser)) {
        CSVRecord row = records.next();
        if (isBlank(row) && columns.size() > 1) {
          blankFrom = blankFrom == 0 ? line : blankFrom;
          continue;
        }
        if (blankFrom > 0) {
          problems.add(new DataProblem.RaggedRow(source, blankFrom, columns.size(), 0));
          blankFrom = 0;
        }
        if (row.size() != columns.size()) {
          problems.add(new DataProblem.RaggedRow(source, line, columns.size(), row.size()));
        } else {
          for (int i = 0; i < row.size(); i++) columns.get(i).add(row.get(i), line);
        }
      }
      return columns;
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      if (cause instanceof CSVException) {
        problems.add(new DataProblem.Syntax(source, line, 0, DataCode.D0002, QUOTES, CLOSE));
        return List.of();
      }
      throw cause;
    }
  }

  private static int nextLine(CSVParser parser) {
    return Math.toIntExact(parser.getCurrentLineNumber() + 1);
  }

  private static final String QUOTES =
      "a cell in quotes that begins in this row does not end at a separator";
  private static final String CLOSE =
      "close the quotes; inside of them, a quote is written twice, as in \"6\"\" nails\"";

  private static List<CsvColumn> header(
      String source, CSVRecord header, List<DataProblem> problems) {
    List<CsvColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      @Nullable String name = header.get(i);
      if (name == null || name.isBlank()) {
        problems.add(new DataProblem.UnnamedColumn(source, i + 1));
      } else if (!names.add(name)) {
        problems.add(new DataProblem.DuplicateKey(source, 1, 0, name, Optional.empty()));
      }
      columns.add(new CsvColumn(name == null ? "" : name));
    }
    return columns;
  }

  private static boolean isBlank(CSVRecord row) {
    @Nullable String first = row.get(0);
    return row.size() == 1 && first != null && first.isEmpty();
  }

  /** Quoted "NA" stays a text with this quote mode, and unquoted NA becomes null. */
  private static CSVFormat format(boolean isTabbed) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(isTabbed ? '\t' : ',')
        .setIgnoreEmptyLines(false)
        .setIgnoreSurroundingSpaces(true)
        .setNullString("NA")
        .setQuoteMode(QuoteMode.ALL_NON_NULL)
        .get();
  }

  /** Looks at the start of the header, within what the buffer holds. */
  private static boolean isTabbed(BufferedReader text) throws IOException {
    int limit = 1 << 13;
    text.mark(limit);
    boolean tabs = false;
    boolean commas = false;
    for (int i = 0; i < limit; i++) {
      int c = text.read();
      if (c < 0 || c == '\n' || c == '\r') break;
      tabs |= c == '\t';
      commas |= c == ',';
    }
    text.reset();
    return tabs && !commas;
  }

  private static DataProblem broken(String source, IOException failure) {
    return failure instanceof Utf8Reader.WrongByte wrong
        ? new DataProblem.NotUtf8(source, wrong.line, wrong.column)
        : JsonReader.unreadable(source, failure);
  }
}
