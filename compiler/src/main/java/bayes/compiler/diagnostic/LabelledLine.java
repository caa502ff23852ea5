package bayes.compiler.diagnostic;

import bayes.compiler.diagnostic.Diagnostic.Label;
import bayes.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A line of source as a terminal shows it, and the rows of marks and labels under it. Tabs become
 * spaces, wide characters take two columns, and a very long line is cut around its first mark.
 *
 * @param rows marks and labels; the primary one is drawn with {@code ^}
 */
record LabelledLine(String text, List<Row> rows) {
  private static final int TAB = 4;
  private static final int MAX_COLUMNS = 160;
  private static final int BEFORE_MARK = 60;

  /** A row under the line. */
  record Row(String text, boolean primary) {}

  /** A label by columns from 0: {@code start} inclusive, {@code end} exclusive, never empty. */
  private record Mark(int start, int end, String text, boolean primary) {
    Mark shifted(int by) {
      return new Mark(start + by, end + by, text, primary);
    }
  }

  static LabelledLine of(SourceText source, int line, List<Label> labels, Label primary) {
    String raw = source.lineText(line);
    int[] columns = columns(raw);
    int lineStart = labels.get(0).span().start() - column(source, labels.get(0));
    List<Mark> marks = new ArrayList<>();
    for (Label label : labels) {
      int from = Math.min(label.span().start() - lineStart, raw.length());
      int to = Math.min(label.span().end() - lineStart, raw.length());
      int start = columns[from];
      int end = Math.max(columns[Math.max(from, to)], start + 1);
      marks.add(new Mark(start, end, DisplayWidth.safe(label.text()), label == primary));
    }
    marks.sort(Comparator.comparingInt(Mark::start));
    String shown = shown(raw);
    int cut = Math.max(0, marks.get(0).start - BEFORE_MARK);
    if (columns[raw.length()] > MAX_COLUMNS) {
      shown = cut(raw, columns, cut);
      if (cut > 0) {
        List<Mark> moved = new ArrayList<>();
        for (Mark mark : marks) moved.add(mark.shifted(3 - cut));
        marks = moved;
      }
      List<Mark> bounded = new ArrayList<>();
      for (Mark m : marks) {
        int start = Math.min(m.start, MAX_COLUMNS);
        bounded.add(
            new Mark(start, Math.max(start + 1, Math.min(m.end, MAX_COLUMNS)), m.text, m.primary));
      }
      marks = bounded;
    }
    return new LabelledLine(shown, rows(marks));
  }

  /** UTF-16 units between the start of the line and the label. */
  private static int column(SourceText source, Label label) {
    int start = label.span().start();
    int newline = start == 0 ? -1 : source.text().lastIndexOf('\n', start - 1);
    return start - newline - 1;
  }

  /** The column at each UTF-16 offset of the line, and at its end. */
  private static int[] columns(String raw) {
    int[] columns = new int[raw.length() + 1];
    int column = 0;
    int i = 0;
    while (i < raw.length()) {
      int c = raw.codePointAt(i);
      int n = Character.charCount(c);
      for (int k = 0; k < n; k++) columns[i + k] = column;
      column += c == '\t' ? TAB - column % TAB : DisplayWidth.of(DisplayWidth.visible(c));
      i += n;
    }
    columns[raw.length()] = column;
    return columns;
  }

  private static String shown(String raw) {
    StringBuilder shown = new StringBuilder();
    int[] column = {0};
    raw.codePoints()
        .forEach(
            c -> {
              int visible = DisplayWidth.visible(c);
              int width = c == '\t' ? TAB - column[0] % TAB : DisplayWidth.of(visible);
              if (c == '\t') shown.append(" ".repeat(width));
              else shown.appendCodePoint(visible);
              column[0] += width;
            });
    return shown.toString().stripTrailing();
  }

  /** The part of the line from column {@code cut} on, as wide as fits. */
  private static String cut(String raw, int[] columns, int cut) {
    int from = 0;
    while (columns[from] < cut) from++;
    int to = from;
    while (to < raw.length() && columns[to] < cut + MAX_COLUMNS - 3) to++;
    if (to < raw.length() && Character.isLowSurrogate(raw.charAt(to))) to--;
    String before = cut > 0 ? "..." + " ".repeat(columns[from] - cut) : "";
    return before + shown(raw.substring(from, to)) + (to < raw.length() ? "..." : "");
  }

  /** Marks on one row if they do not overlap, the last with its text; the others' texts below. */
  private static List<Row> rows(List<Mark> marks) {
    List<Row> rows = new ArrayList<>();
    List<Mark> apart = new ArrayList<>();
    List<Mark> overlapping = new ArrayList<>();
    for (Mark mark : marks) {
      boolean free = apart.isEmpty() || apart.get(apart.size() - 1).end <= mark.start;
      (free ? apart : overlapping).add(mark);
    }
    Mark last = apart.get(apart.size() - 1);
    StringBuilder row = new StringBuilder();
    for (Mark mark : apart) {
      pad(row, mark.start);
      row.append((mark.primary ? "^" : "-").repeat(mark.end - mark.start));
    }
    boolean anyPrimary = apart.stream().anyMatch(Mark::primary);
    rows.add(new Row((row + " " + last.text).stripTrailing(), anyPrimary));
    for (int i = apart.size() - 2; i >= 0; i--) {
      rows.add(new Row(stems(apart.subList(0, i + 1)).toString(), apart.get(i).primary));
      StringBuilder text = stems(apart.subList(0, i));
      pad(text, apart.get(i).start);
      rows.add(new Row(text.append(apart.get(i).text).toString(), apart.get(i).primary));
    }
    if (!overlapping.isEmpty()) rows.addAll(rows(overlapping));
    return rows;
  }

  private static StringBuilder stems(List<Mark> marks) {
    StringBuilder row = new StringBuilder();
    for (Mark mark : marks) {
      pad(row, mark.start);
      row.append('|');
    }
    return row;
  }

  private static void pad(StringBuilder row, int column) {
    row.append(" ".repeat(Math.max(0, column - row.length())));
  }
}
