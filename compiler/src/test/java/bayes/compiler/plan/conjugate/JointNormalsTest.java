package bayes.compiler.plan.conjugate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.runtime.data.Data;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.RunSettings;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

/**
 * Regressions with normal priors against the distribution of the data themselves: with a design Z,
 * prior means m and variances D, the data are normal around Z m with covariance R + Z D Z'. That
 * has no normal equations.
 */
class JointNormalsTest {
  private static final double[] NONE = {};
  private static final double[][] X = {
    {1, 2, 3}, {0.5, -1, 2}, {3, 1, 0.2}, {1, 1, 1}, {-2, 0.3, 0.7}, {0, 5, -1}
  };
  private static final double[] Y = {1, 2, 3, 2.5, -1, 7};

  /** Posterior and evidence of coefficients, all variances relative to one. */
  private static final class Expected {
    final RealVector mean;
    final RealMatrix covariance;
    final double logDet;
    final double square;
    final int n;

    Expected(double[][] design, double[] y, double[] variances, double[] means, double[] prior) {
      RealMatrix z = new Array2DRowRealMatrix(design);
      RealMatrix d = MatrixUtils.createRealDiagonalMatrix(prior);
      RealMatrix c =
          MatrixUtils.createRealDiagonalMatrix(variances)
              .add(z.multiply(d).multiply(z.transpose()));
      var decomposition = new CholeskyDecomposition(c, 1e-9, 1e-300);
      RealVector m = MatrixUtils.createRealVector(means);
      RealVector rest = MatrixUtils.createRealVector(y).subtract(z.operate(m));
      RealVector solved = decomposition.getSolver().solve(rest);
      RealMatrix gain = d.multiply(z.transpose());
      mean = m.add(gain.operate(solved));
      covariance = d.subtract(gain.multiply(decomposition.getSolver().solve(z.multiply(d))));
      logDet = Math.log(decomposition.getDeterminant());
      square = rest.dotProduct(solved);
      n = y.length;
    }

    double logEvidence() {
      return -0.5 * (n * Math.log(2 * Math.PI) + logDet + square);
    }

    /** With the variance drawn from InverseGamma(a, b). */
    double logEvidence(double a, double b) {
      return Gamma.logGamma(a + 0.5 * n)
          - Gamma.logGamma(a)
          + a * Math.log(b)
          - (a + 0.5 * n) * Math.log(b + 0.5 * square)
          - 0.5 * (n * Math.log(2 * Math.PI) + logDet);
    }
  }

  private static Data data() {
    return Data.builder().put("x", X).put("y", Y).build();
  }

