package bayes.compiler;

import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.phi;
import static bayes.compiler.Formulas.sum;
import static java.lang.Math.log;

import java.util.stream.Stream;

/** Models of {@link LanguageTest} whose data have gaps. */
final class MissingDataModels {
  private MissingDataModels() {}

  static Stream<ModelExample> all() {
    return Stream.of(
        // Two of four are missing; they are read like the others.
        ModelExample.of(
                "set S; data y : real[S]?; m ~ Normal(0, 2); observe y[s in S] ~ Normal(m, 1);"
                    + " generate t = sum(y); generate z = y[2] - y[1];",
                "{\"y\": [1, null, 3, null]}",
                v ->
                    normal(v.one("m"), 0, 2)
                        + normal(1, v.one("m"), 1)
                        + normal(3, v.one("m"), 1)
                        + normal(v.at("y", 0), v.one("m"), 1)
                        + normal(v.at("y", 1), v.one("m"), 1))
            .andOne("t", v -> 4 + v.at("y", 0) + v.at("y", 1))
            .andOne("z", v -> v.at("y", 0) - 1),
        // None is missing.
        ModelExample.of(
                "set S; data y : real[S]?; m ~ Normal(0, 2); observe y ~ Normal(m, 1);"
                    + " generate t = mean(y);",
                "{\"y\": [1, 3]}",
                v -> normal(v.one("m"), 0, 2) + normal(1, v.one("m"), 1) + normal(3, v.one("m"), 1))
            .andOne("t", v -> 2),
        // All of it at once, in two dimensions, and one row of them.
        ModelExample.of(
                "data n : int; data y : real[2, n]?; data x : real[2, n]?; m ~ Normal(0, 2);"
                    + " observe y ~ Normal(m, 1); observe x ~ Normal(m, 3);"
                    + " generate t = sum(y) + sum(x);",
                "{\"n\": 2, \"y\": null, \"x\": [[1, 2], null]}",
                v ->
                    normal(v.one("m"), 0, 2)
                        + sum(4, i -> normal(v.at("y", i), v.one("m"), 1))
                        + sum(2, i -> normal(v.at("x", i), v.one("m"), 3))
                        + normal(1, v.one("m"), 3)
                        + normal(2, v.one("m"), 3))
            .andOne("t", v -> sum(4, i -> v.at("y", i)) + 3 + sum(2, i -> v.at("x", i))),
        // A single value, observed and used.
        ModelExample.of(
            "data y : real?; m ~ Normal(0, 2); observe y ~ Normal(m, 1); factor 2 * y;",
            "{\"y\": null}",
            v -> normal(v.one("m"), 0, 2) + normal(v.one("y"), v.one("m"), 1) + 2 * v.one("y")),
        // Each from the one before, whether that is there or not.
        ModelExample.of(
            "set Time; data y : real[Time]?; a ~ Normal(0, 1);"
                + " for t in Time { observe y[t] ~ Normal(index(t) == 1 ? 0 : a * y[t - 1], 1); }",
            "{\"y\": [1, null, 3, null, null]}",
            v -> {
              double[] y = {1, v.at("y", 0), 3, v.at("y", 1), v.at("y", 2)};
              double a = v.one("a");
              return normal(a, 0, 1) + sum(5, i -> normal(y[i], i == 0 ? 0 : a * y[i - 1], 1));
            }),
        // A covariate with gaps, in two dimensions, by labels; its type cuts off the negative.
        ModelExample.of(
            "set A; set B; data x : real<lower=0>[A, B]?; data y : real[A, B];"
                + " m ~ Normal(0, 1); observe x ~ Normal(m, 2); observe y ~ Normal(m * x, 1);",
            "{\"x\": {\"a\": {\"u\": 1, \"v\": null}, \"b\": {\"u\": 0.5, \"v\": null}},"
                + " \"y\": {\"a\": {\"u\": 1, \"v\": 2}, \"b\": {\"u\": 3, \"v\": 4}}}",
            v -> {
              double m = v.one("m");
              double[] x = {1, v.at("x", 0), 0.5, v.at("x", 1)};
              return normal(m, 0, 1)
                  + sum(4, i -> normal(x[i], m, 2) + normal(i + 1, m * x[i], 1))
                  - 2 * log(1 - phi(-m / 2));
            }),
        // Positive by the distribution.
        ModelExample.of(
            "set S; data y : real[S]?; r ~ HalfNormal(2); observe y[s in S] ~ Exponential(r);"
                + " factor 3 * y[2];",
            "{\"y\": [1, null]}",
            v -> {
              double r = v.one("r");
              return log(2) + normal(r, 0, 2) + 2 * log(r) - r - r * v.one("y") + 3 * v.one("y");
            }));
  }
}
