package bayes.runtime.random;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Sentences of a probabilistic context-free grammar in Chomsky normal form, given their length.
 *
 * <p>A nonterminal A derives some sentence of n words with probability
 *
 * <pre>  g(1, A) = sum over w of lexicon[A, w]
 *  g(n, A) = sum over k, B, C of rules[A, B, C] g(k, B) g(n - k, C)</pre>
 *
 * <p>and a tree is drawn from its root on: how many words its left part has, and the nonterminals
 * of its two parts, in proportion to the terms of that sum. The g of each length are scaled, with
 * the logarithm of the scale beside them. Nothing is rejected.
 */
public final class Sentences {
  private final int m;
  private final double[] rules;
  private final int rulesAt;

  /** g(n, A) at n - 1, A, over the scale of n. */
  private final double[][] derives;

  private final double[] logScales;

  private Sentences(
      int n, int m, double[] rules, int rulesAt, double[] lexicon, int lexiconAt, int size) {
    this.m = m;
    this.rules = rules;
    this.rulesAt = rulesAt;
    this.derives = new double[n][m];
    this.logScales = new double[n];
    for (int a = 0; a < m; a++) {
      for (int w = 0; w < size; w++) derives[0][a] += lexicon[lexiconAt + a * size + w];
    }
    scale(0, 0);
    for (int length = 2; length <= n; length++) longer(length);
  }

  private void longer(int length) {
    double shift = shift(length);
    if (shift > Double.NEGATIVE_INFINITY) {
      double[] pairs = new double[m * m];
      for (int k = 1; k < length; k++) {
        double weight = weight(k, length, shift);
        for (int bc = 0; bc < m * m; bc++) {
          pairs[bc] += weight * derives[k - 1][bc / m] * derives[length - k - 1][bc % m];
        }
      }
      for (int a = 0; a < m; a++) {
        for (int bc = 0; bc < m * m; bc++) {
          derives[length - 1][a] += rules[rulesAt + a * m * m + bc] * pairs[bc];
        }
      }
    }
    scale(length - 1, shift);
  }

  private void scale(int at, double shift) {
    double largest = Arrays.stream(derives[at]).max().orElse(0);
    logScales[at] = largest > 0 ? shift + Math.log(largest) : Double.NEGATIVE_INFINITY;
    for (int a = 0; a < m && largest > 0; a++) derives[at][a] /= largest;
  }

  /** The logarithm of the largest scale of two parts. */
  private double shift(int length) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 1; k < length; k++) {
      largest = Math.max(largest, logScales[k - 1] + logScales[length - k - 1]);
    }
    return largest;
  }

  private double weight(int k, int length, double shift) {
    return Math.exp(logScales[k - 1] + logScales[length - k - 1] - shift);
  }

  /**
   * Writes the words of a sentence, each as its number; {@link RandomDraws#INVALID} everywhere if
   * there is no sentence of this length.
   *
   * @param n the number of words
   * @param m the number of nonterminals
   * @param start the start symbol, from 0
   * @param first the number of the first of the words that there are
   * @param rules m x m x m probabilities of A -> B C
   * @param lexicon probabilities of A -> w, m rows
   */
  public static void sentence(
      RandomGenerator r,
      int n,
      int m,
      int start,
      int first,
      double[] rules,
      int rulesAt,
      int rulesLength,
      double[] lexicon,
      int lexiconAt,
      int lexiconLength,
      int[] out,
      int outAt) {
    if (n == 0) return;
    int size = lexiconLength / m;
    Sentences sentences = new Sentences(n, m, rules, rulesAt, lexicon, lexiconAt, size);
    if (!(sentences.derives[n - 1][start] > 0)) {
      Arrays.fill(out, outAt, outAt + n, RandomDraws.INVALID);
      return;
    }
    int[] nonterminals = sentences.leaves(r, n, start);
    for (int i = 0; i < n; i++) {
      int row = lexiconAt + nonterminals[i] * size;
      out[outAt + i] = first + RandomDraws.categorical(r, lexicon, row, size) - 1;
    }
  }

  /** The nonterminals that become the words of a sentence. */
  private int[] leaves(RandomGenerator r, int n, int start) {
    int[] leaves = new int[n];
    // The parts that are still to be expanded, the leftmost last: their nonterminals and lengths.
    int[] open = new int[n + 1];
    int[] lengths = new int[n + 1];
    int depth = 1;
    open[0] = start;
    lengths[0] = n;
    int done = 0;
    double[] terms = new double[Math.max(1, n - 1) * m * m];
    while (depth > 0) {
      depth--;
      int a = open[depth];
      int length = lengths[depth];
      if (length == 1) {
        leaves[done++] = a;
        continue;
      }
      double shift = shift(length);
      for (int k = 1; k < length; k++) {
        double weight = weight(k, length, shift);
        for (int bc = 0; bc < m * m; bc++) {
          terms[(k - 1) * m * m + bc] =
              weight
                  * rules[rulesAt + a * m * m + bc]
                  * derives[k - 1][bc / m]
                  * derives[length - k - 1][bc % m];
        }
      }
      int chosen = RandomDraws.categorical(r, terms, 0, (length - 1) * m * m) - 1;
      int left = chosen / (m * m) + 1;
      open[depth] = chosen % m;
      lengths[depth++] = length - left;
      open[depth] = chosen % (m * m) / m;
      lengths[depth++] = left;
    }
    return leaves;
  }
}
