package bayes.runtime.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How often the n-grams of token sequences occurred, for all lengths from 2 to an order, each
 * length a table of the n-grams one shorter and the token that follows. Memory grows with the
 * distinct n-grams, not with the tokens.
 */
public final class NgramCounts {
  private final List<PairCounts> tables = new ArrayList<>();

  /** Of the n-grams that end at the last token, by length from 1: the token, then cells. */
  private final int[] contexts;

  private int seen;

  /**
   * Counts n-grams up to a length.
   *
   * @param order at least 2
   */
  public NgramCounts(int order) {
    if (order < 2) throw new IllegalArgumentException("an n-gram has at least two tokens");
    for (int length = 2; length <= order; length++) tables.add(new PairCounts());
    contexts = new int[order - 1];
  }

  /** The greatest length that is counted. */
  public int order() {
    return tables.size() + 1;
  }

  /** Begins a sequence: no n-gram reaches over its start. */
  public void begin() {
    seen = 0;
  }

  /** Counts the n-grams that end with the next token of the sequence. */
  public void add(int token) {
    for (int i = Math.min(seen, tables.size()); i > 0; i--) {
      int cell = tables.get(i - 1).add(contexts[i - 1], token);
      if (i < contexts.length) contexts[i] = cell;
    }
    contexts[0] = token;
    seen = Math.min(seen + 1, order());
  }

  /**
   * The n-grams of a length: rows are tokens if the length is 2, else cells of the table one
   * shorter; columns are tokens.
   */
  public PairCounts table(int length) {
    return tables.get(length - 2);
  }

  /** How often an n-gram of 2 to {@link #order} tokens occurred. */
  public long count(int... tokens) {
    int cell = tokens[0];
    for (int length = 2; length <= tokens.length; length++) {
      cell = table(length).find(cell, tokens[length - 1]);
      if (cell == PairCounts.ABSENT) return 0;
    }
    return table(tokens.length).count(cell);
  }

  /** The tokens of the n-gram that a cell of the table of a length counts. */
  public int[] tokens(int length, int cell) {
    int[] tokens = new int[length];
    int at = cell;
    for (int n = length; n >= 2; n--) {
      tokens[n - 1] = table(n).column(at);
      at = table(n).row(at);
    }
    tokens[0] = at;
    return tokens;
  }
}
