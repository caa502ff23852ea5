package bayes.runtime.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Words by the Unicode rules (UAX 29). Where only letters, digits and punctuation of alphabets
 * stand, the rules are these few, which are followed here; at the first character to which others
 * apply, ICU takes over from the boundary before, until a space. ICU's rules, too, start afresh at
 * every boundary, so both find the same ones.
 */
final class WordSegmenter implements Segmenter {
  private final BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
  private final byte[] classes = WordClasses.table();

  /** A part of a text, for ICU. */
  private final CharRun part = new CharRun(1 << 8);

  @Override
  public int segment(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    int start = from;
    while (start < to) {
      int end = word(text.chars, start, to);
      if (end < 0) {
        int stop = simpleAgain(text.chars, ~end, to);
        segmentByRules(text, start, stop, sink);
        start = stop;
      } else {
        if (end > start + 1 || WordClasses.isWord(classes[text.chars[start]])) {
          sink.token(text, start, end);
        }
        start = end;
      }
    }
    return to;
  }

  /**
   * Where the segment that begins at {@code start} ends; or the complement of the place of a
   * character that is beyond these rules.
   */
  private int word(char[] chars, int start, int to) {
    int last = classes[chars[start]];
    if (last == WordClasses.OTHER_RULES) return ~start;
    boolean inWord = last >= WordClasses.CONNECTOR;
    int i = start + 1;
    while (i < to) {
      int next = classes[chars[i]];
      if (next == WordClasses.OTHER_RULES) return ~i;
      if (!inWord || next == WordClasses.BREAK) return i;
      if (next < WordClasses.CONNECTOR) {
        // Between letters, or between digits, some punctuation belongs to the word: 3.5, don't.
        if (i + 1 == to) return i;
        int after = classes[chars[i + 1]];
        if (after == WordClasses.OTHER_RULES) return ~(i + 1);
        if (after != last || !WordClasses.joins(next, last)) return i;
        i++;
      }
      last = classes[chars[i]];
      i++;
    }
    return to;
  }

  /** A place from which on the rules here suffice, for a while at least. */
  private int simpleAgain(char[] chars, int from, int to) {
    int beyond = from;
    for (int i = from + 1; i < to; i++) {
      if (classes[chars[i]] == WordClasses.OTHER_RULES) {
        beyond = i;
      } else if (i > beyond + 32) {
        int space = lastBreak(chars, beyond + 1, i);
        if (space > 0) return space;
      }
    }
    return to;
  }

  /** A space, or the start of a line, that ends a word after {@code from}. */
  private static int lastBreak(char[] chars, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (chars[i - 1] == '\n' || (chars[i] == ' ' && chars[i - 1] != ' ')) return i;
    }
    return -1;
  }

  private void segmentByRules(CharRun text, int from, int to, TokenSink sink) {
    part.length = 0;
    part.ensure(to - from);
    System.arraycopy(text.chars, from, part.chars, 0, to - from);
    part.length = to - from;
    breaks.setText(part);
    int start = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) sink.token(part, start, end);
      start = end;
    }
  }
}
