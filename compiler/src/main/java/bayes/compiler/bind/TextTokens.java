package bayes.compiler.bind;

import bayes.runtime.text.Vocabulary;
import java.util.Arrays;

/**
 * The tokens of the texts of one entry, in the order in which the entry has them, as members of a
 * vocabulary from 0; in one array, whatever their number.
 */
final class TextTokens {
  /** Stands for a token that is missing. */
  static final int MISSING = -3;

  private int[] tokens = new int[64];
  private int size;
  private int[] ends = new int[8];
  private int texts;

  /** Where reading is. */
  private int at;

  private int text;

  void add(int token) {
    if (size == tokens.length) tokens = Arrays.copyOf(tokens, size + (size >> 1));
    tokens[size++] = token;
  }

  /** Ends a text. */
  void end() {
    if (texts == ends.length) ends = Arrays.copyOf(ends, texts + (texts >> 1));
    ends[texts++] = size;
  }

  int size() {
    return size;
  }

  int token(int position) {
    return tokens[position];
  }

  /**
   * Puts members in the place of provisional numbers.
   *
   * @param members of every provisional number
   */
  void become(int[] members) {
    for (int i = 0; i < size; i++) {
      if (tokens[i] >= 0) tokens[i] = members[tokens[i]];
    }
  }

  /** Leaves out the tokens that the vocabulary passes over. */
  void drop() {
    int from = 0;
    int kept = 0;
    for (int t = 0; t < texts; t++) {
      for (; from < ends[t]; from++) {
        if (tokens[from] != Vocabulary.DROPPED) tokens[kept++] = tokens[from];
      }
      ends[t] = kept;
    }
    size = kept;
  }

  // ---- reading, from the first text on ----

  /** The number of tokens of the text that is read next. */
  int nextLength() {
    return ends[text] - (text == 0 ? 0 : ends[text - 1]);
  }

  /** Begins the next text; its number of tokens. */
  int begin() {
    int length = nextLength();
    text++;
    return length;
  }

  int next() {
    return tokens[at++];
  }
}
