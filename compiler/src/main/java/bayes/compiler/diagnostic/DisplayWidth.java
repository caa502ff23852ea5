package bayes.compiler.diagnostic;

/** How many columns of a terminal a character takes: none, one, or two (Unicode TR 11). */
final class DisplayWidth {
  private DisplayWidth() {}

  /** What is shown for a character: itself, unless it would steer the terminal. */
  static int visible(int codePoint) {
    boolean steers =
        Character.isISOControl(codePoint)
            || Character.getType(codePoint) == Character.FORMAT
            || Character.getType(codePoint) == Character.SURROGATE
            || Character.getType(codePoint) == Character.LINE_SEPARATOR
            || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    return steers ? 0xFFFD : codePoint;
  }

  /** A text with nothing in it that a terminal would obey, but line ends. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(c == '\n' ? c : visible(c)));
    return safe.toString();
  }

  /** The columns of a visible character. */
  static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) return 0;
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115F // Hangul Jamo
        || c >= 0x2E80 && c <= 0x303E // CJK radicals and punctuation
        || c >= 0x3041 && c <= 0xA4CF // Kana to Yi
        || c >= 0xA960 && c <= 0xA97F // Hangul Jamo, extended
        || c >= 0xAC00 && c <= 0xD7A3 // Hangul syllables
        || c >= 0xF900 && c <= 0xFAFF // CJK compatibility
        || c >= 0xFE30 && c <= 0xFE6F // CJK forms
        || c >= 0xFF00 && c <= 0xFF60 // full-width forms
        || c >= 0xFFE0 && c <= 0xFFE6
        || c >= 0x1F300 && c <= 0x1F64F // pictographs
        || c >= 0x1F900 && c <= 0x1F9FF
        || c >= 0x20000 && c <= 0x3FFFD; // CJK supplements
  }
}
