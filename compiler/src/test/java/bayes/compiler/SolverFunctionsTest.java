package bayes.compiler;

import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.Data;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions of functions in models, against closed forms; gradients against differences, and
 * compiled code against the interpreter.
 */
final class SolverFunctionsTest {
  private static final String TIMES = "{\"ts\": [0.5, 1, 3]}";
  private static final double[] TS = {0.5, 1, 3};

  private static final String DECAY =
      "fun f(t: real, y: real[n], k: real) -> real[n] { return -k * y; } data ts : real[3]; ";

  private static double[] decay(double[] starts, double rate) {
    return IntStream.range(0, 3 * starts.length)
        .mapToDouble(i -> starts[i % starts.length] * exp(-rate * TS[i / starts.length]))
        .toArray();
  }

  /** In each, {@code z} is what the solver finds, and the density depends on it. */
  static Stream<ModelExample> equations() {
    return Stream.of(
        ModelExample.of(
                DECAY
                    + "k ~ Normal(0, 1); let z = ode(f, [2, 1 + k], 0, ts, exp(k));"
                    + " factor sum(z * z); generate is = z;",
                TIMES,
                v -> 0)
            .and("is", v -> decay(new double[] {2, 1 + v.one("k")}, exp(v.one("k")))),
        // The implicit method, with options.
        ModelExample.of(
                DECAY
                    + "k ~ Normal(0, 1);"
                    + " let z = ode_stiff(f, [2, 1 + k], 0, ts, exp(k),"
                    + "   relative_tolerance: 1e-9, absolute_tolerance: 1e-10, max_steps: 5000);"
                    + " factor sum(z * z); generate is = z;",
                TIMES,
                v -> 0)
            .and("is", v -> decay(new double[] {2, 1 + v.one("k")}, exp(v.one("k")))),
        // Nothing but data: solved once.
        ModelExample.of(
                DECAY
                    + "let z = ode(f, [2.0], 0, ts, 0.5); k ~ Normal(0, 1); factor k * sum(z);"
                    + " generate is = z;",
                TIMES,
                v -> 0)
            .and("is", v -> decay(new double[] {2}, 0.5)),
        // A set of the file as the state's, members by label, and latent times.
        ModelExample.of(
                "set Part = {\"x\", \"v\"}; data w : real;"
                    + " fun f(t: real, y: real[Part], w: real) -> real[Part] {"
                    + "   return [p == \"x\" ? y[\"v\"] : -w * w * y[\"x\"] for p in Part]; }"
                    + " start : real[Part] ~ Normal(0, 1); t ~ Normal(0, 0.2);"
                    + " let z = ode(f, start, t, [2 + exp(t), 9], w);"
                    + " factor sum(z); generate is = z;",
                "{\"w\": 1.5}",
                v -> 0)
            .and(
                "is",
                v ->
                    oscillate(
                        v.all("start"), 1.5, 2 + exp(v.one("t")) - v.one("t"), 9 - v.one("t"))),
        // Matrices of latents, an open set, whole numbers from data and from a table.
        ModelExample.of(
                "set S; data a : real[S, S]; data j : int[2]; data m : int;"
                    + " fun f(t: real, y: real[n], a: real[n, n], b: real[n, n], j: int[k], m: int)"
                    + "   -> real[n] { let c = a @ y; return [c[i] * j[1] * m - b[i, i] * j[k]"
                    + "     + sum(y[l] * 0 for l in 1..m) for i in 1..n]; }"
                    + " b[s in S, r in S] ~ Normal(0, 1);"
                    + " let z = ode(f, [1, 2], 0, [1.0], a, b, j, m); factor sum(z);"
                    + " generate is = z;",
                "{\"a\": [[-0.5, 0], [0, -0.25]], \"j\": [1, 3], \"m\": 2}",
                v -> 0)
            .and(
                "is", v -> new double[] {forced(1, 1, v.at("b", 0)), forced(2, 0.5, v.at("b", 3))}),
        // One equation for each of a plate, each with its own arguments.
        ModelExample.of(
                DECAY
                    + "set S = 1..4; k[s in S] ~ Normal(0, 1); for s in S {"
                    + " let z = ode(f, [1.0 + s], 0, [ts[2] * s, 9], exp(k[s])); factor z[1, 1]; }"
                    + " generate is[s in S] = ode(f, [1.0 + s], 0, [ts[2] * s, 9], exp(k[s]))[1, 1];",
                TIMES,
                v -> 0)
            .and(
                "is",
                v ->
                    IntStream.rangeClosed(1, 4)
                        .mapToDouble(s -> (1 + s) * exp(-exp(v.at("k", s - 1)) * s))
                        .toArray()),
        // As many times as each of a plate has.
        ModelExample.of(
                "fun f(t: real, y: real[n], k: real) -> real[n] { return -k * y; }"
                    + " set S; data t : real[S][]; k[s in S] ~ Normal(0, 1);"
                    + " for s in S { let z = ode(f, [2.0], 0, t[s], exp(k[s]));"
                    + "   factor sum(z[i, 1] * i for i in 1..len(t[s])); }"
                    + " generate is[s in S] = sum(ode(f, [2.0], 0, t[s], exp(k[s])));",
                "{\"t\": [[0.5, 2], [1], [], [0.5, 1, 4]]}",
                v -> 0)
            .and("is", v -> ragged(v.all("k"))),
        // Under a condition.
        ModelExample.of(
                DECAY
                    + "k ~ Normal(0, 1); let z = k > 0 ? ode(f, [2.0], 0, ts, k) : [[k], [k], [k]];"
                    + " factor sum(z); generate is = z;",
                TIMES,
                v -> 0)
            .and(
                "is",
                v ->
                    v.one("k") > 0
                        ? decay(new double[] {2}, v.one("k"))
                        : new double[] {v.one("k"), v.one("k"), v.one("k")}));
  }

