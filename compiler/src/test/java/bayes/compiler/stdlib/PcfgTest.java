package bayes.compiler.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import bayes.runtime.math.Grammars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What the battery asks of a distribution, of sentences, whose lengths no set gives: against sums
 * over trees that are written down one by one.
 */
class PcfgTest {
  private static final ReferenceFile REFERENCE = ReferenceFile.read("/pcfg.csv").orElseThrow();

  private static final String CALL = "PCFG(rules: rules, lexicon: lexicon, start: start)";

  private static final String MODEL =
      "set N; set W; data rules : real<lower=0, upper=1>[N, N, N];"
          + " data lexicon : real<lower=0, upper=1>[N, W]; data start : N; set Sentence;"
          + " data x : W[Sentence][]; data n : int; set Draw;"
          + " generate log_p[s in Sentence] = log_density("
          + CALL
          + ", x[s]); generate first[s in Sentence] = log_density(PCFG(rules, lexicon), x[s]);"
          + " generate drawn : W[Draw, n] ~ "
          + CALL
          + ";";

  private static final BothWays COMPILED = BothWays.of(MODEL);

  /** A grammar of the reference values. */
  private record Grammar(double[] rules, double[] lexicon, int start) {
    static Grammar of(ReferenceFile.Row row) {
      return new Grammar(row.vector("rules"), row.vector("lexicon"), (int) row.number("start"));
    }

    int size() {
      return (int) Math.round(Math.cbrt(rules.length));
    }

    int words() {
      return lexicon.length / size();
    }

    BothWays.Bound.Row run(List<int[]> sentences, int n, int nDraws) {
      DataBuilder data = Data.builder().put("rules", rows(rules, size(), size()));
      data.put("lexicon", rows(lexicon, words()));
      data.put("start", start).put("x", sentences).put("n", n).put("Draw", nDraws);
      return COMPILED.bind(data.build()).record(new double[0], 20240);
    }

    /** The log density and what it adds to the adjoints of rules and lexicon. */
    double logInside(int[] x, double[] ofRules, double[] ofLexicon) {
      int[] words = Arrays.stream(x).map(w -> w - 1).toArray();
      double[] log = new double[1];
      double[] chart = new double[Grammars.chartSize(x.length, size())];
      Grammars.logInside(
          x.length, size(), words(), start - 1, 0, rules, 0, lexicon, 0, words, 0, log, 0, chart,
          0);
      double[] one = {1};
      double[] outside = new double[chart.length];
      Grammars.adjoint(
          x.length, size(), words(), start - 1, 0, 1, 1, 0, rules, 0, words, 0, chart, 0, one, 0,
          outside, 0, ofRules, 0, ofLexicon, 0, one, 0);
      assertEquals(0, Arrays.stream(outside).map(Math::abs).sum() + one[0], "left over");
      return log[0];
    }

    double logInside(int... x) {
      return logInside(x, new double[rules.length], new double[lexicon.length]);
    }
  }

  /** The rows of a matrix, or of each matrix. */
  private static List<double[]> rows(double[] elements, int columns) {
    List<double[]> rows = new ArrayList<>();
    for (int at = 0; at < elements.length; at += columns) {
      rows.add(Arrays.copyOfRange(elements, at, at + columns));
    }
    return rows;
  }

  private static List<List<double[]>> rows(double[] elements, int rows, int columns) {
    return rows(elements, rows * columns).stream().map(each -> rows(each, columns)).toList();
  }

  @Test
  void valuesAreSumsOverTrees() {
    for (ReferenceFile.Row row : REFERENCE.rows("values")) {
      int[] x = Arrays.stream(row.vector("x")).mapToInt(w -> (int) w).toArray();
      BothWays.Bound.Row values = Grammar.of(row).run(List.of(x), 0, 1);
      double expected = row.number("log_density");
      assertEquals(
          expected, values.of("log_p")[0], 1e-13 * (1 + Math.abs(expected)), row::toString);
      if (row.number("start") == 1) {
        assertEquals(values.of("log_p")[0], values.of("first")[0], row::toString);
      }
    }
  }

  @Test
  void gradientsAreSumsOverTrees() {
    for (ReferenceFile.Row row : REFERENCE.rows("values")) {
      if (!row.has("d_rules")) continue;
      Grammar grammar = Grammar.of(row);
      double[] ofRules = new double[grammar.rules().length];
      double[] ofLexicon = new double[grammar.lexicon().length];
      int[] x = Arrays.stream(row.vector("x")).mapToInt(w -> (int) w).toArray();
      grammar.logInside(x, ofRules, ofLexicon);
      requireClose(row.vector("d_rules"), ofRules, row);
      requireClose(row.vector("d_lexicon"), ofLexicon, row);
    }
  }

