package bayes.runtime.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;

/**
 * Finds places where a text can be cut in two so that preparing and cutting the halves gives what
 * the whole would give: no token lies across, nothing composes across, and neither half decides
 * about the other's case.
 */
final class SafeCuts {
  /** Runs longer than this are cut even where no safe place is. */
  private static final int LONGEST = 1 << 20;

  /** How much of the end of a long run is searched for the end of a grapheme cluster. */
  private static final int SEARCHED = 1 << 10;

  private final Normalisation form;

  private final int reluctant;

  /** In the last so many characters, cuts are made after line ends if there are any. */
  SafeCuts(Normalisation form, int reluctant) {
    this.form = form;
    this.reluctant = reluctant;
  }

  /**
   * The last place after {@code from} where the text may be cut, before its end; or {@code from} if
   * more text is needed to find one.
   */
  int last(CharRun text, int from) {
    for (int i = text.length - 1; i > from; i--) {
      if (text.chars[i - 1] == '\n') return i;
      if (i < text.length - reluctant && isSafe(text, i)) return i;
    }
    for (int i = text.length - 1; i > Math.max(from, text.length - reluctant); i--) {
      if (isSafe(text, i)) return i;
    }
    return text.length - from < LONGEST ? from : forced(text);
  }

  /**
   * Before a space after what is no space, or between the punctuation of Chinese and Japanese,
   * which has no spaces, and a letter.
   */
  private static boolean isSafe(CharRun text, int at) {
    char before = text.chars[at - 1];
    char after = text.chars[at];
    if (after == ' ') {
      return before < 0x80 ? before != ' ' : !Character.isSurrogate(before) && !isPrepended(before);
    }
    return before >= 0x2010
        && isPunctuation(before)
        && !Character.isSurrogate(after)
        && Character.isLetter(after)
        && clusters(after) == UCharacter.GraphemeClusterBreak.OTHER;
  }

  private static boolean isPrepended(char c) {
    return clusters(c) == UCharacter.GraphemeClusterBreak.PREPEND;
  }

  private static int clusters(char c) {
    return UCharacter.getIntPropertyValue(c, UProperty.GRAPHEME_CLUSTER_BREAK);
  }

  private static boolean isPunctuation(char c) {
    int type = Character.getType(c);
    boolean isMark =
        type == Character.OTHER_PUNCTUATION
            || type == Character.START_PUNCTUATION
            || type == Character.END_PUNCTUATION;
    return isMark
        && UCharacter.getIntPropertyValue(c, UProperty.WORD_BREAK) == UCharacter.WordBreak.OTHER;
  }

  /** Between grapheme clusters that do not compose. */
  private int forced(CharRun text) {
    int start = text.length - SEARCHED;
    BreakIterator clusters = BreakIterator.getCharacterInstance(ULocale.ROOT);
    clusters.setText(text.subSequence(start, text.length).toString());
    clusters.last();
    for (int at = clusters.previous(); at > 0; at = clusters.previous()) {
      if (startsAfresh(Character.codePointAt(text.chars, start + at, text.length))) {
        return start + at;
      }
    }
    return Character.isLowSurrogate(text.chars[text.length - 1])
        ? text.length
        : text.length - (Character.isHighSurrogate(text.chars[text.length - 1]) ? 1 : 0);
  }

  private boolean startsAfresh(int codePoint) {
    if (form == Normalisation.NONE) return true;
    Normalizer2 normalizer = form.normalizer();
    return normalizer.hasBoundaryBefore(codePoint);
  }
}
