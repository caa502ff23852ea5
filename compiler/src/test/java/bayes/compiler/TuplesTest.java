package bayes.compiler;

import static bayes.compiler.Formulas.normal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several values at once: wherever a tuple may stand, and in the functions that return it. */
final class TuplesTest {
  private static final String POLAR =
      "fun polar(x: real, y: real) -> (real, real) { return (hypot(x, y), atan2(y, x)); } ";
  private static final String MOMENTS =
      "fun moments(x: real[n]) { let m = mean(x); let d = [x[i] - m for i in n]; return (m, d); } ";

  private static double normals(double[] x) {
    return Arrays.stream(x).map(v -> normal(v, 0, 1)).sum();
  }

  static Stream<ModelExample> models() {
    return Stream.of(
        // At the top: latents, and data alone.
        ModelExample.of(
                POLAR
                    + "data u : real; a ~ Normal(0, 1); b ~ Normal(0, 1); let (r, t) = polar(a, b);"
                    + " let (s, w) = polar(u, 1); factor r * t + s * w * a;",
                "{\"u\": 2}",
                v ->
                    normal(v.one("a"), 0, 1)
                        + normal(v.one("b"), 0, 1)
                        + Math.hypot(v.one("a"), v.one("b")) * Math.atan2(v.one("b"), v.one("a"))
                        + Math.sqrt(5) * Math.atan2(1, 2) * v.one("a"))
            .andOne("a", v -> v.one("a")),
        // Arrays and index sets, generated.
        ModelExample.of(
                MOMENTS
                    + "set S; x[s in S] ~ Normal(0, 1); let (m, d) = moments(x); factor m + d[2];"
                    + " generate (p, e) = moments([x[s] * 2 for s in S]); generate k = argmax(e);"
                    + " generate f = sum(e);",
                "{\"S\": 3}",
                v -> normals(v.all("x")) + v.at("x", 1))
            .andOne("p", v -> 2 * Arrays.stream(v.all("x")).sum() / 3)
            .and(
                "e",
                v -> {
                  double mean = Arrays.stream(v.all("x")).sum() / 3;
                  return Arrays.stream(v.all("x")).map(x -> 2 * (x - mean)).toArray();
                }),
        // In a loop, for one iteration.
        ModelExample.of(
            POLAR
                + "data y : real[3]; a ~ Normal(0, 1);"
                + " for i in 1..3 { let (r, t) = polar(a, y[i]); observe y[i] ~ Normal(r, 1); }",
            "{\"y\": [1, 2, -3]}",
            v ->
                normal(v.one("a"), 0, 1)
                    + normal(1, Math.hypot(v.one("a"), 1), 1)
                    + normal(2, Math.hypot(v.one("a"), 2), 1)
                    + normal(-3, Math.hypot(v.one("a"), 3), 1)),
        // In a function, with branches and a choice, and passed on.
        ModelExample.of(
            "fun swap(a: real, b: real) { if (a > b) { return (b, a); } return (a, b); }"
                + "fun twice(a: real, b: real) -> (real, real) {"
                + " let (x, y) = swap(a, b); return x > 0 ? (2 * x, y) : (x, 2 * y); }"
                + "a ~ Normal(0, 1); b ~ Normal(0, 1); let (x, y) = twice(a, b); factor 3 * x - y;",
            "{}",
            v -> {
              double x = Math.min(v.one("a"), v.one("b"));
              double y = Math.max(v.one("a"), v.one("b"));
              return normal(v.one("a"), 0, 1)
                  + normal(v.one("b"), 0, 1)
                  + (x > 0 ? 6 * x - y : 3 * x - 2 * y);
            }),
        // Under a condition of data.
        ModelExample.of(
            POLAR
                + "data u : real; a ~ Normal(0, 1);"
                + " if u > 1 { let (r, t) = polar(a, u); factor r; }"
                + " else { let (r, t) = polar(u, a); factor t; }",
            "{\"u\": 2}",
            v -> normal(v.one("a"), 0, 1) + Math.hypot(v.one("a"), 2)),
        // A function of scalars at arrays.
        ModelExample.of(
            POLAR + "set S; x[s in S] ~ Normal(0, 1); let (r, t) = polar(x, x + 1); factor sum(r);",
            "{\"S\": 2}",
            v ->
                normals(v.all("x"))
                    + Arrays.stream(v.all("x")).map(x -> Math.hypot(x, x + 1)).sum()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void meansWhatItSays(ModelExample example) {
    ModelChecks checks = ModelChecks.of(example);
    for (int seed = 1; seed <= 3; seed++) {
      double[] position = checks.position(seed);
      ModelValues values = checks.values(position);
      double expected = example.logDensity().applyAsDouble(values);
      assertEquals(expected, checks.logDensityWithoutJacobian(position), 1e-12);
      example
          .generated()
          .forEach(
              (name, value) ->
                  assertArrayEquals(value.apply(values), values.all(name), 1e-12, name));
      checks.requireGradient(position);
      checks.requireInterpretedIsCompiled(position);
    }
  }
}
