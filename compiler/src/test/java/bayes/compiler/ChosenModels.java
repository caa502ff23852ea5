package bayes.compiler;

import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.sum;
import static java.lang.Math.log;

import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with latents that exist only where the data choose a branch. */
final class ChosenModels {
  private static final String SCALAR =
      "data wide : bool; data y : real; m ~ Normal(0, 1); if wide { s ~ Exponential(2);"
          + " observe y ~ Normal(m, s); generate twice = 2 * s; } else { observe y ~ Normal(m, 1); }"
          + " generate after = m + 1;";

  private static final String NESTED =
      "data k : int; data y : real[2]; m ~ Normal(0, 1);"
          + " if k > 0 { let j = k - 1; a[i in 1..k] ~ Normal(m, 1);"
          + " if j > 1 { b ~ Normal(a[k], 2); observe y ~ Normal(b, 1); }"
          + " else { c ~ Normal(a[1], 3); observe y ~ Normal(c, 1); } }"
          + " else { d : real<lower=0, upper=3> ~ Flat(); observe y ~ Normal(d, 1); }";

  private static final String LOOPS =
      "data walk : bool; set T; data y : real[T]; s ~ Exponential(1);"
          + " if walk { x[1] ~ Normal(0, 1); for t in T[2..] { x[t] ~ Normal(x[t - 1], s); }"
          + " for t in T { observe y[t] ~ Normal(x[t], 1); } generate end = sum(x); }"
          + " else { observe y ~ Normal(0, s); }";

  private static final String INSIDE =
      "data own : bool; set S; data y : real[S]; m ~ Normal(0, 1);"
          + " for s in S { if own { e[s] ~ Normal(m, 2); observe y[s] ~ Normal(e[s], 1); }"
          + " else { observe y[s] ~ Normal(m, 1); } }";

  private static final String VECTORS =
      "data mixed : bool; set K = {\"a\", \"b\", \"c\"}; data low : real[K];"
          + " if !mixed { } else { w ~ Dirichlet(K, 2.0); c : ordered[K] ~ Flat();"
          + " u[k in K] : real<lower=low[k]> ~ Flat(); factor w[\"b\"] - c @ c / 2 - sum(u); }"
          + " m ~ Normal(0, 1);";

  private static final String ROWS =
      "data on : bool; set P; data y : real[P][]; m ~ Normal(0, 1);"
          + " if on { x[p in P, n in 1..len(y[p])] ~ Normal(m, 2);"
          + " for p in P { observe y[p] ~ Normal(x[p], 1); } }";

  private static final String EITHER =
      "data k : int; data y : real; if k == 1 { s ~ Exponential(1); observe y ~ Normal(0, s); }"
          + " else if k == 2 { observe y ~ Normal(0, 1); }"
          + " else { s ~ Exponential(2); observe y ~ Normal(1, s); } m ~ Normal(y, 1);";

  private static final String LETS =
      "data k : int; data y : real; m ~ Normal(0, 1);"
          + " if k > 0 { let j = 2 * k; @record let r = m * j; let v[i in 1..j] = i * m;"
          + " if j > 2 { let w[i in 1..j] = i + y; @record let t = v[j] + w[1]; factor -t ^ 2; }"
          + " else { factor r - v[2]; } }";

  private static final String SIZES =
      "data a : bool; data y : real; m ~ Normal(0, 1); if a { let j = 2; factor -j * m; }"
          + " else { let j = 3; } let v[i in 1..3] = i + j; factor m * v[1];"
          + " if a { let n = 2; } else { let n = 3; } x[i in 1..n] ~ Normal(0, 1);";

  private ChosenModels() {}

