package bayes.compiler.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the cells of a row of a table stand in its line. */
final class TableCells {
  private TableCells() {}

  /** A cell without the white space and quotes around it: from, inclusive, to, exclusive. */
  record Cell(int from, int to, String text) {}

  /** The cells of a line; separated by tabs if it has some and no comma. */
  static List<Cell> of(String line) {
    char separator = line.indexOf('\t') >= 0 && line.indexOf(',') < 0 ? '\t' : ',';
    List<Cell> cells = new ArrayList<>();
    boolean isQuoted = false;
    int from = 0;
    for (int i = 0; i <= line.length(); i++) {
      boolean isEnd = i == line.length() || (!isQuoted && line.charAt(i) == separator);
      if (isEnd) {
        cells.add(cell(line, from, i));
        from = i + 1;
      } else if (line.charAt(i) == '"') {
        isQuoted = !isQuoted;
      }
    }
    return cells;
  }

  private static Cell cell(String line, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && line.charAt(start) == ' ') start++;
    while (end > start && line.charAt(end - 1) == ' ') end--;
    String text = line.substring(start, end);
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String plain = isQuoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    return new Cell(start, end, plain);
  }

  /** The last cell of a line that holds a text. */
  static Optional<Cell> last(String line, String text) {
    Optional<Cell> last = Optional.empty();
    for (Cell cell : of(line)) if (cell.text().equals(text)) last = Optional.of(cell);
    return last;
  }
}
