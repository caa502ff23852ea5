package bayes.compiler.plan.conjugate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.Treatment;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.PredictiveTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables of which only the cells that occur are held, against the product of the probabilities of
 * one token after the other, each given those before.
 */
class SparseTablesTest {
  private static final int V = 6;
  private static final int[][] TEXT = {
    {1, 2, 1, 2, 3, 1, 1, 2, 5, 5, 5}, {4, 4, 1, 2}, {6}, {2, 1, 2, 3, 1, 1, 1, 1, 1, 1, 4, 1, 1}
  };

  private static final String HEADER =
      """
      set W;
      set Doc;
      data text : W[Doc][];
      """;

  private static final String HIERARCHY =
      """
      alpha ~ Gamma(2, 1);
      m ~ Dirichlet(W, 1.5);
      """;

  /** What is counted: for each token the indices of its row, and its own. */
  private interface Tokens {
    List<int[]> of(int[] document);
  }

  /**
   * A model of hyperparameters {@code alpha} and {@code m}.
   *
   * @param prior the parameter of a member in a row, by alpha (one or several) and m
   */
  record Case(String name, String text, Tokens tokens, Prior prior) {
    @Override
    public String toString() {
      return name;
    }

    /** The log probability of all tokens. */
    double logLikelihood(double[] alpha, double[] m) {
      Map<List<Integer>, int[]> counts = new HashMap<>();
      double sum = 0;
      for (int[] document : TEXT) {
        for (int[] token : tokens.of(document)) {
          int[] row = Arrays.copyOf(token, token.length - 1);
          int[] n = counts.computeIfAbsent(Arrays.stream(row).boxed().toList(), r -> new int[V]);
          double total = 0;
          for (int w = 1; w <= V; w++) total += prior.of(alpha, m, row, w) + n[w - 1];
          int last = token[row.length];
          sum += Math.log((prior.of(alpha, m, row, last) + n[last - 1]) / total);
          n[last - 1]++;
        }
      }
      return sum;
    }
  }

  private interface Prior {
    double of(double[] alpha, double[] m, int[] row, int member);
  }

  private static List<int[]> pairs(int[] x) {
    return java.util.stream.IntStream.range(1, x.length)
        .mapToObj(t -> new int[] {x[t - 1], x[t]})
        .toList();
  }

  static List<Case> cases() {
    Prior ofBase = (alpha, m, row, w) -> alpha[0] * m[w - 1];
    return List.of(
        new Case(
            "bigram",
            HEADER
                + HIERARCHY
                + """
                phi[u in W] ~ Dirichlet(alpha * m);
                for d in Doc, t in 2..len(text[d]) {
                  observe text[d, t] ~ Categorical(phi[text[d, t-1]]);
                }
                """,
            SparseTablesTest::pairs,
            ofBase),
        new Case(
            "trigram",
            HEADER
                + HIERARCHY
                + """
                phi[u in W, v in W] ~ Dirichlet(alpha * m);
                for d in Doc {
                  for t in 3..len(text[d]) {
                    let before = text[d, t-2];
                    observe text[d, t] ~ Categorical(phi[before, text[d, t-1]]);
                  }
                }
                """,
            x ->
                java.util.stream.IntStream.range(2, x.length)
                    .mapToObj(t -> new int[] {x[t - 2], x[t - 1], x[t]})
                    .toList(),
            ofBase),
        new Case(
            "rows of their own concentration",
            HEADER
                + """
                alpha[u in W] ~ Gamma(2, 1);
                m ~ Dirichlet(W, 1.5);
                phi[u in W] ~ Dirichlet(alpha[u] * m);
                for d in Doc, t in 2..len(text[d]) {
                  observe text[d, t] ~ Categorical(phi[text[d, t-1]]);
                }
                """,
            SparseTablesTest::pairs,
            (alpha, m, row, w) -> alpha[row[0] - 1] * m[w - 1]),
        new Case(
            "a prior by row and member",
            HEADER
                + HIERARCHY
                + """
                phi[u in W] ~ Dirichlet([alpha * m[v] + (u == v ? 2.0 : 0.5) for v in W]);
                for d in Doc, t in 2..len(text[d]) {
                  observe text[d, t] ~ Categorical(phi[text[d, t-1]]);
                }
                """,
            SparseTablesTest::pairs,
            (alpha, m, row, w) -> alpha[0] * m[w - 1] + (row[0] == w ? 2.0 : 0.5)),
        new Case(
            "symmetric, several statements and a condition",
            HEADER
                + HIERARCHY
                + """
                phi[u in W] ~ Dirichlet(W, alpha);
                for d in Doc, t in 2..len(text[d]) {
                  if text[d, t] == text[d, t-1] {
                    observe text[d, t] ~ Categorical(phi[text[d, t-1]]);
                  }
                }
                for d in Doc, t in 2..len(text[d]) {
                  if text[d, t] != text[d, t-1] {
                    observe text[d, t] ~ Categorical(phi[text[d, t-1]]);
                  }
                }
                """,
            SparseTablesTest::pairs,
            (alpha, m, row, w) -> alpha[0]));
  }

  private static Data data() {
    return Data.builder().put("W", V).put("text", TEXT).build();
  }

  private static double lgamma(double x) {
    return bayes.runtime.math.GammaFunctions.lgamma(x);
  }

