package bayes.runtime.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Grapheme clusters (UAX 29). Between two characters that join nothing there is a boundary; where
 * others stand, ICU finds them.
 */
final class GraphemeSegmenter implements Segmenter {
  private final BreakIterator breaks = BreakIterator.getCharacterInstance(ULocale.ROOT);
  private final boolean[] alone = Alone.TABLE;

  /** A part of a text, for ICU. */
  private final CharRun part = new CharRun(1 << 8);

  @Override
  public int segment(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    char[] chars = text.chars;
    int start = from;
    while (start < to) {
      if (alone[chars[start]] && (start + 1 == to || alone[chars[start + 1]])) {
        sink.token(text, start, ++start);
      } else {
        int stop = start + 1;
        while (stop < to && !(alone[chars[stop - 1]] && alone[chars[stop]])) stop++;
        segmentByRules(text, start, stop, sink);
        start = stop;
      }
    }
    return to;
  }

  private void segmentByRules(CharRun text, int from, int to, TokenSink sink) {
    part.ensure(to - from);
    System.arraycopy(text.chars, from, part.chars, 0, to - from);
    part.length = to - from;
    breaks.setText(part);
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      sink.token(part, start, end);
      start = end;
    }
  }

  /** UTF-16 units between any two of which there is a boundary; made when first needed. */
  private static final class Alone {
    private static final boolean[] TABLE = make();

    private static boolean[] make() {
      boolean[] alone = new boolean[1 << 16];
      for (int c = 0; c < alone.length; c++) alone[c] = isAlone(c);
      return alone;
    }

    private static boolean isAlone(int c) {
      if (Character.isSurrogate((char) c) || c == '\r') return false;
      int type = UCharacter.getIntPropertyValue(c, UProperty.GRAPHEME_CLUSTER_BREAK);
      boolean joinsNothing =
          type == UCharacter.GraphemeClusterBreak.OTHER
              || type == UCharacter.GraphemeClusterBreak.CONTROL
              || type == UCharacter.GraphemeClusterBreak.LF;
      return joinsNothing
          && !UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC)
          && UCharacter.getIntPropertyValue(c, UProperty.INDIC_CONJUNCT_BREAK) == 0;
    }
  }
}
