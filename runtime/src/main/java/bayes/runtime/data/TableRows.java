package bayes.runtime.data;

import java.io.BufferedReader;
import java.io.IOException;
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
 * The rows of a table with a header, one after the other. With commas it is CSV (RFC 4180). A
 * header with tabs and without commas makes it tab-separated: then a row is a line, and quotes are
 * text, unless they enclose a whole cell as they do in CSV. A cell is null if it is an unquoted NA.
 */
public final class TableRows {
  /** Takes the rows of a table. */
  public interface Sink {
    /** Takes the names of the columns, before any row. */
    void header(List<String> names);

    /**
     * Takes the cells of a row, as many as the header has; {@code line} is where it begins, from 1.
     */
    void row(List<@Nullable String> cells, int line) throws IOException;
  }

  private static final String QUOTES =
      "a cell in quotes that begins in this row does not end at a separator";
  private static final String CLOSE =
      "close the quotes; inside of them, a quote is written twice, as in \"6\"\" nails\"";

  private final String source;
  private final List<DataProblem> problems;
  private final Sink sink;
  private int columns;
  private int blankFrom;

  private TableRows(String source, List<DataProblem> problems, Sink sink) {
    this.source = source;
    this.problems = problems;
    this.sink = sink;
  }

  /**
   * Reads a table; rows of another length than the header's are left out and reported.
   *
   * @param source the name of the stream for messages
   * @param problems where all that is wrong goes
   */
  public static void read(String source, Reader text, List<DataProblem> problems, Sink sink)
      throws IOException {
    BufferedReader buffered = new BufferedReader(text, 1 << 14);
    TableRows rows = new TableRows(source, problems, sink);
    if (isTabbed(buffered)) rows.tabbed(buffered);
    else rows.commas(buffered);
  }

  // ---- commas ----

  private void commas(BufferedReader buffered) throws IOException {
    CSVParser parser = CSVParser.builder().setReader(buffered).setFormat(format()).get();
    Iterator<CSVRecord> records = parser.iterator();
    int line = 1;
    try {
      if (!records.hasNext()) {
        problems.add(new DataProblem.Empty(source, "a header and rows of CSV"));
        return;
      }
      header(cells(records.next()));
      // The iterator reads ahead: where a row starts is known before asking whether there is one.
      for (line = nextLine(parser); records.hasNext(); line = nextLine(parser)) {
        row(cells(records.next()), line);
      }
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      if (!(cause instanceof CSVException)) throw cause;
      problems.add(new DataProblem.Syntax(source, line, 0, DataCode.D0002, QUOTES, CLOSE));
    }
  }

  private static int nextLine(CSVParser parser) {
    return Math.toIntExact(parser.getCurrentLineNumber() + 1);
  }

  private static List<@Nullable String> cells(CSVRecord row) {
    List<@Nullable String> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) cells.add(row.get(i));
    return cells;
  }

  /** Quoted "NA" stays a text with this quote mode, and unquoted NA becomes null. */
  private static CSVFormat format() {
    return CSVFormat.RFC4180
        .builder()
        .setIgnoreEmptyLines(false)
        .setIgnoreSurroundingSpaces(true)
        .setNullString("NA")
        .setQuoteMode(QuoteMode.ALL_NON_NULL)
        .get();
  }

  // ---- tabs ----

  private void tabbed(BufferedReader text) throws IOException {
    int line = 1;
    for (String row = text.readLine(); row != null; row = text.readLine(), line++) {
      List<@Nullable String> cells = new ArrayList<>(columns);
      int start = 0;
      for (int tab = row.indexOf('\t'); tab >= 0; tab = row.indexOf('\t', start)) {
        cells.add(cell(row.substring(start, tab)));
        start = tab + 1;
      }
      cells.add(cell(row.substring(start)));
      if (line == 1) header(cells);
      else row(cells, line);
    }
  }

  private static @Nullable String cell(String written) {
    String cell = written.strip();
    if (cell.equals("NA")) return null;
    if (cell.length() < 2 || cell.charAt(0) != '"' || !cell.endsWith("\"")) return cell;
    String inside = cell.substring(1, cell.length() - 1);
    String unquoted = inside.replace("\"\"", "");
    return unquoted.indexOf('"') < 0 ? inside.replace("\"\"", "\"") : cell;
  }

  // ---- both ----

  private void header(List<@Nullable String> cells) {
    columns = cells.size();
    List<String> header = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (@Nullable String name : cells) {
      header.add(name == null ? "" : name);
      if (name == null || name.isBlank()) {
        problems.add(new DataProblem.UnnamedColumn(source, header.size()));
      } else if (!names.add(name)) {
        problems.add(new DataProblem.DuplicateKey(source, 1, 0, name, Optional.empty()));
      }
    }
    sink.header(header);
  }

  /** Blank lines are nothing at the end of a table of several columns, and a mistake before. */
  private void row(List<@Nullable String> cells, int line) throws IOException {
    if (columns > 1 && cells.size() == 1 && "".equals(cells.get(0))) {
      blankFrom = blankFrom == 0 ? line : blankFrom;
      return;
    }
    if (blankFrom > 0) {
      problems.add(new DataProblem.RaggedRow(source, blankFrom, columns, 0));
      blankFrom = 0;
    }
    if (cells.size() == columns) sink.row(cells, line);
    else problems.add(new DataProblem.RaggedRow(source, line, columns, cells.size()));
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
}