  /** Design with an intercept in front. */
  private static double[][] withOne(double[][] x) {
    double[][] z = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      z[i] = new double[x[i].length + 1];
      z[i][0] = 1;
      System.arraycopy(x[i], 0, z[i], 1, x[i].length);
    }
    return z;
  }

  private static double[] all(int n, double value) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return values;
  }

  private static double logEvidence(String text, Data data) {
    BothWays.Bound bound = BothWays.exact(Model.compile(text)).bind(data);
    assertEquals(0, bound.dimension());
    bound.record(NONE, 1);
    return bound.logDensity(NONE);
  }

  private static ExactInference exact(String text, Data data) {
    return Model.compile(text).bind(data).exact().orElseThrow(() -> new AssertionError(text));
  }

  private static Marginal marginal(ExactInference exact, String label) {
    return exact.figures().marginals().stream()
        .filter(m -> m.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static void assertClose(double expected, double found) {
    assertEquals(expected, found, 1e-10 * Math.max(1, Math.abs(expected)));
  }

  private static String regression(String mean) {
    return regression("", mean);
  }

  private static String regression(String let, String mean) {
    return """
        set Feature = {"a", "b", "c"};
        set Row;
        data x : real[Row, Feature];
        data y : real[Row];
        alpha ~ Normal(1, 4);
        beta[k in Feature] ~ Normal(0.5, 2);
        %s
        observe y[n in Row] ~ Normal(%s, 0.7);
        """
        .formatted(let, mean);
  }

  private static Expected known() {
    return new Expected(
        withOne(X), Y, all(6, 0.49), new double[] {1, 0.5, 0.5, 0.5}, new double[] {16, 4, 4, 4});
  }

  @Test
  void coefficientsOfKnownVariance() {
    Expected expected = known();
    String text = regression("alpha + sum(x[n, k] * beta[k] for k in Feature)");
    assertClose(expected.logEvidence(), logEvidence(text, data()));
    ExactInference exact = exact(text, data());
    String[] labels = {"alpha", "beta[\"a\"]", "beta[\"b\"]", "beta[\"c\"]"};
    for (int i = 0; i < labels.length; i++) {
      assertClose(expected.mean.getEntry(i), marginal(exact, labels[i]).mean());
      assertClose(Math.sqrt(expected.covariance.getEntry(i, i)), marginal(exact, labels[i]).sd());
    }
    // Another prior is seen.
    double other = new Expected(withOne(X), Y, all(6, 0.49), all(4, 0.5), all(4, 4)).logEvidence();
    assertTrue(Math.abs(other - expected.logEvidence()) > 0.01);
  }

  /** The same mean in other words. */
  @Test
  void allWaysToWriteAMeanAreOne() {
    double expected = known().logEvidence();
    for (String mean :
        new String[] {
          "x[n] @ beta + alpha",
          "sum(x[n] * beta) - -alpha",
          "alpha + x[n, \"a\"] * beta[\"a\"] + (x[n, \"b\"] * beta[\"b\"] + 2 * beta[\"c\"] / (2 / x[n, \"c\"]))",
          "(alpha + sum(2 * (x[n, k] * beta[k] + alpha) for k in Feature)) / 2 - 2.5 * alpha",
          "y[n] > 2 ? alpha + x[n] @ beta : x[n] @ beta + alpha",
        }) {
      assertClose(expected, logEvidence(regression(mean), data()));
    }
    assertClose(expected, logEvidence(regression("let mu = alpha + x @ beta;", "mu[n]"), data()));
    assertClose(
        expected,
        logEvidence(regression("let mu[n in Row] = alpha + x[n] @ beta;", "mu[n]"), data()));
  }

  private static final String UNKNOWN =
      """
      set Feature = {"a", "b", "c"};
      set Row;
      data x : real[Row, Feature];
      data y : real[Row];
      data w : real<above=0>[Row];
      v ~ InverseGamma(3, 1.5);
      alpha ~ Normal(mean: 1, variance: 4 * v);
      beta[k in Feature] ~ Normal(mean: 0, sd: sqrt(2 * v));
      observe y[n in Row] ~ Normal(mean: alpha + x[n] @ beta, variance: v / w[n]);
      """;

  private static final double[] WEIGHTS = {1, 2, 0.5, 1, 3, 1};

  private static Expected unknown() {
    double[] variances = new double[6];
    for (int i = 0; i < 6; i++) variances[i] = 1 / WEIGHTS[i];
    return new Expected(
        withOne(X), Y, variances, new double[] {1, 0, 0, 0}, new double[] {4, 2, 2, 2});
  }

  private static Data weighted() {
    return Data.builder().put("x", X).put("y", Y).put("w", WEIGHTS).build();
  }

  @Test
  void coefficientsWithTheirVariance() {
    Expected expected = unknown();
    assertClose(expected.logEvidence(3, 1.5), logEvidence(UNKNOWN, weighted()));
    ExactInference exact = exact(UNKNOWN, weighted());
    double shape = 6;
    double scale = 1.5 + 0.5 * expected.square;
    assertClose(scale / (shape - 1), marginal(exact, "v").mean());
    for (int i = 0; i < 4; i++) {
      Marginal found = marginal(exact, i == 0 ? "alpha" : "beta[\"" + "abc".charAt(i - 1) + "\"]");
      assertClose(expected.mean.getEntry(i), found.mean());
      double variance = expected.covariance.getEntry(i, i) * scale / (shape - 1);
      assertClose(Math.sqrt(variance), found.sd());
    }
  }

  /** Draws have the covariances of the coefficients, and those that are planted are found out. */
  @Test
  void drawsAreJoint() {
    Expected expected = unknown();
    double factor = (1.5 + 0.5 * expected.square) / 5;
    Fit fit = exact(UNKNOWN, weighted()).sample(RunSettings.defaults(3).withThreads(1));
    String[] labels = {"alpha", "beta[\"a\"]", "beta[\"b\"]", "beta[\"c\"]"};
    double[][] draws = new double[4][];
    for (int i = 0; i < 4; i++) {
      int column = fit.draws().layout().column(labels[i]).orElseThrow();
      draws[i] =
          Arrays.stream(fit.draws().chains(column)).flatMapToDouble(Arrays::stream).toArray();
    }
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j <= i; j++) {
        int a = i;
        int b = j;
        double covariance = factor * expected.covariance.getEntry(i, j);
        assertCovariance(covariance, draws[a], draws[b], expected, a, b);
        double sd =
            factor
                * Math.sqrt(
                    expected.covariance.getEntry(i, i) * expected.covariance.getEntry(j, j));
        assertThrows(
            AssertionError.class,
            () -> assertCovariance(covariance + 0.3 * sd, draws[a], draws[b], expected, a, b));
      }
    }
  }

  private static void assertCovariance(
      double covariance, double[] a, double[] b, Expected expected, int i, int j) {
    int n = a.length;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < n; k++) {
      double product = (a[k] - expected.mean.getEntry(i)) * (b[k] - expected.mean.getEntry(j));
      sum += product;
      squares += product * product;
    }
    double mean = sum / n;
    double error = Math.sqrt((squares / n - mean * mean) / n);
    assertEquals(covariance, mean, 5 * error);
  }

  /** Intercepts around a mean, beside a slope: a mean that is a latent, too. */
  @Test
  void interceptsAroundAMean() {
    String text =
        """
        data g : int[6];
        data x : real[6];
        data y : real[6];
        mu ~ Normal(1, 2);
        slope ~ Normal(0, 3);
        a[j in 1..2] ~ Normal(mu, 0.5);
        for i in 1..6 { observe y[i] ~ Normal(a[g[i]] + slope * x[i], 0.7); }
        """;
    int[] group = {1, 2, 2, 1, 1, 2};
    double[] x = {0.3, 1, -2, 0.5, 2, 1};
    Data data = Data.builder().put("g", group).put("x", x).put("y", Y).build();
    // In terms of independent mu, slope, a[1] - mu, a[2] - mu.
    double[][] design = new double[6][];
    for (int i = 0; i < 6; i++) {
      design[i] = new double[] {1, x[i], group[i] == 1 ? 1 : 0, group[i] == 2 ? 1 : 0};
    }
    Expected expected =
        new Expected(
            design, Y, all(6, 0.49), new double[] {1, 0, 0, 0}, new double[] {4, 9, 0.25, 0.25});
    assertClose(expected.logEvidence(), logEvidence(text, data));
    Marginal slope = marginal(exact(text, data), "slope");
    assertClose(expected.mean.getEntry(1), slope.mean());
    assertClose(
        expected.mean.getEntry(0) + expected.mean.getEntry(3),
        marginal(exact(text, data), "a[2]").mean());
  }

  /** A prior whose variance is no multiple of the data's has no closed form. */
  @Test
  void twoUnknownScalesAreNotExact() {
    String text = UNKNOWN.replace("variance: 4 * v", "variance: 4");
    assertTrue(Model.compile(text).plan().exact().isEmpty());
  }

  @Test
  void onRequestCoefficientsAreIntegratedOutOfALargerModel() {
    String text =
        """
        set Feature = {"a", "b", "c"};
        set Row;
        data x : real[Row, Feature];
        data y : real[Row];
        s ~ LogNormal(0, 1);
        @marginalize alpha ~ Normal(1, s);
        @marginalize beta[k in Feature] ~ Normal(0.5, 2 * s);
        observe y[n in Row] ~ Normal(alpha + x[n] @ beta, s);
        """;
    BothWays.Bound bound = BothWays.of(text).bind(data());
    assertEquals(1, bound.dimension());
    double log = 0.3;
    double v = Math.exp(2 * log);
    Expected expected =
        new Expected(
            withOne(X),
            Y,
            all(6, v),
            new double[] {1, 0.5, 0.5, 0.5},
            new double[] {v, 4 * v, 4 * v, 4 * v});
    double prior = -0.5 * log * log - 0.5 * Math.log(2 * Math.PI);
    assertClose(expected.logEvidence() + prior, bound.logDensity(new double[] {log}));
  }

  /** Hundreds of coefficients: the cube of their number, and no more. */
  @Test
  void manyCoefficients() {
    int p = 200;
    int n = 150;
    Random random = new Random(5);
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) x[i] = random.doubles(p, -1, 1).toArray();
    double[] y = random.doubles(n, -5, 5).toArray();
    String text =
        """
        data n : int;
        data p : int;
        data x : real[n, p];
        data y : real[n];
        beta[k in 1..p] ~ Normal(0, 0.3);
        for i in 1..n { observe y[i] ~ Normal(x[i] @ beta, 2); }
        """;
    Data data = Data.builder().put("n", n).put("p", p).put("x", x).put("y", y).build();
    Expected expected = new Expected(x, y, all(n, 4), all(p, 0), all(p, 0.09));
    ExactInference exact = exact(text, data);
    assertClose(expected.logEvidence(), exact.logEvidence());
    assertClose(expected.mean.getEntry(7), marginal(exact, "beta[8]").mean());
  }
}
