package bayes.runtime.math;

import java.util.Arrays;

/**
 * The inside probability of a probabilistic context-free grammar in Chomsky normal form: the sum
 * over all trees whose leaves are the words w[1], ..., w[n] and whose root is the start symbol of
 * the product of their rules' probabilities,
 *
 * <pre>  inside(i, i, A) = lexicon[A, w[i]]
 *  inside(i, j, A) = sum over k, B, C of rules[A, B, C] inside(i, k, B) inside(k + 1, j, C)</pre>
 *
 * <p>Each span has the logarithm of its largest inside probability and all of them divided by that
 * one, so that long sentences do not underflow; a nonterminal whose probability is below 1e-308
 * times the largest one of the same span counts as impossible there. The sums over k come before
 * those over A, so the cost is n^3 N^2 + n^2 N^3. Nothing is allocated.
 *
 * <p>A chart has, for every span, its N scaled probabilities; then the logarithms of the scales; 2
 * N x N numbers of scratch: {@link #chartSize} in all.
 *
 * <p>Source: Lari and Young, The estimation of stochastic context-free grammars using the
 * inside-outside algorithm (1990), equations 3 to 10; Eisner, Inside-outside and forward-backward
 * algorithms are just backprop (2016). Here the outside probabilities are those of the scaled
 * insides, over the probability of the sentence.
 */
public final class Grammars {
  private Grammars() {}

  /** The numbers in the chart of n words by m nonterminals. */
  public static int chartSize(int n, int m) {
    return n * (n + 1) / 2 * (m + 1) + 2 * m * m;
  }

  /**
   * Stores the logarithm of the inside probability of a sentence, minus infinity without a tree.
   *
   * @param n the number of words
   * @param m the number of nonterminals
   * @param size the number of words that there are
   * @param start the start symbol, from 0
   * @param first the number of the first of the words that there are
   * @param rules m x m x m probabilities of A -> B C
   * @param lexicon m x size probabilities of A -> w
   * @param chart receives what {@link #adjoint} needs
   */
  public static void logInside(
      int n,
      int m,
      int size,
      int start,
      int first,
      double[] rules,
      int rulesAt,
      double[] lexicon,
      int lexiconAt,
      int[] words,
      int wordsAt,
      double[] out,
      int outAt,
      double[] chart,
      int chartAt) {
    int scales = chartAt + cells(n) * m;
    int pairs = scales + cells(n);
    for (int i = 0; i < n; i++) {
      int word = words[wordsAt + i] - first;
      for (int a = 0; a < m; a++) {
        chart[chartAt + i * m + a] = lexicon[lexiconAt + a * size + word];
      }
      chart[scales + i] = scale(chart, chartAt + i * m, m, 0);
    }
    for (int length = 2; length <= n; length++) {
      for (int i = 0; i + length <= n; i++) {
        int cell = cell(n, i, length);
        double shift = splits(n, m, i, length, chart, chartAt, chart, pairs);
        for (int a = 0; a < m; a++) {
          double sum = 0;
          if (shift > Double.NEGATIVE_INFINITY) {
            for (int bc = 0; bc < m * m; bc++) {
              sum += rules[rulesAt + a * m * m + bc] * chart[pairs + bc];
            }
          }
          chart[chartAt + cell * m + a] = sum;
        }
        chart[scales + cell] = scale(chart, chartAt + cell * m, m, shift);
      }
    }
    int root = cells(n) - 1;
    out[outAt] =
        n == 0
            ? Double.NEGATIVE_INFINITY
            : chart[scales + root] + Math.log(chart[chartAt + root * m + start]);
  }

  private static int cells(int n) {
    return n * (n + 1) / 2;
  }

  /** The number of the span of a length from word i; the shortest come first. */
  private static int cell(int n, int i, int length) {
    return (length - 1) * n - (length - 1) * (length - 2) / 2 + i;
  }

  /** Divides by the largest, and returns the logarithm of the new scale. */
  private static double scale(double[] x, int at, int m, double before) {
    double largest = 0;
    for (int a = 0; a < m; a++) {
      largest = Double.isNaN(x[at + a]) ? Double.NaN : Math.max(largest, x[at + a]);
    }
    if (largest == 0) return Double.NEGATIVE_INFINITY;
    for (int a = 0; a < m; a++) x[at + a] /= largest;
    return before + Math.log(largest);
  }

