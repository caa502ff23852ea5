package bayes.runtime.text;

/**
 * Cuts texts into the tokens of a rule: normalises, puts in lower case, replaces digits, and cuts.
 * Keeps its buffers from text to text: not for several threads at once.
 */
public final class Tokeniser {
  private final TextPreparation preparation;
  private final Segmenter segmenter;
  private final CharRun text = new CharRun(1 << 10);

  private Tokeniser(TextPreparation preparation, Segmenter segmenter) {
    this.preparation = preparation;
    this.segmenter = segmenter;
  }

  /** A tokeniser of texts as the rule has them. */
  public static Tokeniser of(VocabularyRule rule) {
    return new Tokeniser(new TextPreparation(rule), Segmenter.of(rule.unit()));
  }

  /** Gives the tokens of a whole text to the sink, in order; no token is empty. */
  public void tokenise(CharSequence whole, TokenSink sink) {
    text.clear();
    text.append(whole.toString());
    CharRun prepared = preparation.prepare(text);
    segmenter.segment(prepared, sink);
  }
}
