package bayes.compiler;

import static bayes.compiler.Formulas.logSumExp;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.sum;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;

import java.util.stream.Stream;

/** Models of {@link LanguageTest} whose elements are defined from others. */
final class RecurrenceModels {
  private RecurrenceModels() {}

  private static final double[] Y = {1, 2.5, -0.5, 0.25};
  private static final String DATA = "{\"y\": [1, 2.5, -0.5, 0.25]}";

  static Stream<ModelExample> latents() {
    return Stream.of(
        // From the last to the first.
        ModelExample.of(
            "data T : int; x[T] ~ Normal(0, 1);"
                + " for t in 1..T - 1 { x[T - t] ~ Normal(2 * x[T - t + 1], 1); }",
            "{\"T\": 4}",
            v ->
                normal(v.at("x", 3), 0, 1)
                    + sum(3, i -> normal(v.at("x", i), 2 * v.at("x", i + 1), 1))),
        // Two steps back, and a mean of all earlier ones.
        ModelExample.of(
            "set Time; data y : real[Time]; a ~ Normal(0, 1); x[1] ~ Normal(0, 1);"
                + " x[2] ~ Normal(a * x[1], 1);"
                + " for t in Time[3..] { x[t] ~ Normal(a * x[t - 1] + x[t - 2], 1); }"
                + " observe y[t in Time] ~ Normal(mean(x[1..index(t)]), 1);",
            DATA,
            v ->
                normal(v.one("a"), 0, 1)
                    + normal(v.at("x", 0), 0, 1)
                    + normal(v.at("x", 1), v.one("a") * v.at("x", 0), 1)
                    + sum(
                        2,
                        i ->
                            normal(
                                v.at("x", i + 2), v.one("a") * v.at("x", i + 1) + v.at("x", i), 1))
                    + sum(4, i -> normal(Y[i], sum(i + 1, j -> v.at("x", j)) / (i + 1), 1))),
        // Through a table: a tree.
        ModelExample.of(
            "set Node; data parent : Node[Node];"
                + " for n in Node { x[n] ~ Normal(parent[n] == n ? 0 : x[parent[n]], 1); }",
            "{\"Node\": [\"a\", \"b\", \"c\", \"d\"], \"parent\": [\"a\", \"a\", \"b\", \"a\"]}",
            v ->
                normal(v.at("x", 0), 0, 1)
                    + normal(v.at("x", 1), v.at("x", 0), 1)
                    + normal(v.at("x", 2), v.at("x", 1), 1)
                    + normal(v.at("x", 3), v.at("x", 0), 1)),
        // A row of the time before, in a panel of two.
        ModelExample.of(
            "set G = 1..2; set Time = 1..3; x[1, g in G] ~ Normal(0, 1);"
                + " for t in Time[2..], g in G { x[t, g] ~ Normal(mean(x[t - 1]), g); }",
            "{}",
            v ->
                sum(2, g -> normal(v.at("x", g), 0, 1))
                    + sum(
                        4,
                        i -> {
                          int before = 2 * (i / 2);
                          double mean = (v.at("x", before) + v.at("x", before + 1)) / 2;
                          return normal(v.at("x", i + 2), mean, i % 2 + 1);
                        })),
        // Latents and values in turns.
        ModelExample.of(
            "set Time; data y : real[Time]; x[1] ~ Normal(0, 1); let v[1] = 2 * x[1];"
                + " for t in Time[2..] { x[t] ~ Normal(v[t - 1], 1); let v[t] = x[t] + v[t - 1] / 2;"
                + " observe y[t] ~ Normal(v[t], 1); }",
            DATA,
            v -> {
              double total = normal(v.at("x", 0), 0, 1);
              double last = 2 * v.at("x", 0);
              for (int t = 1; t < 4; t++) {
                total += normal(v.at("x", t), last, 1);
                last = v.at("x", t) + last / 2;
                total += normal(Y[t], last, 1);
              }
              return total;
            }));
  }