  /**
   * Stores, for all B and C, the sum over the splits of a span of inside(left, B) inside(right, C),
   * over a scale whose logarithm it returns; minus infinity if no split is possible.
   */
  private static double splits(
      int n, int m, int i, int length, double[] chart, int chartAt, double[] pairs, int pairsAt) {
    double shift = largestSplit(n, m, i, length, chart, chartAt);
    if (shift == Double.NEGATIVE_INFINITY) return shift;
    Arrays.fill(pairs, pairsAt, pairsAt + m * m, 0);
    for (int k = 1; k < length; k++) {
      int left = cell(n, i, k);
      int right = cell(n, i + k, length - k);
      double weight = weight(n, m, left, right, chart, chartAt, shift);
      if (weight == 0) continue;
      for (int b = 0; b < m; b++) {
        double x = weight * chart[chartAt + left * m + b];
        if (x != 0) Vectors.addScaled(x, chart, chartAt + right * m, pairs, pairsAt + b * m, m);
      }
    }
    return shift;
  }

  private static double largestSplit(int n, int m, int i, int length, double[] chart, int chartAt) {
    int scales = chartAt + cells(n) * m;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 1; k < length; k++) {
      double both = chart[scales + cell(n, i, k)] + chart[scales + cell(n, i + k, length - k)];
      largest = Math.max(largest, both);
    }
    return largest;
  }

  private static double weight(
      int n, int m, int left, int right, double[] chart, int chartAt, double shift) {
    int scales = chartAt + cells(n) * m;
    return Math.exp(chart[scales + left] + chart[scales + right] - shift);
  }

  /**
   * Uses up the adjoint of the logarithm of the inside probability, and adds to those of the rules
   * and the lexicon.
   *
   * @param chart as the forward evaluation has left it
   * @param outside the adjoint of the chart, zero before and after; scratch in between
   */
  public static void adjoint(
      int n,
      int m,
      int size,
      int start,
      int first,
      int ofRules,
      int ofLexicon,
      int ofWords,
      double[] rules,
      int rulesAt,
      int[] words,
      int wordsAt,
      double[] chart,
      int chartAt,
      double[] adjoint,
      int adjointAt,
      double[] outside,
      int outsideAt,
      double[] rulesAdjoint,
      int rulesAdjointAt,
      double[] lexiconAdjoint,
      int lexiconAdjointAt,
      double[] wordsAdjoint,
      int wordsAdjointAt) {
    double seed = adjoint[adjointAt];
    adjoint[adjointAt] = 0;
    int root = cells(n) - 1;
    if (seed == 0 || n == 0 || chart[chartAt + root * m + start] == 0) return;
    outside[outsideAt + root * m + start] = seed / chart[chartAt + root * m + start];
    int scales = chartAt + cells(n) * m;
    int pairs = outsideAt + cells(n) * (m + 1);
    for (int length = n; length >= 2; length--) {
      for (int i = 0; i + length <= n; i++) {
        int cell = cell(n, i, length);
        if (isZero(outside, outsideAt + cell * m, m)) continue;
        double shift = splits(n, m, i, length, chart, chartAt, outside, pairs);
        double largest = Math.exp(chart[scales + cell] - shift);
        int pairsAdjoint = pairs + m * m;
        Arrays.fill(outside, pairsAdjoint, pairsAdjoint + m * m, 0);
        for (int a = 0; a < m; a++) {
          double x = outside[outsideAt + cell * m + a] / largest;
          if (x == 0) continue;
          int row = a * m * m;
          Vectors.addScaled(x, rules, rulesAt + row, outside, pairsAdjoint, m * m);
          if (ofRules == 1) {
            Vectors.addScaled(x, outside, pairs, rulesAdjoint, rulesAdjointAt + row, m * m);
          }
        }
        for (int k = 1; k < length; k++) {
          int left = cell(n, i, k) * m;
          int right = cell(n, i + k, length - k) * m;
          double weight = weight(n, m, left / m, right / m, chart, chartAt, shift);
          if (weight == 0) continue;
          for (int b = 0; b < m; b++) {
            int row = pairsAdjoint + b * m;
            double sum = 0;
            for (int c = 0; c < m; c++) sum += outside[row + c] * chart[chartAt + right + c];
            outside[outsideAt + left + b] += weight * sum;
            double x = weight * chart[chartAt + left + b];
            if (x != 0) Vectors.addScaled(x, outside, row, outside, outsideAt + right, m);
          }
        }
      }
    }
    if (ofLexicon == 1) {
      for (int i = 0; i < n; i++) {
        int word = words[wordsAt + i] - first;
        double scale = Math.exp(-chart[scales + i]);
        for (int a = 0; a < m; a++) {
          double x = outside[outsideAt + i * m + a];
          if (x != 0) lexiconAdjoint[lexiconAdjointAt + a * size + word] += x * scale;
        }
      }
    }
    Arrays.fill(outside, outsideAt, outsideAt + chartSize(n, m), 0);
  }

  private static boolean isZero(double[] x, int at, int m) {
    for (int a = 0; a < m; a++) {
      if (x[at + a] != 0) return false;
    }
    return true;
  }
}
