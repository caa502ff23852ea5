package bayes.runtime.text;

/** Takes the tokens of a text, one after the other. */
@FunctionalInterface
public interface TokenSink {
  /**
   * Takes the token that {@code text} holds from {@code start} to before {@code end}. The text is
   * used again for what follows: who wants to keep the token copies it.
   */
  void token(CharSequence text, int start, int end);
}
