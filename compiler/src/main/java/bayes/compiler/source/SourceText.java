package bayes.compiler.source;

import java.util.Arrays;
import java.util.Objects;

/**
 * A text with a name, and the places of its lines. Lines and columns count from 1, columns in code
 * points.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  private final Start start;

  private SourceText(String name, String text, Start start) {
    this.name = name;
    this.text = text;
    this.start = start;
    int[] starts = new int[16];
    int n = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        if (n == starts.length) starts = Arrays.copyOf(starts, 2 * n);
        starts[n++] = i + 1;
      }
    }
    this.lineStarts = Arrays.copyOf(starts, n);
  }

  /** A text under a name that users recognise: a file name, or {@code <stdin>}. */
  public static SourceText of(String name, String text) {
    return new SourceText(
        Objects.requireNonNull(name), Objects.requireNonNull(text), Start.OF_WHOLE);
  }

  /**
   * Where a text begins in the file that it is cut out of.
   *
   * @param line from 1
   * @param column from 1, in code points
   * @param offset from 0, in UTF-16 units
   */
  public record Start(int line, int column, long offset) {
    static final Start OF_WHOLE = new Start(1, 1, 0);
  }

  /** A piece of a file that is too large to be held; its lines and columns are the file's. */
  public static SourceText excerpt(String name, String text, Start start) {
    return new SourceText(name, text, start);
  }

  /** How many UTF-16 units of the file stand before an offset of this text. */
  public long fileOffset(int offset) {
    return start.offset + offset;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The span from UTF-16 offset {@code start} (inclusive) to {@code end} (exclusive). */
  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  /** The line of an offset, from 1. */
  public int line(int offset) {
    return start.line + index(offset);
  }

  /** Which of the lines of this text an offset is in, from 0. */
  private int index(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** The column of an offset, from 1, in code points. */
  public int column(int offset) {
    int index = index(offset);
    int before = text.codePointCount(lineStarts[index], Math.min(offset, text.length()));
    return before + (index == 0 ? start.column : 1);
  }

  public int lineCount() {
    return lineStarts.length;
  }

  /** The text of a line (from 1) without its line end. */
  public String lineText(int line) {
    int index = line - start.line;
    int from = lineStarts[index];
    int end = index + 1 < lineStarts.length ? lineStarts[index + 1] - 1 : text.length();
    if (end > from && text.charAt(end - 1) == '\r') end--;
    return text.substring(from, end);
  }

  @Override
  public String toString() {
    return name;
  }
}
