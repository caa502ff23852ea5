package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.Data;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cdf} and {@code quantile} as expressions. */
final class DistributionValuesTest {
  private static double[] generated(String expression) {
    return BothWays.of("generate result = " + expression + ";")
        .bind(Data.empty())
        .record(new double[0], 1)
        .of("result");
  }

  @Test
  void atPointsWithKnownValues() {
    assertArrayEquals(new double[] {0.5}, generated("cdf(Normal(1, 2), 1.0)"));
    assertArrayEquals(new double[] {0}, generated("cdf(Exponential(1), -1.0)"));
    assertArrayEquals(new double[] {1}, generated("cdf(Beta(2, 3), 7.0)"));
    assertArrayEquals(new double[] {0, 1}, generated("quantile(Beta(2, 3), [0.0, 1.0])"));
    assertArrayEquals(
        new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY},
        generated("quantile(Logistic(2, 3), [0.0, 1.0])"));
  }

  @Test
  void ofIntegersIsTheSmallestThatReaches() {
    // The binomial distribution of 2 and 1/2: 1/4, 1/2, 1/4.
    assertArrayEquals(
        new double[] {0, 0, 0, 1, 1, 2, 2},
        generated("quantile(Binomial(2, 0.5), [0.0, 0.1, 0.25, 0.2501, 0.75, 0.7501, 1.0])"));
    assertArrayEquals(
        new double[] {0, 0.25, 0.75, 1, 1},
        generated("cdf(Binomial(2, 0.5), [-1, 0, 1, 2, 3])"),
        1e-15);
  }

  /** Over a support that is open to both sides. */
  @Test
  void ofAllIntegers() {
    String twoSided =
        """
        dist TwoSided() : int {
          log_density(x) = -abs(x) * log(2.0) - log(3.0);
          cdf(x) = x < 0 ? 2.0 / 3.0 * exp(x * log(2.0)) : 1 - exp(-x * log(2.0)) / 3.0;
        }
        generate far = quantile(TwoSided(), [0.0001, 0.3, 0.5, 0.7, 0.999]);
        """;
    // P(X <= -k) = 2 / (3 2^k): 2^13 is the first power beyond 2e4 / 3, ...
    assertArrayEquals(
        new double[] {-12, -1, 0, 1, 9},
        BothWays.of(twoSided).bind(Data.empty()).record(new double[0], 1).of("far"));
  }

  @Test
  void ofOnesOwn() {
    String model =
        """
        dist Wave() : real<lower=0, upper=1> {
          log_density(x) = log(2.0 * x);
          cdf(x) = square(x);
        }
        generate below = cdf(Wave(), [0.5, 2.0]);
        generate median = quantile(Wave(), 0.25);
        """;
    BothWays.Bound.Row row = BothWays.of(model).bind(Data.empty()).record(new double[0], 1);
    assertArrayEquals(new double[] {0.25, 1}, row.of("below"));
    assertEquals(0.5, row.of("median")[0], 1e-15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cdf(Normal(a, exp(b)), a * b)",
        "cdf(Gamma(exp(a), exp(b)), exp(a + b))",
        "cdf(Poisson(exp(a)), 3)",
        "quantile(Normal(a, exp(b)), inv_logit(a + b))",
        "quantile(Gamma(exp(a), exp(b)), inv_logit(a - b))",
        "quantile(Gamma(exp(a), exp(b)), inv_logit(3.0 + a))",
        "quantile(Beta(exp(a), exp(b)), inv_logit(a))",
        "quantile(StudentT(exp(a), b, exp(a + b)), inv_logit(b))",
        "quantile(Uniform(a, a + exp(b)), inv_logit(b))",
        "sum(quantile(Gamma(exp(a), exp(b)), [inv_logit(a), 0.75]))",
      })
  void haveTheGradientOfTheirSlopes(String expression) {
    BothWays.Bound bound =
        BothWays.of("a ~ Flat(); b ~ Flat(); factor " + expression + ";").bind(Data.empty());
    for (double[] at : new double[][] {{0.3, -0.4}, {-1.2, 0.9}}) {
      double[] gradient = bound.gradient(at);
      for (int i = 0; i < 2; i++) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double slope = (bound.logDensity(up) - bound.logDensity(down)) / 2e-5;
        assertEquals(slope, gradient[i], 1e-7 * (1 + Math.abs(slope)), expression);
      }
    }
  }

  /** Without the formula's slope, the check above would see it. */
  @Test
  void saboteurWithoutTheParametersPart() {
    BothWays.Bound wrong =
        BothWays.of("a ~ Flat(); factor quantile(Gamma(exp(a), 1), 0.5);").bind(Data.empty());
    assertTrue(Math.abs(wrong.gradient(new double[1])[0]) > 0.1);
  }

  @Test
  void probabilitiesAreBetweenZeroAndOne() {
    var problems =
        Model.compile("data p : real; generate q = quantile(Normal(0, 1), p);")
            .tryBind(Data.builder().put("p", 1.5).build())
            .diagnostics();
    assertEquals("D0310", problems.get(0).code().toString());
  }
}
