package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One expression of four flat latents at a time, against the same in Java, with its gradient. */
final class FactorTest {
  private static final String BEFORE =
      """
      set S = {"a", "b", "c"};
      set T = 1..4;
      data m : real[3, 4];
      data k : int[T];
      data w : real[T];
      fun half(v: real[n]) -> real[n] { let total = sum(v); return v / 2 + total; }
      fun sign_of(v: real) -> real { if v < 0 { return -v * v; } return v * v * v; }
      dist Shifted(by: real, scale: real<above=0>) : real<above=by> {
        log_density(x) = -(x - by) / scale - log(scale);
      }
      x : real[T] ~ Flat();
      """;

  private static Data data() {
    return Data.builder()
        .put("m", new double[][] {{1, 2, 3, 4}, {-1, 0.5, 2, 1}, {0, 0, 1, -2}})
        .put("k", new int[] {2, 4, 1, 2})
        .put("w", new double[] {0.5, -1, 2, 0.25})
        .build();
  }

  private static final double[][] M = {{1, 2, 3, 4}, {-1, 0.5, 2, 1}, {0, 0, 1, -2}};
  private static final int[] K = {2, 4, 1, 2};
  private static final double[] W = {0.5, -1, 2, 0.25};

  private static double sum(ToDoubleFunction<Integer> f) {
    double sum = 0;
    for (int i = 0; i < 4; i++) sum += f.applyAsDouble(i);
    return sum;
  }

  private static double logSumExp(double... x) {
    double sum = 0;
    for (double v : x) sum += Math.exp(v);
    return Math.log(sum);
  }

  private static double dot(double[] a, double[] b) {
    return sum(i -> a[i] * b[i]);
  }

  private static Arguments of(String expression, ToDoubleFunction<double[]> value) {
    return Arguments.of("factor " + expression + ";", value);
  }

  static Stream<Arguments> expressions() {
    return Stream.of(
        of("sum(x)", x -> sum(i -> x[i])),
        of("mean(x * w)", x -> dot(x, W) / 4),
        of("prod(x + 3)", x -> (x[0] + 3) * (x[1] + 3) * (x[2] + 3) * (x[3] + 3)),
        of("max(x) - 2 * min(x)", x -> x[3] - 2 * x[2]),
        of("log_sum_exp(x)", x -> logSumExp(x)),
        of("sd(x) ^ 2 + variance(x)", x -> 2 * variance(x)),
        of("x @ w", x -> dot(x, W)),
        of("sum(m @ x)", x -> dot(M[0], x) + dot(M[1], x) + dot(M[2], x)),
        of("sum(square(m @ (x * w)))", x -> squares(x)),
        of("(m' @ [1, 2, 3])[2] * x[1]", x -> (2 + 1 + 0) * x[0]),
        of("sum(x[k])", x -> x[1] + x[3] + x[0] + x[1]),
        of("sum(x[2..3])", x -> x[1] + x[2]),
        of("sum(m[2] * x)", x -> dot(M[1], x)),
        of("sum(m[:, 3]) * x[4]", x -> 6 * x[3]),
        of("sum(x[t] * x[t - 1] for t in T[2..])", x -> x[1] * x[0] + x[2] * x[1] + x[3] * x[2]),
        of("sum(x[i] * x[j] for i in T, j in 1..i if w[i] > 0)", FactorTest::filtered),
        of("sum([x[i] ^ 2 for i in T])", x -> dot(x, x)),
        of("sum(half(x)) + half(w)[1] * x[1]", x -> 4.5 * sum(i -> x[i]) + x[0] * (0.25 + 1.75)),
        of("sign_of(x[1]) + sign_of(x[4])", x -> cubeOrSquare(x[0]) + cubeOrSquare(x[3])),
        of("x[1] < 0 ? exp(x[2]) : log1p(x[2])", x -> x[0] < 0 ? Math.exp(x[1]) : Math.log1p(x[1])),
        of("sum(softmax(x) * w)", x -> dot(softmax(x), W)),
        of("sum(log_softmax(2 * x)) ", x -> 2 * sum(i -> x[i]) - 4 * logSumExp(times2(x))),
        of("sum(cumsum(x) * w)", FactorTest::cumulative),
        of("index(argmax(x)) * x[1]", x -> 4 * x[0]),
        of("log_density(Shifted(-3, exp(x[1])), x[2])", x -> -(x[1] + 3) / Math.exp(x[0]) - x[0]),
        of("log_density(Normal(x[1], 2), 1)", x -> normal(1, x[0], 2)),
        of("sum(min(x, w))", x -> sum(i -> Math.min(x[i], W[i]))),
        of("x[k[1]] * (k[1] == 2 && k[2] > 7 ? 1 : 3)", x -> 3 * x[1]),
        of(
            "sum([[x[1], x[2]], [x[3], 1]] @ [x[4], 2])",
            x -> x[0] * x[3] + 2 * x[1] + x[2] * x[3] + 2),
        of("sum(inv_logit(x)) + sum(lgamma(exp(x)))", FactorTest::special));
  }

  private static double variance(double[] x) {
    double mean = sum(i -> x[i]) / 4;
    return sum(i -> (x[i] - mean) * (x[i] - mean)) / 3;
  }

  private static double squares(double[] x) {
    double[] xw = new double[4];
    for (int i = 0; i < 4; i++) xw[i] = x[i] * W[i];
    double sum = 0;
    for (double[] row : M) sum += dot(row, xw) * dot(row, xw);
    return sum;
  }

  private static double filtered(double[] x) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j <= i && W[i] > 0; j++) sum += x[i] * x[j];
    }
    return sum;
  }

  private static double cubeOrSquare(double v) {
    return v < 0 ? -v * v : v * v * v;
  }

  private static double[] softmax(double[] x) {
    double[] p = new double[4];
    for (int i = 0; i < 4; i++) p[i] = Math.exp(x[i] - logSumExp(x));
    return p;
  }

  private static double[] times2(double[] x) {
    double[] twice = new double[4];
    for (int i = 0; i < 4; i++) twice[i] = 2 * x[i];
    return twice;
  }

  private static double cumulative(double[] x) {
    double total = 0;
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      total += x[i];
      sum += total * W[i];
    }
    return sum;
  }

  private static double normal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  }

  private static double special(double[] x) {
    return sum(
        i ->
            1 / (1 + Math.exp(-x[i]))
                + org.apache.commons.math3.special.Gamma.logGamma(Math.exp(x[i])));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void agreesWithJava(String factor, ToDoubleFunction<double[]> expected) {
    BoundModel bound = Model.compile(BEFORE + factor).bind(data());
    LogDensity density = bound.newLogDensity();
    double[] x = {-0.4, 0.3, -1.1, 0.9};
    double[] gradient = new double[4];
    double value = expected.applyAsDouble(x);
    assertEquals(value, density.logDensity(x), 1e-11);
    assertEquals(value, density.logDensityAndGradient(x, gradient), 1e-11);
    for (int i = 0; i < 4; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (expected.applyAsDouble(up) - expected.applyAsDouble(down)) / 2e-5;
      assertEquals(slope, gradient[i], 1e-7 * (1 + Math.abs(slope)), "x[" + (i + 1) + "]");
    }
  }
}
