package bayes.compiler.parse;

import java.util.List;

/** Small pieces of English for messages. */
final class Prose {
  private static final int LONGEST = 60;

  private Prose() {}

  /** {@code a}, {@code a or b}, {@code a, b or c}. */
  static String anyOf(List<String> words) {
    int n = words.size();
    if (n == 1) return words.get(0);
    return String.join(", ", words.subList(0, n - 1)) + " or " + words.get(n - 1);
  }

  /** A character by itself or, if it cannot be seen, by its number. */
  static String character(String text) {
    int codePoint = text.codePointAt(0);
    boolean visible =
        !Character.isISOControl(codePoint)
            && Character.getType(codePoint) != Character.FORMAT
            && Character.getType(codePoint) != Character.SURROGATE
            && Character.getType(codePoint) != Character.UNASSIGNED
            && Character.getType(codePoint) != Character.PRIVATE_USE;
    if (!visible) return String.format("the character U+%04X", codePoint);
    return "`" + text + "`";
  }

  static String write(String text) {
    return text.isEmpty() ? "remove it" : "write `" + text.strip() + "`";
  }

  /** What was found, cut off where it is longer than anybody reads; its quote is closed. */
  static String shortened(String found) {
    if (found.length() <= LONGEST) return found;
    int end = Character.isHighSurrogate(found.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return found.substring(0, end) + "..." + (found.startsWith("`") ? "`" : "");
  }
}
