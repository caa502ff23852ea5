package bayes.compiler;

import static bayes.compiler.Formulas.dirichlet;
import static bayes.compiler.Formulas.lgamma;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.phi;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with plates and loops. */
final class PlateModels {
  private PlateModels() {}

  private static final double[] Y = {1, 2.5, -0.5};
  private static final String YS = "\"y\": [1, 2.5, -0.5]";

  static Stream<ModelExample> plates() {
    return Stream.of(
        // By loop, with a local value.
        of(
            "set S; data y : real[S]; m ~ Normal(0, 1); for s in S { let e = y[s] - m; let q = e * e;"
                + " factor -q / 2; observe y[s] ~ Normal(m + 1, 1); }",
            "{" + YS + "}",
            v -> {
              double m = v.one("m");
              return normal(m, 0, 1)
                  + sum(3, i -> -(Y[i] - m) * (Y[i] - m) / 2 + normal(Y[i], m + 1, 1));
            }),
        // By type.
        of("set S = 1..3; z : real[S] ~ Normal(1, 2);", "{}", v -> normals(v.all("z"), 1, 2)),
        of(
            "set S = 1..3; z : real<lower=0>[S] ~ Normal(1, 2);",
            "{}",
            v -> normals(v.all("z"), 1, 2) - 3 * log(1 - phi(-0.5))),
        of(
            "data n : int; z : real[n, 2] ~ Normal(1, 2);",
            "{\"n\": 2}",
            v -> normals(v.all("z"), 1, 2)),
        // Binder with the element's type.
        of(
            "set S = 1..3; z[s in S] : real<lower=s> ~ Normal(0, 2);",
            "{}",
            v -> normals(v.all("z"), 0, 2) - sum(3, i -> log(1 - phi((i + 1) / 2.0)))),
        // A local latent of a loop, nested loops.
        of(
            "set S = 1..2; set T = 1..3; for s in S { m[s] ~ Normal(0, 1); for t in T {"
                + " x[s, t] ~ Normal(m[s], t); } }",
            "{}",
            v ->
                normals(v.all("m"), 0, 1)
                    + sum(6, i -> normal(v.at("x", i), v.at("m", i / 3), i % 3 + 1))),
        // Several binders of one `for`.
        of(
            "set S = 1..2; data y : real[S, 3]; m ~ Normal(0, 1); for s in S, t in 1..3 {"
                + " x[s, t] ~ Normal(m, 1); observe y[s, t] ~ Normal(x[s, t], 2); }",
            "{\"y\": [[1, 2, 3], [4, 5, 6]]}",
            v ->
                normal(v.one("m"), 0, 1)
                    + sum(
                        6,
                        i -> normal(v.at("x", i), v.one("m"), 1) + normal(i + 1, v.at("x", i), 2))),
        // A range that depends on the index before it.
        of(
            "set S = 1..3; x[s in S] ~ Normal(0, 1); for s in S, t in 1..s { factor x[s] * x[t]; }",
            "{}",
            v ->
                normals(v.all("x"), 0, 1)
                    + sum(3, i -> sum(i + 1, j -> v.at("x", i) * v.at("x", j)))),
        // Recurrences.
        of(
            "set T = 1..4; x[1] ~ Normal(0, 2); for t in T[2..] { x[t] ~ Normal(x[t - 1] / 2, 1); }",
            "{}",
            v ->
                normal(v.at("x", 0), 0, 2)
                    + sum(3, i -> normal(v.at("x", i + 1), v.at("x", i) / 2, 1))),
        of(
            "set T; data y : real[T]; x[1] ~ Normal(0, 2); x[2] ~ Normal(x[1], 2);"
                + " for t in 3..size(T) { x[t] ~ Normal(x[t - 1] + 0.5 * x[t - 2], 1); }"
                + " observe y ~ Normal(x, 1);",
            "{" + YS + "}",
            v ->
                normal(v.at("x", 0), 0, 2)
                    + normal(v.at("x", 1), v.at("x", 0), 2)
                    + normal(v.at("x", 2), v.at("x", 1) + 0.5 * v.at("x", 0), 1)
                    + sum(3, i -> normal(Y[i], v.at("x", i), 1))),
        // A recurrence of a derived value.
        of(
            "set T = 1..4; a ~ Normal(0, 1); let s[1] = a; for t in T[2..] { let s[t] = s[t - 1] * a + 1; }"
                + " factor s[4];",
            "{}",
            v -> {
              double a = v.one("a");
              double s = a;
              for (int t = 2; t <= 4; t++) s = s * a + 1;
              return normal(a, 0, 1) + s;
            }),
        of(
                "set T = 1..3; a[t in T] ~ Normal(0, 1); @record let c[1] = a[1];"
                    + " for t in T[2..] { let c[t] = c[t - 1] + a[t]; } factor c[3] * c[2];",
                "{}",
                v ->
                    normals(v.all("a"), 0, 1)
                        + (v.at("a", 0) + v.at("a", 1))
                            * (v.at("a", 0) + v.at("a", 1) + v.at("a", 2)))
            .and(
                "c",
                v ->
                    new double[] {
                      v.at("a", 0),
                      v.at("a", 0) + v.at("a", 1),
                      v.at("a", 0) + v.at("a", 1) + v.at("a", 2)
                    }),
        // A derived plate by binder, and one that carries the loop's variable.
        of(
            "set T = 1..3; a ~ Normal(0, 1); let b[t in T] = a * t; for t in T { let c[t] = b[t] + 1;"
                + " factor c[t]; } factor sum(b * c);",
            "{}",
            v -> {
              double a = v.one("a");
              return normal(a, 0, 1)
                  + sum(3, i -> a * (i + 1) + 1)
                  + sum(3, i -> a * (i + 1) * (a * (i + 1) + 1));
            }),
        // A plate of vectors in a loop.
        of(
            "set D = 1..2; set K = 1..3; for d in D { th[d] ~ Dirichlet(K, 2.0); }"
                + " data c : int[D, K]; observe c[d in D] ~ Multinomial(6, th[d]);",
            "{\"c\": [[1, 2, 3], [4, 0, 2]]}",
            v ->
                sum(2, d -> dirichlet(Arrays.copyOfRange(v.all("th"), 3 * d, 3 * d + 3), 2, 2, 2))
                    + sum(
                        2,
                        d ->
                            lgamma(7)
                                + sum(
                                    3,
                                    k ->
                                        new double[][] {{1, 2, 3}, {4, 0, 2}}[d][k]
                                                * log(v.at("th", 3 * d + k))
                                            - lgamma(
                                                new double[][] {{1, 2, 3}, {4, 0, 2}}[d][k]
                                                    + 1)))));
  }
}
