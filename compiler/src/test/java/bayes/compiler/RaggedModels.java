package bayes.compiler;

import static bayes.compiler.Formulas.logSumExp;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.sum;
import static java.lang.Math.log;

import java.util.stream.Stream;

/**
 * Models of {@link LanguageTest} whose rows differ in length, and lists that leave elements out.
 */
final class RaggedModels {
  private RaggedModels() {}

  private static final double[] Y = {1, 2, 3, 4, 5, 6};
  private static final int[] ROW = {0, 0, 0, 1, 3, 3};
  private static final String DATA =
      "{\"y\": {\"a\": [1, 2, 3], \"b\": [4], \"c\": [], \"d\": [5, 6]}}";

  static Stream<ModelExample> data() {
    return Stream.of(
        // By element and by row, with an empty one.
        ModelExample.of(
                "set S; data y : real[S][]; m[s in S] ~ Normal(0, 1);"
                    + " for s in S, n in 1..len(y[s]) { observe y[s, n] ~ Normal(m[s], 1); }"
                    + " generate t[s in S] = sum(y[s]); generate k[s in S] = len(y[s]);"
                    + " generate all = sum(y); generate part = sum(y[\"a\"][2..3]);"
                    + " generate last = y[\"d\", 2]; generate pairs = sum(y[s, n] * n for s in S,"
                    + " n in 1..len(y[s])); generate rows = len(y);",
                DATA,
                v ->
                    sum(4, s -> normal(v.at("m", s), 0, 1))
                        + sum(6, i -> normal(Y[i], v.at("m", ROW[i]), 1)))
            .and("t", v -> new double[] {6, 4, 0, 11})
            .and("k", v -> new double[] {3, 1, 0, 2})
            .andOne("all", v -> 21)
            .andOne("part", v -> 5)
            .andOne("last", v -> 6)
            .andOne("pairs", v -> 1 + 4 + 9 + 4 + 5 + 12)
            .andOne("rows", v -> 4),
        ModelExample.of(
            "set S; data y : real[S][]; m ~ Normal(0, 1);"
                + " for s in S { observe y[s] ~ Normal(m * index(s), 1); }",
            DATA,
            v ->
                normal(v.one("m"), 0, 1) + sum(6, i -> normal(Y[i], v.one("m") * (ROW[i] + 1), 1))),
        // Over two sets; the labels come in another order in the second row.
        ModelExample.of(
                "set A; set B; data y : int[A, B][]; m ~ Normal(0, 1); factor m * y[\"u\", \"w\", 1];"
                    + " generate t[a in A, b in B] = sum(y[a, b]);",
                "{\"y\": {\"u\": {\"v\": [1, 2], \"w\": [4]}, \"x\": {\"w\": [7], \"v\": []}}}",
                v -> normal(v.one("m"), 0, 1) + 4 * v.one("m"))
            .and("t", v -> new double[] {3, 4, 0, 7}),
        // Words of documents, their topics summed out.
        ModelExample.of(
            "set Word; set Doc; data text : Word[Doc][]; set Topic = 1..2;"
                + " phi[k in Topic] ~ Dirichlet(Word, 2); for d in Doc {"
                + " theta[d] ~ Dirichlet(Topic, 2); for n in 1..len(text[d]) {"
                + " factor log_sum_exp([log(theta[d, k]) + log(phi[k, text[d, n]])"
                + " for k in Topic]); } }",
            "{\"text\": [[\"a\", \"b\", \"a\"], [\"b\"]]}",
            v -> {
              int[][] text = {{0, 1, 0}, {1}};
              double total = 0;
              for (int k = 0; k < 2; k++) {
                total += log(6 * v.at("phi", 2 * k) * v.at("phi", 2 * k + 1));
              }
              for (int d = 0; d < 2; d++) {
                int at = d;
                total += log(6 * v.at("theta", 2 * d) * v.at("theta", 2 * d + 1));
                for (int word : text[d]) {
                  total += log(sum(2, k -> v.at("theta", 2 * at + k) * v.at("phi", 2 * k + word)));
                }
              }
              return total;
            }));
  }

