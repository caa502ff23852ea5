package bayes.compiler;

import static bayes.compiler.Formulas.normal;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with the functions that make arrays: over which sets they are. */
final class ArrayModels {
  private ArrayModels() {}

  private static double normals(double[] x) {
    return Arrays.stream(x).map(v -> normal(v, 0, 1)).sum();
  }

  private static double[] ranks(double[] x) {
    return Arrays.stream(x).map(v -> 1 + Arrays.stream(x).filter(w -> w < v).count()).toArray();
  }

  /** Between the points (0, y[0]), (1.5, y[1]) and (4, y[2]). */
  private static double line(double[] y, double x) {
    if (x <= 0) return y[0];
    if (x <= 1.5) return y[0] + x / 1.5 * (y[1] - y[0]);
    return x <= 4 ? y[1] + (x - 1.5) / 2.5 * (y[2] - y[1]) : y[2];
  }

  static Stream<ModelExample> arrays() {
    ToDoubleFunction<ModelValues> prior = v -> normals(v.all("x"));
    String time = "set Time = 0..3; x[t in Time] ~ Normal(0, 1); ";
    String group = "set G = {\"a\", \"b\", \"c\"}; data n : int[G]; x[g in G] ~ Normal(0, 1); ";
    String n = "{\"n\": [4, 1, 7]}";
    return Stream.of(
        // Elements that move are at positions, whatever numbers the members have.
        ModelExample.of(
                time
                    + "let r = reverse(x); let d = diff(x); let h = head(x, 2); let l = tail(x, 2);"
                    + " factor r[1] + 2 * d[3] * h[2] + l[1] * l[2];",
                "{}",
                v -> {
                  double[] x = v.all("x");
                  return prior.applyAsDouble(v) + x[3] + 2 * (x[3] - x[2]) * x[1] + x[2] * x[3];
                })
            .and("x", v -> v.all("x")),
        // Elements that stay are at their members.
        ModelExample.of(
                time + "let p = cumprod(x); let z = standardize(x); factor p[3] + z[0];",
                "{}",
                v -> {
                  double[] x = v.all("x");
                  double mean = Arrays.stream(x).average().orElseThrow();
                  double squares = Arrays.stream(x).map(e -> (e - mean) * (e - mean)).sum();
                  return prior.applyAsDouble(v)
                      + x[0] * x[1] * x[2] * x[3]
                      + (x[0] - mean) / Math.sqrt(squares / 3);
                })
            .and("x", v -> v.all("x")),
        // Members where a condition holds, and as many as there are.
        ModelExample.of(
                group
                    + "let large = where(n > 2); observe n[g in G] ~ Poisson(exp(x[g]));"
                    + " generate k = size(large); generate last = n[large[2]];"
                    + " generate sums = cumsum(n);",
                n,
                v -> {
                  double[] x = v.all("x");
                  return prior.applyAsDouble(v)
                      + Formulas.poisson(4, Math.exp(x[0]))
                      + Formulas.poisson(1, Math.exp(x[1]))
                      + Formulas.poisson(7, Math.exp(x[2]));
                })
            .andOne("k", v -> 2)
            .andOne("last", v -> 7)
            .and("sums", v -> new double[] {4, 5, 12}),
        // Choices by element, of scalars and arrays; only what is chosen is evaluated.
        ModelExample.of(
            group + "factor sum(where(n > 2, x, 0.5)) + sum(where(x > 0, sqrt(x), -x));",
            n,
            v -> {
              double[] x = v.all("x");
              double parts = Arrays.stream(x).map(e -> e > 0 ? Math.sqrt(e) : -e).sum();
              return prior.applyAsDouble(v) + x[0] + 0.5 + x[2] + parts;
            }),
        // Arrays of others, and over sets that are named.
        ModelExample.of(
                group
                    + "let long = concat(x, 1, [x[\"b\"], 2.0]); let twice = rep(x, 2);"
                    + " let line = linspace(0, x[\"a\"], G); let same = rep(x[\"c\"], G);"
                    + " factor long[4] * twice[6] + line[\"b\"] * same[\"a\"] + norm2(long);",
                n,
                v -> {
                  double[] x = v.all("x");
                  double squares = x[0] * x[0] + 2 * x[1] * x[1] + x[2] * x[2] + 5;
                  return prior.applyAsDouble(v) + 1 * x[2] + x[0] / 2 * x[2] + Math.sqrt(squares);
                })
            .and("x", v -> v.all("x")),
        // Rows.
        ModelExample.of(
                "data A : real[2, 3]; x[i in 1..3] ~ Normal(0, 1); let B = concat(A, [x]);"
                    + " factor reverse(B)[1, 2] + sum(head(B, 2)) + rep(B, 2)[6, 3]"
                    + " + outer(x, x)[1, 3];",
                "{\"A\": [[1, 2, 3], [4, 5, 6]]}",
                v -> {
                  double[] x = v.all("x");
                  return prior.applyAsDouble(v) + x[1] + 21 + x[2] + x[0] * x[2];
                })
            .and("x", v -> v.all("x")),
        // By order: values at positions, members of the set, numbers of members.
        ModelExample.of(
                group
                    + "let best = order(n); let r = rank(n);"
                    + " factor sort(x)[1] + 2 * x[best[3]] + r[\"b\"] * quantile(x, 0.25);"
                    + " generate first = best[1]; generate ranks = rank(x);",
                n,
                v -> {
                  double[] x = v.all("x").clone();
                  double last = x[2];
                  Arrays.sort(x);
                  return prior.applyAsDouble(v) + x[0] + 2 * last + (x[0] + x[1]) / 2;
                })
            .andOne("first", v -> 2)
            .and("ranks", v -> ranks(v.all("x"))),
        // In loops, where each iteration has an array of its own.
        ModelExample.of(
                "data A : real[2, 3]; x[i in 1..3] ~ Normal(0, 1);"
                    + " for k in 1..2 { let y = A[k] + k * x; factor sort(y)[2];"
                    + " factor quantile(y, k / 4) + interpolate([0, 1.5, 4.0], x, y[k]); }",
                "{\"A\": [[0.5, 2, 3], [4, 5, 1]]}",
                v -> {
                  double[] x = v.all("x");
                  double total = prior.applyAsDouble(v);
                  double[][] a = {{0.5, 2, 3}, {4, 5, 1}};
                  for (int k = 1; k <= 2; k++) {
                    double[] y = new double[3];
                    for (int i = 0; i < 3; i++) y[i] = a[k - 1][i] + k * x[i];
                    total += line(x, y[k - 1]);
                    Arrays.sort(y);
                    total += y[1] + (k == 1 ? (y[0] + y[1]) / 2 : y[1]);
                  }
                  return total;
                })
            .and("x", v -> v.all("x")),
        // In a function, of an argument of any set.
        ModelExample.of(
                time
                    + "fun ends(y: real[S]) -> real { return head(y, 1)[1] * tail(y, 1)[1]; }"
                    + " factor ends(x);",
                "{}",
                v -> prior.applyAsDouble(v) + v.at("x", 0) * v.at("x", 3))
            .and("x", v -> v.all("x")));
  }
}