  private static void requireClose(double[] expected, double[] actual, ReferenceFile.Row row) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-12 * (1 + Math.abs(expected[i])), row::toString);
    }
  }

  /** The sentences of each length have the probability of the trees without their words. */
  @Test
  void sentencesOfEachLengthAddUp() {
    for (ReferenceFile.Row row : REFERENCE.rows("lengths")) {
      Grammar grammar = Grammar.of(row);
      double[] expected = row.vector("probabilities");
      for (int n = 1; n <= expected.length; n++) {
        double sum = 0;
        for (int[] x : sentences(n, grammar.words())) sum += Math.exp(grammar.logInside(x));
        assertEquals(expected[n - 1], sum, 1e-12, row + " of length " + n);
      }
    }
  }

  private static List<int[]> sentences(int n, int words) {
    List<int[]> all = new ArrayList<>();
    long count = Math.round(Math.pow(words, n));
    for (long number = 0; number < count; number++) {
      int[] x = new int[n];
      long rest = number;
      for (int i = 0; i < n; i++, rest /= words) x[i] = (int) (rest % words) + 1;
      all.add(x);
    }
    return all;
  }

  /** S becomes two with a probability p below 1 / 2, so it ends: all sentences together have 1. */
  @Test
  void allSentencesHaveProbabilityOne() {
    double p = 0.125;
    Grammar grammar = new Grammar(new double[] {p}, new double[] {1 - p}, 1);
    double total = 0;
    double left = 1;
    for (int n = 1; n <= 60; n++) {
      int[] x = new int[n];
      Arrays.fill(x, 1);
      total += Math.exp(grammar.logInside(x));
      assertTrue(1 - total < left, "no nearer to 1 at length " + n);
      left = 1 - total + 1e-14;
    }
    assertEquals(1, total, 1e-13);
  }

  /** Catalan(n - 1) trees of the same probability, far below the smallest double. */
  @Test
  void longSentencesDoNotUnderflow() {
    int n = 400;
    double p = 1e-9;
    double[] lexicon = {0.5, 1e-12, 0.5 - p - 1e-12};
    Grammar grammar = new Grammar(new double[] {p}, lexicon, 1);
    int[] x = new int[n];
    Arrays.fill(x, 2);
    double logTrees = 0;
    for (int k = 2; k < n; k++) logTrees += Math.log((4.0 * k - 2) / (k + 1));
    double expected = logTrees + (n - 1) * Math.log(p) + n * Math.log(1e-12);
    double[] ofRules = new double[1];
    double[] ofLexicon = new double[3];
    assertEquals(expected, grammar.logInside(x, ofRules, ofLexicon), 1e-10 * -expected);
    assertEquals((n - 1) / p, ofRules[0], 1e-9 * n / p);
    assertEquals(n / 1e-12, ofLexicon[1], 1e-9 * n / 1e-12);
  }

  @Test
  void drawsFollowTheDensityOfTheirLength() {
    for (ReferenceFile.Row row : REFERENCE.rows("lengths")) {
      Grammar grammar = Grammar.of(row);
      int n = 4;
      double[] drawn = grammar.run(List.of(new int[] {1}), n, 10_000).of("drawn");
      assertEquals(Optional.empty(), against(grammar, n, drawn, row), row::toString);
      Grammar other = new Grammar(grammar.rules(), reversed(grammar), grammar.start());
      assertFalse(against(other, n, drawn, row).isEmpty(), "the words of another grammar");
    }
  }

  private static Optional<String> against(
      Grammar grammar, int n, double[] drawn, ReferenceFile.Row row) {
    double total = row.vector("probabilities")[n - 1];
    List<int[]> sentences = sentences(n, grammar.words());
    double[] probabilities = new double[sentences.size()];
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = Math.exp(grammar.logInside(sentences.get(k))) / total;
    }
    double[] numbers = new double[drawn.length / n];
    for (int k = 0; k < numbers.length; k++) {
      for (int i = n - 1; i >= 0; i--) {
        numbers[k] = numbers[k] * grammar.words() + drawn[k * n + i] - 1;
      }
    }
    return GoodnessOfFit.chiSquared(numbers, 0, probabilities);
  }

  private static double[] reversed(Grammar grammar) {
    double[] lexicon = grammar.lexicon().clone();
    int words = grammar.words();
    for (int i = 0; i < lexicon.length; i++) {
      lexicon[i] = grammar.lexicon()[i / words * words + words - 1 - i % words];
    }
    return lexicon;
  }

  /** What the references catch: B and C of the rules exchanged. */
  @Test
  void saboteurWithThePartsExchanged() {
    boolean caught = false;
    for (ReferenceFile.Row row : REFERENCE.rows("values")) {
      Grammar grammar = Grammar.of(row);
      int m = grammar.size();
      double[] exchanged = new double[m * m * m];
      for (int i = 0; i < exchanged.length; i++) {
        exchanged[i] = grammar.rules()[i / (m * m) * m * m + i % m * m + i / m % m];
      }
      Grammar wrong = new Grammar(exchanged, grammar.lexicon(), grammar.start());
      int[] x = Arrays.stream(row.vector("x")).mapToInt(w -> (int) w).toArray();
      caught |= Math.abs(wrong.logInside(x) - row.number("log_density")) > 1e-6;
    }
    assertTrue(caught);
  }
}
