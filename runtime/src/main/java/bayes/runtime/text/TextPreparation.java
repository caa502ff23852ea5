package bayes.runtime.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;

/**
 * Brings text to the form in which its tokens are compared: line ends, normal form, case, digits.
 */
final class TextPreparation {
  private final Normalisation form;
  private final boolean lowercase;
  private final boolean digits;

  TextPreparation(VocabularyRule rule) {
    this.form = rule.normalisation();
    this.lowercase = rule.lowercase();
    this.digits = rule.digits();
  }

  /** The prepared text, which may be the given run. */
  CharRun prepare(CharRun text) {
    normalise(text);
    if (lowercase) lower(text);
    if (digits) zeroDigits(text);
    return text;
  }

  private void normalise(CharRun text) {
    if (form == Normalisation.NONE) return;
    Normalizer2 normalizer = form.normalizer();
    if (normalizer.spanQuickCheckYes(text) == text.length) return;
    set(text, normalizer.normalize(text));
  }

  private void lower(CharRun text) {
    boolean ascii = true;
    for (int i = 0; i < text.length; i++) {
      char c = text.chars[i];
      if (c >= 0x80) ascii = false;
      else if (c >= 'A' && c <= 'Z') text.chars[i] = (char) (c + ('a' - 'A'));
    }
    if (ascii) return;
    set(text, UCharacter.toLowerCase(ULocale.ROOT, text.toString()));
    // İ becomes an i and a dot above: lower case may leave the normal form.
    normalise(text);
  }

  private static void zeroDigits(CharRun text) {
    int to = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text.chars[i];
      if (Character.isHighSurrogate(c) && i + 1 < text.length) {
        if (Character.isDigit(Character.toCodePoint(c, text.chars[i + 1]))) {
          text.chars[to++] = '0';
          i++;
          continue;
        }
      }
      text.chars[to++] = Character.isDigit(c) ? '0' : c;
    }
    text.length = to;
  }

  private static void set(CharRun text, String value) {
    text.clear();
    text.append(value);
  }
}
