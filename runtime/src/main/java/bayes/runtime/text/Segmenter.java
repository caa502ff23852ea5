package bayes.runtime.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tokens of prepared text. */
interface Segmenter {
  /** Gives the tokens of the text to the sink, in order; no token is empty. */
  void segment(CharRun text, TokenSink sink);

  static Segmenter of(Unit unit) {
    if (unit instanceof Unit.Words) return words(BreakIterator.getWordInstance(ULocale.ROOT));
    if (unit instanceof Unit.Graphemes) {
      return graphemes(BreakIterator.getCharacterInstance(ULocale.ROOT));
    }
    if (unit instanceof Unit.Tokens tokens) return matches(tokens.compiled());
    if (unit instanceof Unit.Characters) return Segmenter::codePoints;
    if (unit instanceof Unit.Lines) return Segmenter::lines;
    return Segmenter::whole;
  }

  private static Segmenter words(BreakIterator breaks) {
    return (text, sink) -> {
      breaks.setText(text);
      int start = 0;
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) sink.token(text, start, end);
        start = end;
      }
    };
  }

  private static Segmenter graphemes(BreakIterator breaks) {
    return (text, sink) -> {
      breaks.setText(text);
      int start = 0;
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        sink.token(text, start, end);
        start = end;
      }
    };
  }

  private static Segmenter matches(Pattern pattern) {
    return (text, sink) -> {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) sink.token(text, matcher.start(), matcher.end());
      }
    };
  }

  private static void codePoints(CharRun text, TokenSink sink) {
    for (int i = 0; i < text.length; ) {
      int end = i + Character.charCount(Character.codePointAt(text.chars, i, text.length));
      sink.token(text, i, end);
      i = end;
    }
  }

  private static void lines(CharRun text, TokenSink sink) {
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i < text.length && text.chars[i] != '\n' && text.chars[i] != '\r') continue;
      if (i > start) sink.token(text, start, i);
      start = i + 1;
    }
  }

  private static void whole(CharRun text, TokenSink sink) {
    if (text.length > 0) sink.token(text, 0, text.length);
  }
}
