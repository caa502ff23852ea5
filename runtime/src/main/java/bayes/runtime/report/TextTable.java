package bayes.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table in plain text, of bounded width: a column of labels, aligned left, and columns of
 * numbers, aligned at the point. What is too wide is aligned right, then has its labels shortened,
 * and then loses columns, which the result tells.
 */
public final class TextTable {
  private static final int SHORTEST_LABEL = 12;
  private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+(e[+-]\\d+)?");
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<String> omittedFirst;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table that loses columns from the right where it is too wide. */
  public TextTable(List<String> header) {
    this(header, List.of());
  }

  /**
   * @param header of the labels' column, then of the others
   * @param omittedFirst the headers of the columns that go first where it is too wide
   */
  public TextTable(List<String> header, List<String> omittedFirst) {
    this.header = header.stream().map(TextWidth::printable).toList();
    this.omittedFirst = List.copyOf(omittedFirst);
  }

  /** Adds a row, as long as the header. */
  public void add(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + header.size() + " columns");
    }
    rows.add(cells.stream().map(TextWidth::printable).toList());
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The table as lines, the header first.
   *
   * @param lines without spaces at their ends
   * @param omitted the headers of the columns that did not fit
   */
  public record Lines(List<String> lines, List<String> omitted) {
    public Lines {
      lines = List.copyOf(lines);
      omitted = List.copyOf(omitted);
    }
  }

  /** Lays the table out within this many columns of a terminal. */
  public Lines lines(int columns) {
    List<String> labels = column(0);
    int label = width(labels);
    List<List<String>> numbers = numbers(true);
    if (label + outerWidth(numbers) > columns) numbers = numbers(false);
    List<String> omitted = new ArrayList<>();
    int shortest = shortest(labels, label);
    while (numbers.size() > 1 && shortest + outerWidth(numbers) > columns) {
      omitted.add(numbers.remove(leastImportant(numbers)).get(0).strip());
    }
    int labelWidth = Math.max(Math.min(label, columns - outerWidth(numbers)), shortest);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row <= rows.size(); row++) {
      StringBuilder line =
          new StringBuilder(padRight(TextWidth.fit(labels.get(row), labelWidth), labelWidth));
      for (List<String> cells : numbers) line.append(GAP).append(cells.get(row));
      lines.add(line.toString().stripTrailing());
    }
    return new Lines(lines, omitted);
  }

  /** The least width at which shortened labels still tell their rows apart. */
  private static int shortest(List<String> labels, int longest) {
    long distinct = labels.stream().distinct().count();
    int width = Math.min(longest, SHORTEST_LABEL);
    while (width < longest && shortened(labels, width) < distinct) width++;
    return width;
  }

  private static long shortened(List<String> labels, int width) {
    return labels.stream().map(label -> TextWidth.fit(label, width)).distinct().count();
  }

  private List<List<String>> numbers(boolean atPoint) {
    List<List<String>> numbers = new ArrayList<>();
    for (int i = 1; i < header.size(); i++) numbers.add(aligned(i, atPoint));
    return numbers;
  }

  private int leastImportant(List<List<String>> numbers) {
    for (String name : omittedFirst) {
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i).get(0).strip().equals(name)) return i;
      }
    }
    return numbers.size() - 1;
  }

  private List<String> column(int index) {
    List<String> cells = new ArrayList<>();
    cells.add(header.get(index));
    for (List<String> row : rows) cells.add(row.get(index));
    return cells;
  }

  /** The cells of a column, header first, padded to one width. */
  private List<String> aligned(int index, boolean atPoint) {
    List<String> cells = column(index);
    int fraction =
        !atPoint ? 0 : cells.stream().skip(1).mapToInt(TextTable::fraction).max().orElse(0);
    List<String> padded = new ArrayList<>();
    padded.add(cells.get(0));
    for (String cell : cells.subList(1, cells.size())) {
      int behind = Math.max(fraction - fraction(cell), 0);
      padded.add(cell + " ".repeat(behind));
    }
    int width = width(padded);
    return padded.stream().map(cell -> padLeft(cell, width)).toList();
  }

  /** The width of a number from its point on, 0 for a whole number or a word. */
  private static int fraction(String cell) {
    return FRACTION.matcher(cell).matches() ? cell.length() - cell.indexOf('.') : 0;
  }

  private static int outerWidth(List<List<String>> numbers) {
    return numbers.stream().mapToInt(c -> GAP.length() + TextWidth.of(c.get(0))).sum();
  }

  private static int width(List<String> cells) {
    return cells.stream().mapToInt(TextWidth::of).max().orElse(0);
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(width - TextWidth.of(text), 0));
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(width - TextWidth.of(text), 0)) + text;
  }
}
