package bayes.compiler;

import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;

import java.util.stream.Stream;

/** Models of {@link LanguageTest} with sets: their kinds, parts and members. */
final class SetModels {
  private SetModels() {}

  private static final double[] Y = {1, 2.5, -0.5};
  private static final String YS = "\"y\": [1, 2.5, -0.5]";

  static Stream<ModelExample> sets() {
    return Stream.of(
        // A member of a range is its integer, also where it indexes columns that count from 1.
        of(
            "set P = 2..3; data x : real[2, 3]; let c[k in P] = mean(x[:, k]);"
                + " b[k in P] ~ Normal(c[k], 1);",
            "{\"x\": [[1, 2, 30], [1, 4, 50]]}",
            v -> normal(v.at("b", 0), 3, 1) + normal(v.at("b", 1), 40, 1)),
        // Parts by their labels.
        of(
            "set T = {\"a\", \"b\"}; mu[\"a\"] ~ Normal(0, 1); mu[\"b\"] ~ Normal(mu[\"a\"], 5);",
            "{}",
            v -> normal(v.at("mu", 0), 0, 1) + normal(v.at("mu", 1), v.at("mu", 0), 5)),
        // A label in one case of an index, where the others are members.
        of(
            "set T = {\"a\", \"b\"}; data late : bool; data t : T; mu[i in T] ~ Normal(0, 1);"
                + " let y = 1.5; observe y ~ Normal(mu[late ? (late ? \"b\" : t) : \"a\"], 5);",
            "{\"late\": true, \"t\": \"a\"}",
            v ->
                normal(v.at("mu", 0), 0, 1)
                    + normal(v.at("mu", 1), 0, 1)
                    + normal(1.5, v.at("mu", 1), 5)),
        // A number needs not be a member's: the first sum is empty.
        of(
            "set T = 1..3; data y : real[T]; let s[t in T] = sum(y[u] for u in 1..t - 1);"
                + " m ~ Normal(0, 1); observe y[t in T] ~ Normal(s[t] + m * (t - 1), 1);",
            "{" + YS + "}",
            v ->
                normal(v.one("m"), 0, 1)
                    + normal(1, 0, 1)
                    + normal(2.5, 1 + v.one("m"), 1)
                    + normal(-0.5, 3.5 + 2 * v.one("m"), 1)),
        // Open, filled by the length of an array.
        of(
                "set S; data y : real[S]; m ~ Normal(0, 2); observe y[s in S] ~ Normal(m, 1);"
                    + " generate n = size(S);",
                "{" + YS + "}",
                v -> normal(v.one("m"), 0, 2) + normals(Y, v.one("m"), 1))
            .andOne("n", v -> 3),
        // By labels, and a member by its label.
        of(
                "set S; data y : real[S]; t[s in S] ~ Normal(0, 1); observe y ~ Normal(t, 2);"
                    + " generate b = t[\"b\"]; generate d = t[\"b\"] - t[\"a\"];",
                "{\"y\": {\"a\": 1, \"b\": 2.5, \"c\": -0.5}}",
                v -> normals(v.all("t"), 0, 1) + sum(3, i -> normal(Y[i], v.at("t", i), 2)))
            .andOne("b", v -> v.at("t", 1))
            .andOne("d", v -> v.at("t", 1) - v.at("t", 0)),
        // By the strings of an array of its members.
        of(
            "set G; set P; data g : G[P]; data y : real[P]; a[i in G] ~ Normal(0, 1);"
                + " observe y[p in P] ~ Normal(a[g[p]], 1);",
            "{\"g\": [\"x\", \"z\", \"x\"], " + YS + "}",
            v ->
                normals(v.all("a"), 0, 1)
                    + normal(Y[0], v.at("a", 0), 1)
                    + normal(Y[1], v.at("a", 1), 1)
                    + normal(Y[2], v.at("a", 0), 1)),
        // By a size.
        of(
            "set G; a[i in G] ~ Normal(index(i), 1);",
            "{\"G\": 3}",
            v -> sum(3, i -> normal(v.at("a", i), i + 1, 1))),
        // A range, whose integers index by value.
        of(
                "set T = 3..5; x[t in T] ~ Normal(t, 1); factor x[4] * 2; generate f = x[3];",
                "{}",
                v -> sum(3, i -> normal(v.at("x", i), i + 3, 1)) + 2 * v.at("x", 1))
            .andOne("f", v -> v.at("x", 0)),
        // A range from data, with a default.
        of(
            "data K : int<lower=1> = 4; set T = 1..K; x[t in T] ~ Normal(0, 1);",
            "{}",
            v -> normals(v.all("x"), 0, 1)),
        of(
            "data K : int<lower=1> = 4; set T = 0..K - 1; x[t in T] ~ Normal(t, 1);",
            "{\"K\": 3}",
            v -> sum(3, i -> normal(v.at("x", i), i, 1))),
        // Named members.
        of(
            "set S = {\"lo\", \"mid\", \"hi\"}; x[s in S] ~ Normal(0, 1);"
                + " factor x[\"hi\"] - 2 * x[\"lo\"];",
            "{}",
            v -> normals(v.all("x"), 0, 1) + v.at("x", 2) - 2 * v.at("x", 0)),
        // A part of a set, predecessors, order.
        of(
            "set T; data y : real[T]; x[t in T] ~ Normal(0, 1);"
                + " factor sum(x[t] * x[t - 1] for t in T[2..]);"
                + " factor sum(y[t] < 0 ? x[t] : 0 for t in T);",
            "{" + YS + "}",
            v ->
                normals(v.all("x"), 0, 1)
                    + v.at("x", 1) * v.at("x", 0)
                    + v.at("x", 2) * v.at("x", 1)
                    + v.at("x", 2)),
        of(
            "set S = {\"a\", \"b\", \"c\"}; x[s in S] ~ Normal(0, 1);"
                + " factor sum(s < r ? x[s] * x[r] : 0 for s in S, r in S);",
            "{}",
            v ->
                normals(v.all("x"), 0, 1)
                    + v.at("x", 0) * v.at("x", 1)
                    + v.at("x", 0) * v.at("x", 2)
                    + v.at("x", 1) * v.at("x", 2)),
        // A part as a plate.
        of(
            "set S = 1..4; data y : real[S]; m ~ Normal(0, 1);"
                + " observe y[s in S[2..3]] ~ Normal(m, 1); observe y[s in S[..1]] ~ Normal(-m, 1);",
            "{\"y\": [1, 2, 3, 4]}",
            v ->
                normal(v.one("m"), 0, 1)
                    + normal(2, v.one("m"), 1)
                    + normal(3, v.one("m"), 1)
                    + normal(1, -v.one("m"), 1)),
        // A part of a range is by value, as its slices are.
        of(
            "set S = 3..6; x[s in S] ~ Normal(0, 1); factor sum(x[s] for s in S[5..]);"
                + " factor 3 * sum(x[4..5]);",
            "{}",
            v ->
                normals(v.all("x"), 0, 1)
                    + v.at("x", 2)
                    + v.at("x", 3)
                    + 3 * (v.at("x", 1) + v.at("x", 2))),
        of(
            "set S = 0..2; x[0] ~ Normal(0, 1); for s in S[1..] { x[s] ~ Normal(x[s - 1], 1); }",
            "{}",
            v ->
                normal(v.at("x", 0), 0, 1)
                    + normal(v.at("x", 1), v.at("x", 0), 1)
                    + normal(v.at("x", 2), v.at("x", 1), 1)),
        // An empty range.
        of(
            "set T = 1..0; x[t in T] ~ Normal(0, 1); m ~ Normal(sum(x), 1);",
            "{}",
            v -> normal(v.one("m"), 0, 1)),
        // A dimension without a name.
        of(
            "data n : int; data y : real[n]; m ~ Normal(0, 1); observe y ~ Normal(m, 1);"
                + " for i in 1..n { factor m * i; }",
            "{\"n\": 3, " + YS + "}",
            v -> normal(v.one("m"), 0, 1) + normals(Y, v.one("m"), 1) + 6 * v.one("m")),
        // Two sets and a matrix of latents.
        of(
            "set R = {\"a\", \"b\"}; set C = 1..3; x[i in R, j in C] ~ Normal(j, 1);"
                + " factor x[\"b\", 2] * 3; factor sum(x[\"a\"]); factor sum(x[:, 3]);",
            "{}",
            v ->
                sum(6, i -> normal(v.at("x", i), i % 3 + 1, 1))
                    + 3 * v.at("x", 4)
                    + v.at("x", 0)
                    + v.at("x", 1)
                    + v.at("x", 2)
                    + v.at("x", 2)
                    + v.at("x", 5)));
  }
}