  static Stream<ModelExample> all() {
    return Stream.of(
        ModelExample.of(
                SCALAR,
                "{\"wide\": true, \"y\": 0.5}",
                v ->
                    normal(v.one("m"), 0, 1)
                        + exponential(v.one("s"), 2)
                        + normal(0.5, v.one("m"), v.one("s")))
            .andOne("twice", v -> 2 * v.one("s"))
            .andOne("after", v -> v.one("m") + 1),
        ModelExample.of(
                SCALAR,
                "{\"wide\": false, \"y\": 0.5}",
                v -> normal(v.one("m"), 0, 1) + normal(0.5, v.one("m"), 1))
            .and("s", v -> new double[0])
            .and("twice", v -> new double[0])
            .andOne("after", v -> v.one("m") + 1),
        nested(3).and("c", v -> new double[0]).and("d", v -> new double[0]),
        nested(1).and("b", v -> new double[0]).and("d", v -> new double[0]),
        nested(0).and("a", v -> new double[0]).and("b", v -> new double[0]),
        ModelExample.of(
                LOOPS,
                "{\"walk\": true, \"y\": [1, 2, 0.5]}",
                v ->
                    -v.one("s")
                        + normal(v.at("x", 0), 0, 1)
                        + normal(v.at("x", 1), v.at("x", 0), v.one("s"))
                        + normal(v.at("x", 2), v.at("x", 1), v.one("s"))
                        + normal(1, v.at("x", 0), 1)
                        + normal(2, v.at("x", 1), 1)
                        + normal(0.5, v.at("x", 2), 1))
            .andOne("end", v -> sum(3, t -> v.at("x", t))),
        ModelExample.of(
                LOOPS,
                "{\"walk\": false, \"y\": [1, 2, 0.5]}",
                v ->
                    -v.one("s")
                        + normal(1, 0, v.one("s"))
                        + normal(2, 0, v.one("s"))
                        + normal(0.5, 0, v.one("s")))
            .and("x", v -> new double[0]),
        ModelExample.of(
            INSIDE,
            "{\"own\": true, \"y\": [1, 2]}",
            v ->
                normal(v.one("m"), 0, 1)
                    + normal(v.at("e", 0), v.one("m"), 2)
                    + normal(v.at("e", 1), v.one("m"), 2)
                    + normal(1, v.at("e", 0), 1)
                    + normal(2, v.at("e", 1), 1)),
        ModelExample.of(
            INSIDE,
            "{\"own\": false, \"y\": [1, 2]}",
            v -> normal(v.one("m"), 0, 1) + normal(1, v.one("m"), 1) + normal(2, v.one("m"), 1)),
        ModelExample.of(
            VECTORS,
            "{\"mixed\": true, \"low\": [1, -2, 0.5]}",
            v ->
                normal(v.one("m"), 0, 1)
                    + log(120)
                    + sum(3, k -> log(v.at("w", k)))
                    + v.at("w", 1)
                    - sum(3, k -> v.at("c", k) * v.at("c", k)) / 2
                    - sum(3, k -> v.at("u", k))),
        ModelExample.of(
                VECTORS, "{\"mixed\": false, \"low\": [1, 2, 3]}", v -> normal(v.one("m"), 0, 1))
            .and("w", v -> new double[0]),
        ModelExample.of(
            ROWS,
            "{\"on\": true, \"y\": [[1, 2], [0.5]]}",
            v ->
                normal(v.one("m"), 0, 1)
                    + sum(3, i -> normal(v.at("x", i), v.one("m"), 2))
                    + normal(1, v.at("x", 0), 1)
                    + normal(2, v.at("x", 1), 1)
                    + normal(0.5, v.at("x", 2), 1)),
        ModelExample.of(
                ROWS, "{\"on\": false, \"y\": [[1, 2], [0.5]]}", v -> normal(v.one("m"), 0, 1))
            .and("x", v -> new double[0]),
        ModelExample.of(
            SIZES,
            "{\"a\": false, \"y\": 1}",
            v ->
                normal(v.one("m"), 0, 1)
                    + 4 * v.one("m")
                    + sum(3, i -> normal(v.at("x", i), 0, 1))),
        ModelExample.of(LETS, "{\"k\": 0, \"y\": 2.5}", v -> normal(v.one("m"), 0, 1))
            .and("r", v -> new double[0])
            .and("t", v -> new double[0]),
        ModelExample.of(LETS, "{\"k\": 1, \"y\": 2.5}", v -> normal(v.one("m"), 0, 1))
            .andOne("r", v -> 2 * v.one("m"))
            .and("t", v -> new double[0]),
        ModelExample.of(
                LETS,
                "{\"k\": 2, \"y\": 2.5}",
                v -> normal(v.one("m"), 0, 1) - Math.pow(4 * v.one("m") + 3.5, 2))
            .andOne("r", v -> 4 * v.one("m"))
            .andOne("t", v -> 4 * v.one("m") + 3.5),
        either(1, v -> exponential(v.one("s"), 1) + normal(2.5, 0, v.one("s"))),
        either(2, v -> normal(2.5, 0, 1)),
        either(3, v -> exponential(v.one("s"), 2) + normal(2.5, 1, v.one("s"))));
  }

  private static ModelExample nested(int k) {
    return ModelExample.of(
        NESTED,
        "{\"k\": " + k + ", \"y\": [1, 2]}",
        v -> {
          double m = v.one("m");
          double shared = normal(m, 0, 1) + sum(k, i -> normal(v.at("a", i), m, 1));
          double mean = k > 2 ? v.one("b") : k > 0 ? v.one("c") : v.one("d");
          double prior =
              k > 2 ? normal(mean, v.at("a", k - 1), 2) : k > 0 ? normal(mean, v.at("a", 0), 3) : 0;
          return shared + prior + normal(1, mean, 1) + normal(2, mean, 1);
        });
  }

  private static ModelExample either(int k, ToDoubleFunction<ModelValues> chosen) {
    return ModelExample.of(
        EITHER,
        "{\"k\": " + k + ", \"y\": 2.5}",
        v -> normal(v.one("m"), 2.5, 1) + chosen.applyAsDouble(v));
  }

  private static double exponential(double x, double rate) {
    return log(rate) - rate * x;
  }
}