  static Stream<ModelExample> values() {
    return Stream.of(
        // Volatility, whose first element is data.
        ModelExample.of(
            "set Time; data y : real[Time]; data s1 : real<above=0>; a ~ Normal(0, 1);"
                + " let s[1] = s1;"
                + " for t in Time[2..] { let s[t] = sqrt(exp(a) + 0.3 * y[t - 1] ^ 2 + 0.2 * s[t - 1] ^ 2); }"
                + " observe y ~ Normal(a, s);",
            "{\"y\": [1, 2.5, -0.5, 0.25], \"s1\": 0.75}",
            v -> {
              double a = v.one("a");
              double s = 0.75;
              double total = normal(a, 0, 1) + normal(Y[0], a, s);
              for (int t = 1; t < 4; t++) {
                s = sqrt(Math.exp(a) + 0.3 * Y[t - 1] * Y[t - 1] + 0.2 * s * s);
                total += normal(Y[t], a, s);
              }
              return total;
            }),
        // One statement, whose type is seen from what it starts with.
        ModelExample.of(
            "a ~ Normal(0, 1); for t in 1..4 { let s[t] = t == 1 ? a : s[t - 1] / 2 + a; }"
                + " let n[t in 1..4] = t == 1 ? 1 : n[t - 1] * t; factor s[4] * n[4];",
            "{}",
            v -> normal(v.one("a"), 0, 1) + v.one("a") * 1.875 * 24),
        // Whole numbers that turn out to be reals, and what is made of them.
        ModelExample.of(
            "a ~ Normal(0, 1); let s[1] = 0; let q[1] = s[1];"
                + " for t in 2..4 { let s[t] = s[t - 1] / 2 + a; let q[t] = q[t - 1] + s[t]; }"
                + " factor q[4];",
            "{}",
            v -> normal(v.one("a"), 0, 1) + v.one("a") * (1 + 1.5 + 1.75)),
        // The forward algorithm, by rows and by elements.
        forward(
            "let a[1, k in K] = log(0.5) + log_density(Normal(m[k], 1), y[1]);"
                + " for t in Time[2..], k in K { let a[t, k] = log_sum_exp("
                + "[a[t - 1, j] + log(P[j, k]) for j in K]) + log_density(Normal(m[k], 1), y[t]); }"
                + " factor log_sum_exp(a[size(Time)]);"),
        forward(
            "let a[1] = [log(0.5) + log_density(Normal(m[k], 1), y[1]) for k in K];"
                + " for t in Time[2..] { let a[t] = [log_sum_exp(a[t - 1] + log(P[:, k]))"
                + " + log_density(Normal(m[k], 1), y[t]) for k in K]; }"
                + " factor log_sum_exp(a[size(Time)]);"),
        // And backwards.
        forward(
            "let n = size(Time); let b[n, k in K] = 0.0;"
                + " for t in 1..n - 1, k in K { let b[n - t, k] = log_sum_exp([b[n - t + 1, j]"
                + " + log(P[k, j]) + log_density(Normal(m[j], 1), y[n - t + 1]) for j in K]); }"
                + " factor log_sum_exp([log(0.5) + log_density(Normal(m[k], 1), y[1]) + b[1, k]"
                + " for k in K]);"),
        // In an order that the data give.
        ModelExample.of(
            "set Node; data order : Node[Node]; a ~ Normal(0, 1);"
                + " for n in Node { let x[order[n]] = a * index(n); } factor x[\"a\"] + 4 * x[\"c\"];",
            "{\"Node\": [\"a\", \"b\", \"c\"], \"order\": [\"b\", \"a\", \"c\"]}",
            v -> normal(v.one("a"), 0, 1) + 14 * v.one("a")));
  }

  private static ModelExample forward(String algorithm) {
    return ModelExample.of(
        "set Time; data y : real[Time]; set K = 1..2; m[k in K] ~ Normal(k, 1);"
            + " P[k in K] ~ Dirichlet(K, 2); "
            + algorithm,
        DATA,
        v -> {
          double total = sum(2, k -> normal(v.at("m", k), k + 1, 1));
          for (int k = 0; k < 2; k++) {
            total += log(6 * v.at("P", 2 * k) * v.at("P", 2 * k + 1));
          }
          double[] paths = new double[16];
          for (int path = 0; path < 16; path++) {
            paths[path] = log(0.5);
            for (int t = 0; t < 4; t++) {
              int state = path >> t & 1;
              paths[path] += normal(Y[t], v.at("m", state), 1);
              if (t > 0) paths[path] += log(v.at("P", 2 * (path >> t - 1 & 1) + state));
            }
          }
          return total + logSumExp(paths);
        });
  }
}
