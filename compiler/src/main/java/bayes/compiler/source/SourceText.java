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

  private SourceText(String name, String text) {
    this.name = name;
    this.text = text;
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
    return new SourceText(Objects.requireNonNull(name), Objects.requireNonNull(text));
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
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset, from 1, in code points. */
  public int column(int offset) {
    return text.codePointCount(lineStarts[line(offset) - 1], Math.min(offset, text.length())) + 1;
  }

  public int lineCount() {
    return lineStarts.length;
  }

  /** The text of a line (from 1) without its line end. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') end--;
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return name;
  }
}