  static Stream<ModelExample> defined() {
    return Stream.of(
        // Latents and values beside the data; a row of them.
        ModelExample.of(
            "set S; data y : real[S][];"
                + " for s in S, n in 1..len(y[s]) { x[s, n] ~ Normal(0, 1);"
                + " let z[s, n] = n * x[s, n]; observe y[s, n] ~ Normal(z[s, n], 1); }"
                + " factor 2 * sum(x[\"a\"]);",
            DATA,
            v ->
                sum(6, i -> normal(v.at("x", i), 0, 1))
                    + sum(
                        6,
                        i -> {
                          int n = new int[] {1, 2, 3, 1, 1, 2}[i];
                          return normal(Y[i], n * v.at("x", i), 1);
                        })
                    + 2 * sum(3, i -> v.at("x", i))),
        // A walk of its own length for each.
        ModelExample.of(
            "set P; data y : real[P][]; for p in P { x[p, 1] ~ Normal(0, 1);"
                + " for t in 2..len(y[p]) { x[p, t] ~ Normal(x[p, t - 1], 2); } }"
                + " for p in P { observe y[p] ~ Normal(x[p], 1); }",
            "{\"y\": [[1, 2, 3], [4], [5, 6]]}",
            v ->
                sum(
                    6,
                    i -> {
                      boolean isFirst = i == 0 || i == 3 || i == 4;
                      return normal(v.at("x", i), isFirst ? 0 : v.at("x", i - 1), isFirst ? 1 : 2)
                          + normal(Y[i], v.at("x", i), 1);
                    })),
        // A triangle over a range that starts at zero, drawn and summed along its rows.
        ModelExample.of(
                "set T = 0..2; x[i in T, j in 0..i] ~ Normal(i, j + 1);"
                    + " let c[i in T, j in 0..i] = j == 0 ? x[i, 0] : c[i, j - 1] + x[i, j];"
                    + " factor c[2, 2]; generate d[i in T] = x[i, i];",
                "{}",
                v -> {
                  int[] row = {0, 1, 1, 2, 2, 2};
                  int[] column = {0, 0, 1, 0, 1, 2};
                  return sum(6, i -> normal(v.at("x", i), row[i], column[i] + 1))
                      + sum(3, i -> v.at("x", 3 + i));
                })
            .and("d", v -> new double[] {v.at("x", 0), v.at("x", 2), v.at("x", 5)}),
        // Vectors in rows, and a loop's own array.
        ModelExample.of(
            "data n : int<lower=0>[2]; set K = 1..2;"
                + " x[d in 1..2, i in 1..n[d], k in K] ~ Normal(k, 1);"
                + " for d in 1..2 { let w[k in K] = k * x[d, n[d], k]; factor log_sum_exp(w); }",
            "{\"n\": [2, 1]}",
            v ->
                sum(6, i -> normal(v.at("x", i), i % 2 + 1, 1))
                    + logSumExp(v.at("x", 2), 2 * v.at("x", 3))
                    + logSumExp(v.at("x", 4), 2 * v.at("x", 5))),
        // Generated for as many as there are.
        ModelExample.of(
                "set S; data y : real[S][]; m ~ Normal(0, 1);"
                    + " generate r[s in S, n in 1..len(y[s])] = m * n; generate t = sum(r[\"a\"]);",
                DATA,
                v -> normal(v.one("m"), 0, 1))
            .and(
                "r",
                v -> {
                  double m = v.one("m");
                  return new double[] {m, 2 * m, 3 * m, m, m, 2 * m};
                })
            .andOne("t", v -> 6 * v.one("m")));
  }

  static Stream<ModelExample> lists() {
    return Stream.of(
        // What a condition of data leaves.
        ModelExample.of(
            "set S = 1..3; data b : bool[S]; m ~ Normal(0, 1);"
                + " let v = [m * s for s in S if b[s]]; factor log_sum_exp(v) * len(v);"
                + " let w = [[m, 2 * m * s] for s in S if b[s]]; factor sum(w[2]);"
                + " for s in S { let u = [m + r * s for r in S if r <= s && b[r]];"
                + " factor log_sum_exp(u); }",
            "{\"b\": [1, 0, 1]}",
            v -> {
              double m = v.one("m");
              return normal(m, 0, 1)
                  + 2 * logSumExp(m, 3 * m)
                  + 7 * m
                  + m
                  + 1
                  + m
                  + 2
                  + logSumExp(m + 3, m + 9);
            }),
        // A plain list of what binders give of which one depends on the other.
        ModelExample.of(
                "m ~ Normal(0, 1); let v = [m * i * j for i in 1..3, j in 1..i];"
                    + " factor log_sum_exp(v) + max(m * j for i in 1..2, j in 1..i);"
                    + " generate n = len(v); generate s = sum([i * j for i in 1..3, j in i..3]);",
                "{}",
                v -> {
                  double m = v.one("m");
                  return normal(m, 0, 1)
                      + logSumExp(m, 2 * m, 4 * m, 3 * m, 6 * m, 9 * m)
                      + Math.max(m, 2 * m);
                })
            .andOne("n", v -> 6)
            .andOne("s", v -> 25),
        // Lists whose length changes with the loop.
        ModelExample.of(
            "data n : int[3]; m ~ Normal(0, 1); for i in 1..3, j in 1..n[i] {"
                + " let q = [m * k * i for k in 1..j]; factor log_sum_exp(q) * log_sum_exp(q); }",
            "{\"n\": [2, 0, 1]}",
            v -> {
              double m = v.one("m");
              double two = logSumExp(m, 2 * m);
              return normal(m, 0, 1) + m * m + two * two + 9 * m * m;
            }));
  }
}
