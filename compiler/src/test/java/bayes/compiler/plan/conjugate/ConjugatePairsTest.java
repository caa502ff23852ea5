package bayes.compiler.plan.conjugate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

/** Each conjugate pair against its closed form, as the books have it. */
class ConjugatePairsTest {
  private static final double[] NONE = {};

  /** log Γ. */
  private static double lg(double x) {
    return Gamma.logGamma(x);
  }

  private static double lbeta(double a, double b) {
    return lg(a) + lg(b) - lg(a + b);
  }

  private static double lchoose(double n, double k) {
    return lg(n + 1) - lg(k + 1) - lg(n - k + 1);
  }

  private static double logEvidence(String text, Data data) {
    Model model = Model.compile(text);

    BothWays.Bound bound = BothWays.exact(model).bind(data);
    assertEquals(0, bound.dimension());
    bound.record(NONE, 1);
    return bound.logDensity(NONE);
  }

  private static void assertEvidence(String text, Data data, double expected) {
    assertEquals(expected, logEvidence(text, data), 1e-10 * Math.max(1, Math.abs(expected)), text);
  }

  @Test
  void aBetaPriorOfABinomial() {
    String text =
        """
        data n : int<lower=0>;
        data x : int<lower=0>;
        p ~ Beta(2, 3.5);
        observe x ~ Binomial(n, p);
        """;
    double expected = lchoose(10, 4) + lbeta(6, 9.5) - lbeta(2, 3.5);
    assertEvidence(text, Data.builder().put("n", 10).put("x", 4).build(), expected);
  }

  @Test
  void aBetaPriorOfTrialsInGroups() {
    String text =
        """
        set Group;
        data g : Group[8];
        data x : bool[8];
        p[k in Group] ~ Beta(2, 1 + 0.5 * index(k));
        for i in 1..8 { observe x[i] ~ Bernoulli(p[g[i]]); }
        """;
    Data data =
        Data.builder()
            .put("Group", 3)
            .put("g", new int[] {1, 1, 2, 1, 2, 2, 2, 1})
            .put("x", new int[] {1, 0, 0, 1, 0, 0, 1, 1})
            .build();
    double expected = lbeta(5, 2.5) - lbeta(2, 1.5) + lbeta(3, 5) - lbeta(2, 2);
    assertEvidence(text, data, expected);
  }

  @Test
  void aGammaPriorOfAPoisson() {
    String text =
        """
        data t : real<lower=0>[3];
        data x : int<lower=0>[3];
        r ~ Gamma(2, 0.7);
        for i in 1..3 { observe x[i] ~ Poisson(r * t[i]); }
        """;
    Data data =
        Data.builder().put("t", new double[] {1.0, 2.5, 0.5}).put("x", new int[] {3, 4, 0}).build();
    double expected =
        lg(9) - lg(2) + 2 * Math.log(0.7) - 9 * Math.log(4.7) + 4 * Math.log(2.5) - lg(4) - lg(5);
    assertEvidence(text, data, expected);
  }

  @Test
  void aDirichletPriorOfCategories() {
    String text =
        """
        set S = {"a", "b", "c"};
        data x : S[4];
        data c : int<lower=0>[S];
        q ~ Dirichlet(S, 0.5);
        observe x ~ Categorical(q);
        observe c ~ Multinomial(5, q);
        """;
    Data data =
        Data.builder().put("x", new int[] {1, 1, 3, 1}).put("c", new int[] {2, 0, 3}).build();
    double expected =
        lg(1.5) - lg(10.5) + lg(5.5) + lg(0.5) + lg(4.5) - 3 * lg(0.5) + lg(6) - lg(3) - lg(4);
    assertEvidence(text, data, expected);
  }

  @Test
  void aNormalPriorOfAMean() {
    String text =
        """
        data y : real[3];
        data s : real<above=0>[3];
        m ~ Normal(1, 2);
        observe y ~ Normal(m, s);
        """;
    Data data =
        Data.builder()
            .put("y", new double[] {1.5, -0.5, 3.0})
            .put("s", new double[] {1.0, 2.0, 0.5})
            .build();
    assertEvidence(text, data, normal(new double[] {1.5, -0.5, 3}, new double[] {1, 2, 0.5}, 1, 2));
  }