  private static double[] ragged(double[] k) {
    double[][] times = {{0.5, 2}, {1}, {}, {0.5, 1, 4}};
    return IntStream.range(0, 4)
        .mapToDouble(s -> Arrays.stream(times[s]).map(t -> 2 * exp(-exp(k[s]) * t)).sum())
        .toArray();
  }

  private static double[] oscillate(double[] start, double w, double... after) {
    double[] all = new double[2 * after.length];
    for (int k = 0; k < after.length; k++) {
      double c = cos(w * after[k]);
      double s = sin(w * after[k]);
      all[2 * k] = start[0] * c + start[1] / w * s;
      all[2 * k + 1] = start[1] * c - w * start[0] * s;
    }
    return all;
  }

  /** y' = -r y - 3 b, after 1. */
  private static double forced(double start, double r, double b) {
    double rest = -3 * b / r;
    return rest + (start - rest) * exp(-r);
  }

  static Stream<ModelExample> integrals() {
    return Stream.of(
        ModelExample.of(
                "fun f(x: real, k: real) -> real { return exp(-k * x); }"
                    + " k ~ Normal(0, 1); b ~ Normal(0, 1);"
                    + " let z = integrate_1d(f, 0, exp(b), exp(k)); factor log(z);"
                    + " generate is = z;",
                "{}",
                v -> 0)
            .andOne("is", v -> (1 - exp(-exp(v.one("k") + v.one("b")))) / exp(v.one("k"))),
        ModelExample.of(
                "fun f(x: real, m: real, s: real<lower=0>) -> real {"
                    + " return x * x * exp(log_density(Normal(m, s), x)); }"
                    + " m ~ Normal(0, 1); s ~ Gamma(2, 2);"
                    + " let z = integrate_1d(f, -infinity(), infinity(), m, s); factor z;"
                    + " generate is = z;",
                "{}",
                v -> 0)
            .andOne("is", v -> v.one("m") * v.one("m") + v.one("s") * v.one("s")),
        // An integral of an integral, over a triangle.
        ModelExample.of(
                "fun inner(y: real, x: real, k: real) -> real { return exp(k * (x + y)); }"
                    + " fun whole(x: real, k: real) -> real {"
                    + "   return integrate_1d(inner, 0, 1 - x, x, k); }"
                    + " k ~ Normal(0, 1); let z = integrate_1d(whole, 0, 1, k); factor z;"
                    + " generate is = z;",
                "{}",
                v -> 0)
            .andOne(
                "is",
                v -> {
                  double k = v.one("k");
                  return (exp(k) * (k - 1) + 1) / (k * k);
                }));
  }

  static Stream<ModelExample> roots() {
    return Stream.of(
        ModelExample.of(
                "fun f(y: real[n], r: real, s: real) -> real[n] {"
                    + " return [y[1] * y[1] + y[2] * y[2] - r, y[1] * y[2] - s]; }"
                    + " s ~ Uniform(0, 1);"
                    + " let z = algebra_solve(f, [2.0, 0.1], 3 + s, s);"
                    + " factor z[1] - 2 * z[2]; generate is = z;",
                "{}",
                v -> 0)
            .and(
                "is",
                v -> {
                  double s = v.one("s");
                  double sum = sqrt(3 + 3 * s);
                  double difference = sqrt(3 - s);
                  return new double[] {(sum + difference) / 2, (sum - difference) / 2};
                }),
        // The rate whose solution passes through a point.
        ModelExample.of(
                "fun f(t: real, y: real[n], k: real) -> real[n] { return -k * y; }"
                    + " fun miss(k: real[n], end: real) -> real[n] {"
                    + "   return [ode(f, [1.0], 0, [2.0], k[1])[1, 1] - end]; }"
                    + " e ~ Uniform(0, 1); let z = algebra_solve(miss, [1.0], 0.1 + e);"
                    + " factor z[1]; generate is = z;",
                "{}",
                v -> 0)
            .and("is", v -> new double[] {-log(0.1 + v.one("e")) / 2}));
  }

