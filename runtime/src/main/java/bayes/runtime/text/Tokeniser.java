package bayes.runtime.text;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * Cuts texts into the tokens of a rule: makes LF of all line ends, normalises, puts in lower case,
 * replaces digits, and cuts. Text streams through a window: memory does not grow with its length. A
 * run of more than a million characters without white space or punctuation is taken for two words.
 *
 * <p>Keeps its buffers from text to text: not for several threads at once.
 */
public final class Tokeniser {
  /** Characters that are looked at in one go. */
  private static final int WINDOW = 1 << 15;

  /** Characters before a token that a pattern may look back at. */
  private static final int CONTEXT = 64;

  private final TextPreparation preparation;
  private final Segmenter segmenter;
  private final SafeCuts cuts;
  private final CharRun text = new CharRun(1 << 10);

  private final int window;

  /**
   * With a window of so many characters, of whose last so many are only cut after a line end if
   * that is possible.
   */
  Tokeniser(VocabularyRule rule, int window, int reluctant) {
    this.preparation = new TextPreparation(rule);
    this.segmenter = Segmenter.of(rule.unit());
    this.cuts = new SafeCuts(rule.normalisation(), reluctant);
    this.window = window;
  }

  /** A tokeniser of texts as the rule has them. */
  public static Tokeniser of(VocabularyRule rule) {
    return new Tokeniser(rule, WINDOW, WINDOW / 8);
  }

  /** Gives the tokens of a whole text to the sink, in order; no token is empty. */
  public void tokenise(CharSequence whole, TokenSink sink) {
    try {
      tokenise(new Characters(whole), sink);
    } catch (IOException e) {
      throw new UncheckedIOException("a string does not fail to be read", e);
    }
  }

  /** Gives the tokens of all that can be read to the sink, in order; does not close the reader. */
  public void tokenise(Reader reader, TokenSink sink) throws IOException {
    tokenise((Input) reader::read, sink);
  }

  private void tokenise(Input in, TokenSink sink) throws IOException {
    text.clear();
    int size = window;
    int from = 0;
    int prepared = 0;
    boolean ended = false;
    while (!ended) {
      ended = fill(in, prepared + size);
      int cut = ended ? text.length : cuts.last(text, prepared);
      if (cut <= prepared) {
        size *= 2;
        if (!ended) continue;
      }
      size = window;
      prepared = preparation.prepare(text, prepared, cut);
      from = segmenter.segment(text, from, prepared, ended, sink);
      int first = Math.max(0, from - CONTEXT);
      if (first > 0 && Character.isLowSurrogate(text.chars[first])) first--;
      text.drop(first);
      from -= first;
      prepared -= first;
    }
  }

  /** Reads until there are so many characters; whether these are the last. */
  private boolean fill(Input in, int wanted) throws IOException {
    int length = wanted;
    // A short text needs no window.
    int room = in instanceof Characters known ? text.length + known.remaining() + 1 : length;
    length = Math.min(length, room);
    text.ensure(length);
    while (text.length < length) {
      int read = in.read(text.chars, text.length, length - text.length);
      if (read < 0) return true;
      text.length += read;
    }
    return false;
  }

  /** Where characters come from. */
  private interface Input {
    /** As {@link Reader#read(char[], int, int)}. */
    int read(char[] target, int offset, int length) throws IOException;
  }

  /** The characters of a text that lies in memory. */
  private static final class Characters implements Input {
    private final CharSequence whole;
    private int next;

    Characters(CharSequence whole) {
      this.whole = whole;
    }

    int remaining() {
      return whole.length() - next;
    }

    @Override
    public int read(char[] target, int offset, int length) {
      int count = Math.min(length, whole.length() - next);
      if (count == 0) return -1;
      if (whole instanceof String string) {
        string.getChars(next, next + count, target, offset);
      } else {
        for (int i = 0; i < count; i++) target[offset + i] = whole.charAt(next + i);
      }
      next += count;
      return count;
    }
  }
}