  /** One datum after the other. */
  private static double normal(double[] y, double[] s, double mean, double sd) {
    double m = mean;
    double v = sd * sd;
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double total = v + s[i] * s[i];
      sum += -0.5 * Math.log(2 * Math.PI * total) - (y[i] - m) * (y[i] - m) / (2 * total);
      m += v / total * (y[i] - m);
      v *= s[i] * s[i] / total;
    }
    return sum;
  }

  @Test
  void aTreeOfNormals() {
    String text =
        """
        data y : real[2, 3];
        mu ~ Normal(1, 2);
        theta[i in 1..2] ~ Normal(mu, 0.5);
        for i in 1..2, j in 1..3 { observe y[i, j] ~ Normal(theta[i], 1.5); }
        """;
    double[] y = {1, 2, 4, -1, 0, 3.5};
    Data data = Data.builder().put("y", new double[][] {{1, 2, 4}, {-1, 0, 3.5}}).build();
    double[][] cov = new double[6][6];
    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < 6; b++) {
        cov[a][b] = 4 + (a / 3 == b / 3 ? 0.25 : 0) + (a == b ? 2.25 : 0);
      }
    }
    assertEvidence(text, data, multivariate(y, 1, cov));
  }

  private static double multivariate(double[] y, double mean, double[][] cov) {
    var decomposition =
        new org.apache.commons.math3.linear.CholeskyDecomposition(
            new org.apache.commons.math3.linear.Array2DRowRealMatrix(cov));
    double[] centred = new double[y.length];
    for (int i = 0; i < y.length; i++) centred[i] = y[i] - mean;
    var r = new org.apache.commons.math3.linear.ArrayRealVector(centred);
    double q = r.dotProduct(decomposition.getSolver().solve(r));
    return -0.5 * (y.length * Math.log(2 * Math.PI) + Math.log(decomposition.getDeterminant()) + q);
  }

  @Test
  void aNormalInverseGamma() {
    String text =
        """
        data y : real[4];
        v ~ InverseGamma(2, 1.5);
        m ~ Normal(0.5, sqrt(v / 0.8));
        observe y ~ Normal(mean: m, variance: v);
        """;
    double[] y = {1, 2, 4, -1};
    Data data = Data.builder().put("y", y).build();
    double mean = 1.5;
    double squares = 0.25 + 0.25 + 6.25 + 6.25;
    double b = 1.5 + 0.5 * squares + 0.5 * 0.8 * 4 / 4.8 * (mean - 0.5) * (mean - 0.5);
    double expected =
        lg(4)
            - lg(2)
            + 2 * Math.log(1.5)
            - 4 * Math.log(b)
            + 0.5 * Math.log(0.8 / 4.8)
            - 2 * Math.log(2 * Math.PI);
    assertEvidence(text, data, expected);
  }

  @Test
  void aBetaPriorOfNegativeBinomials() {
    String text =
        """
        data r : real<above=0>;
        data x : int<lower=0>[3];
        p ~ Beta(2, 3.5);
        observe x ~ NegativeBinomial(shape: r, rate: p / (1 - p));
        """;
    Data data = Data.builder().put("r", 2.5).put("x", new int[] {3, 0, 7}).build();
    double expected = lbeta(2 + 7.5, 3.5 + 10) - lbeta(2, 3.5) - 3 * lg(2.5);
    for (int x : new int[] {3, 0, 7}) expected += lg(x + 2.5) - lg(x + 1);
    assertEvidence(text, data, expected);
    // Odds of something else than the latent itself are none.
    assertTrue(Model.compile(text.replace("1 - p)", "2 - p)")).plan().exact().isEmpty());
  }

  @Test
  void aBetaPriorOfGeometricWaitingTimes() {
    String text =
        """
        data x : int<lower=0>[4];
        p ~ Beta(1.5, 2);
        observe x ~ Geometric(p);
        """;
    Data data = Data.builder().put("x", new int[] {3, 0, 7, 1}).build();
    assertEvidence(text, data, lbeta(5.5, 13) - lbeta(1.5, 2));
  }

  /** Means, scales and rates of waiting times: the inverse gamma is the gamma of the reciprocal. */
  @Test
  void anInverseGammaPriorOfMeansAndScales() {
    double[] x = {0.7, 2, 0.1};
    double sum = 2.8;
    double shape = 2.5;
    double scale = 1.2;
    Data data = Data.builder().put("x", x).build();
    assertEvidence(
        """
        data x : real<lower=0>[3];
        m ~ InverseGamma(2.5, 1.2);
        observe x ~ Exponential(mean: m);
        """,
        data,
        shape * Math.log(scale) - lg(shape) + lg(shape + 3) - (shape + 3) * Math.log(scale + sum));
    double logs = 0;
    for (double each : x) logs += 0.8 * Math.log(each);
    double posterior = shape + 3 * 1.8;
    assertEvidence(
        """
        data x : real<lower=0>[3];
        s ~ InverseGamma(2.5, 1.2);
        observe x ~ Gamma(shape: 1.8, scale: s);
        """,
        data,
        logs
            - 3 * lg(1.8)
            + shape * Math.log(scale)
            - lg(shape)
            + lg(posterior)
            - posterior * Math.log(scale + sum));
    double inverses = 0;
    double powers = 0;
    for (double each : x) {
      inverses += 1 / each;
      powers -= 2.8 * Math.log(each);
    }
    assertEvidence(
        """
        data x : real<lower=0>[3];
        r ~ Gamma(2.5, 1.2);
        observe x ~ InverseGamma(1.8, r);
        """,
        data,
        powers
            - 3 * lg(1.8)
            + shape * Math.log(scale)
            - lg(shape)
            + lg(posterior)
            - posterior * Math.log(scale + inverses));
  }
}