  @ParameterizedTest
  @MethodSource({"equations", "integrals", "roots"})
  void solves(ModelExample example) {
    ModelChecks checks = ModelChecks.of(example);
    for (int seed = 1; seed <= 2; seed++) {
      double[] position = checks.position(seed);
      ModelValues values = checks.values(position);
      double[] expected = Objects.requireNonNull(example.generated().get("is")).apply(values);
      double[] actual = values.all("is");
      assertEquals(expected.length, actual.length);
      assertArrayEquals(expected, actual, 1e-6);
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }

  /** The wrong derivative of a right value would be noticed, and so would the wrong value. */
  @Test
  void saboteurWithAnotherEquation() {
    ModelExample right = equations().findFirst().orElseThrow();
    String wrong = right.text().replace("return -k * y;", "return -k * y * 1.00001;");
    ModelChecks checks =
        ModelChecks.of(new ModelExample(wrong, TIMES, right.logDensity(), right.generated()));
    double[] position = checks.position(1);
    ModelValues values = checks.values(position);
    double[] expected = Objects.requireNonNull(right.generated().get("is")).apply(values);
    double[] actual = values.all("is");
    assertTrue(IntStream.range(0, 6).anyMatch(i -> Math.abs(expected[i] - actual[i]) > 1e-6));
  }

  private static String problem(String model, String json) {
    return DataChecksTest.bind(model, json).diagnostics().stream()
        .map(d -> d.code() + " " + d.message() + " @ " + d.primary().span().text())
        .collect(Collectors.joining("; "));
  }

  @Test
  void dataWithoutASolutionAreAnError() {
    String growth =
        "data ts : real[3]; fun f(t: real, y: real[n]) -> real[n] { return y * y; }"
            + " let z = ode(f, [1.0], 0, ts, max_steps: 500); m ~ Normal(z[3, 1], 1);";
    String call = " @ ode(f, [1.0], 0, ts, max_steps: 500)";
    assertEquals("", problem(growth, "{\"ts\": [0.1, 0.2, 0.3]}"));
    assertEquals(
        "D0331 the times of `ode` decrease" + call, problem(growth, "{\"ts\": [0.1, 0.3, 0.2]}"));
    assertEquals(
        "D0330 `ode` found no solution in 500 steps" + call,
        problem(growth, "{\"ts\": [0.1, 0.2, 1.5]}"));
    String none = growth.replace("max_steps: 500", "max_steps: 0");
    assertEquals(
        "D0310 tolerances and `max_steps` of `ode` must be positive" + call.replace("500", "0"),
        problem(none, "{\"ts\": [0.1, 0.2, 0.3]}"));
    // What keeps the function from a value is named, not the solver.
    String index = growth.replace("return y * y;", "return [y[2]];");
    assertEquals(
        "D0302 index 2 is not between 1 and 1 @ 2", problem(index, "{\"ts\": [0.1, 0.2, 0.3]}"));
    String size = growth.replace("return y * y;", "return [1.0, 2.0];");
    assertThrows(ModelException.class, () -> problem(size, TIMES));
  }

  @Test
  void aProposalWithoutASolutionIsRejected() {
    String text =
        "fun f(t: real, y: real[n]) -> real[n] { return y * y; }"
            + " b ~ Normal(0, 1); let z = ode(f, [b], 0, [1.0]); factor z[1, 1];";
    ModelChecks checks = ModelChecks.of(text, Data.builder().build());
    double finite = checks.logDensityWithoutJacobian(new double[] {0.5});
    assertEquals(1 - 0.125 - 0.5 * log(2 * Math.PI), finite, 1e-6);
    assertEquals(Double.NEGATIVE_INFINITY, checks.logDensityWithoutJacobian(new double[] {1.5}));
    checks.requireInterpretedIsCompiled(new double[] {1.5});
    // The next proposal knows nothing of it.
    assertEquals(finite, checks.logDensityWithoutJacobian(new double[] {0.5}));
  }
}
