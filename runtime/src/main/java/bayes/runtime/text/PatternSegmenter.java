package bayes.runtime.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a regular expression matches, found by {@link Pattern}. */
final class PatternSegmenter implements Segmenter {
  private final Matcher matcher;

  private PatternSegmenter(Pattern pattern) {
    this.matcher = pattern.matcher("");
  }

  /** Patterns that are regular are found by an automaton, which is faster and never backtracks. */
  static Segmenter of(Unit.Tokens unit) {
    return PatternTree.parse(unit.pattern())
        .flatMap(PatternAutomaton::of)
        .<Segmenter>map(automaton -> automaton)
        .orElseGet(() -> new PatternSegmenter(unit.compiled()));
  }

  @Override
  public int segment(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    // Neither the window's ends are those of the text, nor may what is not prepared be looked at.
    CharSequence prepared = to == text.length ? text : text.subSequence(0, to);
    matcher.reset(prepared).useAnchoringBounds(false).useTransparentBounds(true);
    int start = from;
    while (start <= to) {
      matcher.region(start, to);
      boolean found = matcher.find();
      if (matcher.hitEnd() && !isEnd) {
        return found ? matcher.start() : firstOpen(start, to);
      }
      if (!found) return to;
      if (matcher.end() > matcher.start()) {
        sink.token(text, matcher.start(), matcher.end());
        start = matcher.end();
      } else {
        start = matcher.end() + 1;
      }
    }
    return to;
  }

  /** The first place where a match may begin that would need more text. */
  private int firstOpen(int from, int to) {
    for (int start = from; start < to; start++) {
      matcher.region(start, to);
      matcher.lookingAt();
      if (matcher.hitEnd()) return start;
    }
    return to;
  }
}
