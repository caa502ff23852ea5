package bayes.runtime.text;

/** Finds the tokens of prepared text. */
interface Segmenter {
  /**
   * Gives tokens to the sink, in order; none is empty. The text begins where a token may begin and
   * ends at a safe cut.
   *
   * @param from where tokens are looked for; what is before is context
   * @param to where the text ends that is prepared
   * @param isEnd whether nothing follows
   * @return where what must be looked at again begins, when more text is there
   */
  int segment(CharRun text, int from, int to, boolean isEnd, TokenSink sink);

  /** The segmenter of a unit; keeps state from call to call. */
  static Segmenter of(Unit unit) {
    if (unit instanceof Unit.Words) return new WordSegmenter();
    if (unit instanceof Unit.Graphemes) return new GraphemeSegmenter();
    if (unit instanceof Unit.Tokens tokens) return PatternSegmenter.of(tokens);
    if (unit instanceof Unit.Characters) return Segmenter::codePoints;
    if (unit instanceof Unit.Lines) return Segmenter::lines;
    return Segmenter::whole;
  }

  private static int codePoints(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    for (int i = from; i < to; ) {
      boolean isPair =
          Character.isHighSurrogate(text.chars[i])
              && i + 1 < to
              && Character.isLowSurrogate(text.chars[i + 1]);
      int end = i + (isPair ? 2 : 1);
      sink.token(text, i, end);
      i = end;
    }
    return to;
  }

  private static int lines(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    int start = from;
    for (int i = from; i < to; i++) {
      if (text.chars[i] != '\n') continue;
      if (i > start) sink.token(text, start, i);
      start = i + 1;
    }
    if (!isEnd) return start;
    if (to > start) sink.token(text, start, to);
    return to;
  }

  private static int whole(CharRun text, int from, int to, boolean isEnd, TokenSink sink) {
    if (!isEnd) return from;
    if (to > from) sink.token(text, from, to);
    return to;
  }
}