  /** Gamma(2, 1) for each alpha, Dirichlet(1.5) for m. */
  private static double logPrior(double[] alpha, double[] m) {
    double sum = lgamma(1.5 * V) - V * lgamma(1.5);
    for (double a : alpha) sum += Math.log(a) - a;
    for (double x : m) sum += 0.5 * Math.log(x);
    return sum;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void densityIsTheProductOfPredictiveProbabilities(Case one) {
    Model model = Model.compile(one.text());
    assertTrue(
        model.plan().treatments().stream().anyMatch(t -> t.kind() == Treatment.Kind.INTEGRATED));
    BothWays.Bound bound = BothWays.of(model).bind(data());
    BoundModel plain = model.bind(data());
    LogDensity density = plain.newLogDensityWithoutJacobian();
    Random random = new Random(4);
    for (int i = 0; i < 5; i++) {
      double[] position = random.doubles(bound.dimension(), -2, 2).toArray();
      BothWays.Bound.Row row = bound.record(position, 1);
      double[] alpha = row.of("alpha");
      double[] m = row.of("m");
      double expected = logPrior(alpha, m) + one.logLikelihood(alpha, m);
      assertEquals(expected, density.logDensity(position), 1e-10 * Math.abs(expected));
      assertEquals(
          one.logLikelihood(alpha, m),
          plain.newLogLikelihood().logDensity(position),
          1e-10 * Math.abs(expected));
      // One token that is counted in another row is found out.
      alpha[0] *= 1.001;
      double wrong = logPrior(alpha, m) + one.logLikelihood(alpha, m);
      assertThrows(
          AssertionError.class,
          () -> assertEquals(wrong, density.logDensity(position), 1e-10 * Math.abs(wrong)));
      checkGradient(bound, position);
    }
  }

  private static void checkGradient(BothWays.Bound bound, double[] position) {
    double[] gradient = bound.gradient(position);
    for (int i = 0; i < position.length; i++) {
      double h = 1e-5;
      double[] up = position.clone();
      double[] down = position.clone();
      up[i] += h;
      down[i] -= h;
      double slope = (bound.logDensity(up) - bound.logDensity(down)) / (2 * h);
      assertEquals(slope, gradient[i], 1e-5 * (1 + Math.abs(slope)));
    }
  }

  private static final String SYMMETRIC =
      """
      set W;
      data N : int;
      data text : W[N];
      phi[u in W] ~ Dirichlet(W, 0.7);
      for t in 2..N { observe text[t] ~ Categorical(phi[text[t-1]]); }
      """;

  @Test
  void evidenceIsExact() {
    int[] text = {1, 2, 1, 2, 3, 1, 1, 2};
    Data data = Data.builder().put("W", 4).put("N", 8).put("text", text).build();
    BoundModel bound = Model.compile(SYMMETRIC).bind(data);
    double evidence = bound.exact().orElseThrow().logEvidence();
    int[][] n = new int[4][4];
    for (int t = 1; t < 8; t++) n[text[t - 1] - 1][text[t] - 1]++;
    double expected = 0;
    for (int[] row : n) {
      int sum = 0;
      for (int x : row) {
        for (int k = 0; k < x; k++) expected += Math.log(0.7 + k);
        sum += x;
      }
      for (int k = 0; k < sum; k++) expected -= Math.log(2.8 + k);
    }
    assertEquals(expected, evidence, 1e-12);
  }

  private static final String QUESTION =
      """
      set W;
      data N : int;
      data text : W[N];
      phi[u in W] ~ Dirichlet(W, 0.05);
      for t in 2..N { observe text[t] ~ Categorical(phi[text[t-1]]); }
      data context : W;
      generate next ~ Categorical(phi[context]);
      generate after ~ Categorical(phi[next]);
      """;

  /** Draws do not keep 1600 numbers; the row that is asked for is drawn, with its own interval. */
  @Test
  void answersFromTheRowThatIsRead() {
    int words = 40;
    Random random = new Random(8);
    int[] text = new int[300];
    for (int i = 0; i < text.length; i++)
      text[i] = 1 + (int) (words * Math.pow(random.nextDouble(), 3));
    Data run = Data.builder().put("W", words).put("N", text.length).put("text", text).build();
    Model model = Model.compile(QUESTION);
    BoundModel bound = model.bind(run);
    assertEquals(List.of("phi"), bound.leftOut());
    var fit = bound.exact().orElseThrow().sample(RunSettings.defaults(3).withThreads(1));
    for (int context : new int[] {1, 2, words}) {
      Data asked = run.overriddenBy(Data.builder().put("context", context).build());
      PredictiveTable table =
          model
              .tryPosteriorPredictive(asked, fit.draws(), run, false)
              .value()
              .orElseThrow()
              .tables(5, words)
              .get(0);
      double[] a = new double[words];
      Arrays.fill(a, 0.05);
      for (int t = 1; t < text.length; t++) if (text[t - 1] == context) a[text[t] - 1]++;
      double sum = Arrays.stream(a).sum();
      for (PredictiveTable.Row row : table.rows()) {
        int w = Integer.parseInt(row.value()) - 1;
        double mean = a[w] / sum;
        double error = Math.sqrt(mean * (1 - mean) / (sum + 1) / fit.draws().chains() / 1000);
        assertEquals(mean, row.probability(), 4.5 * error + 1e-12);
        double spread = Math.sqrt(mean * (1 - mean) / (sum + 1));
        if (a[w] > 5)
          assertEquals(
              2 * 1.645 * spread,
              row.quantiles().get(3) - row.quantiles().get(1),
              0.2 * spread * 3.29);
      }
    }
  }
}
