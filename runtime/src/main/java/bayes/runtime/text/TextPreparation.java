package bayes.runtime.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;

/**
 * Brings text to the form in which its tokens are compared: line ends, normal form, case, digits.
 * What most text consists of is done character by character, in place; the rest by ICU.
 */
final class TextPreparation {
  /** Characters below are in the normal form NFC whatever is beside them. */
  private static final int FIRST_COMPOSING = 0x300;

  /** Characters below have a lower case of one character that depends on nothing. */
  private static final int FIRST_SPECIAL_CASE = 0x130;

  private final Normalisation form;
  private final boolean lowercase;
  private final boolean digits;

  /** What each of the first characters becomes. */
  private final char[] simple = new char[FIRST_SPECIAL_CASE];

  TextPreparation(VocabularyRule rule) {
    this.form = rule.normalisation();
    this.lowercase = rule.lowercase();
    this.digits = rule.digits();
    for (char c = 0; c < simple.length; c++) {
      simple[c] = lowercase ? Character.toLowerCase(c) : c;
      if (digits && Character.isDigit(c)) simple[c] = '0';
    }
  }

  /**
   * Prepares the characters from {@code from} to before {@code to}, which are followed by what is
   * not prepared yet; returns where they end now.
   */
  int prepare(CharRun text, int from, int to) {
    int end = to;
    boolean hasReturn = false;
    int bits = 0;
    for (int i = from; i < to; i++) {
      char c = text.chars[i];
      bits |= c;
      hasReturn |= c == '\r';
    }
    if (hasReturn) end = endLines(text, from, end);
    int firstComposing = form == Normalisation.NFKC ? 0x80 : FIRST_COMPOSING;
    if (bits >= firstComposing) end = normalise(text, from, end);
    if (lowercase || digits) end = map(text, from, end);
    return end;
  }

  /** Makes LF of CR LF and of CR. */
  private static int endLines(CharRun text, int from, int to) {
    char[] chars = text.chars;
    int kept = from;
    for (int i = from; i < to; i++) {
      if (chars[i] != '\r') {
        chars[kept++] = chars[i];
      } else if (i + 1 == to || chars[i + 1] != '\n') {
        chars[kept++] = '\n';
      }
    }
    text.remove(kept, to);
    return kept;
  }

  private int normalise(CharRun text, int from, int to) {
    if (form == Normalisation.NONE) return to;
    Normalizer2 normalizer = form.normalizer();
    String part = new String(text.chars, from, to - from);
    int normal = normalizer.spanQuickCheckYes(part);
    if (normal == part.length()) return to;
    StringBuilder result = new StringBuilder(part.length() + 16).append(part, 0, normal);
    normalizer.normalizeSecondAndAppend(result, part.substring(normal));
    text.replace(from, to, result.toString());
    return from + result.length();
  }

  /** Lower case and digits. */
  private int map(CharRun text, int from, int to) {
    char[] chars = text.chars;
    boolean isSpecial = false;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c < FIRST_SPECIAL_CASE) chars[i] = simple[c];
      else isSpecial |= !isCaselessScript(c);
    }
    if (!isSpecial) return to;
    int end = to;
    if (lowercase) {
      String lower = UCharacter.toLowerCase(ULocale.ROOT, new String(chars, from, to - from));
      text.replace(from, to, lower);
      // İ becomes an i and a dot above: lower case may leave the normal form.
      end = normalise(text, from, from + lower.length());
    }
    return digits ? zeroDigits(text, from, end) : end;
  }

  /**
   * General punctuation; the scripts of China, Japan and Korea: neither case nor decimal digits.
   */
  private static boolean isCaselessScript(char c) {
    return c >= 0x2000
        && (c <= 0x206F || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3));
  }

  private static int zeroDigits(CharRun text, int from, int to) {
    char[] chars = text.chars;
    int kept = from;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isDigit(Character.toCodePoint(c, chars[i + 1]))) {
        chars[kept++] = '0';
        i++;
      } else {
        chars[kept++] = Character.isDigit(c) ? '0' : c;
      }
    }
    text.remove(kept, to);
    return kept;
  }
}
