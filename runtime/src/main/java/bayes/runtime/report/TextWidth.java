package bayes.runtime.report;

/**
 * How many columns of a terminal a text takes: two for East Asian wide characters and emoji, none
 * for combining marks (Unicode Standard Annex 11, the ranges of wide and full-width characters).
 */
public final class TextWidth {
  /** First and last code point of every wide range, in ascending order. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF,
    0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F,
    0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1B000, 0x1B2FF, 0x1F300, 0x1F64F, 0x1F680,
    0x1F6FF, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
  };

  private TextWidth() {}

  /** The columns that the text takes. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length && WIDE[i] <= codePoint; i += 2) {
      if (codePoint <= WIDE[i + 1]) return 2;
    }
    return 1;
  }

  /**
   * The text, or as much of its start and its end as fits with an ellipsis between: two thirds are
   * of the start.
   */
  public static String fit(String text, int columns) {
    if (of(text) <= columns) return text;
    int end = Math.max(columns - 1, 0) / 3;
    String start = prefix(text, Math.max(columns - 1, 0) - end);
    String reversed = new StringBuilder(text).reverse().toString();
    return start + '…' + new StringBuilder(prefix(reversed, end)).reverse();
  }

  private static String prefix(String text, int columns) {
    StringBuilder prefix = new StringBuilder();
    int width = 0;
    for (int codePoint : text.codePoints().toArray()) {
      width += of(codePoint);
      if (width > columns) break;
      prefix.appendCodePoint(codePoint);
    }
    return prefix.toString();
  }

  /** Lines of at most so many columns; all after the first are indented as deep. */
  static String wrapped(String start, String sentence, int columns) {
    StringBuilder lines = new StringBuilder(start);
    int width = start.length();
    for (String word : printable(sentence).split(" ")) {
      int next = of(word);
      boolean isFirst = width == start.length();
      if (!isFirst && width + 1 + next > columns) {
        lines.append('\n').append(" ".repeat(start.length()));
        width = start.length();
        isFirst = true;
      }
      lines.append(isFirst ? "" : " ").append(word);
      width += next + (isFirst ? 0 : 1);
    }
    return lines.toString();
  }

  /** The text without control characters, which could steer the terminal that shows it. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int codePoint : text.codePoints().toArray()) {
      if (codePoint == '\n') printable.append("\\n");
      else if (codePoint == '\t') printable.append("\\t");
      else if (Character.isISOControl(codePoint)) {
        printable.append(String.format("\\u%04x", codePoint));
      } else printable.appendCodePoint(codePoint);
    }
    return printable.toString();
  }
}
