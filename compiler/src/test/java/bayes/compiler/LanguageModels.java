package bayes.compiler;

import static bayes.compiler.Formulas.bernoulliLogit;
import static bayes.compiler.Formulas.binomial;
import static bayes.compiler.Formulas.dirichlet;
import static bayes.compiler.Formulas.gamma;
import static bayes.compiler.Formulas.lgamma;
import static bayes.compiler.Formulas.logSumExp;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.phi;
import static bayes.compiler.Formulas.poisson;
import static bayes.compiler.Formulas.sum;
import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The models of {@link LanguageTest}, by chapter of the language's reference. */
final class LanguageModels {
  private LanguageModels() {}

  private static ModelExample of(
      String text, String data, ToDoubleFunction<ModelValues> logDensity) {
    return ModelExample.of(text, data, logDensity);
  }

  private static double normals(double[] x, double mean, double sd) {
    return Arrays.stream(x).map(v -> normal(v, mean, sd)).sum();
  }

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

  static Stream<ModelExample> statements() {
    return Stream.of(
        // Bare observe of an expression of data.
        of(
            "set S; data y : real<lower=0>[S]; m ~ Normal(0, 1); observe log(y) ~ Normal(m, 1);",
            "{\"y\": [1, 2.5, 0.5]}",
            v ->
                normal(v.one("m"), 0, 1)
                    + normal(0, v.one("m"), 1)
                    + normal(log(2.5), v.one("m"), 1)
                    + normal(log(0.5), v.one("m"), 1)),
        of(
            "m ~ Normal(0, 1); observe 2.5 ~ Normal(m, 1); observe 3 ~ Poisson(exp(m));",
            "{}",
            v ->
                normal(v.one("m"), 0, 1)
                    + normal(2.5, v.one("m"), 1)
                    + poisson(3, exp(v.one("m")))),
        // if on data, with else, and else if.
        of(
            "data k : int; data y : real; m ~ Normal(0, 1);"
                + " if k == 1 { observe y ~ Normal(m, 1); } else if k == 2 { observe y ~ Normal(m, 3); }"
                + " else { factor -m; }",
            "{\"k\": 2, \"y\": 0.5}",
            v -> normal(v.one("m"), 0, 1) + normal(0.5, v.one("m"), 3)),
        of(
            "data k : int; m ~ Normal(0, 1); if k == 1 && m > 0 { factor 2 * m; } else { factor -3 * m; }",
            "{\"k\": 1}",
            v -> normal(v.one("m"), 0, 1) + (v.one("m") > 0 ? 2 : -3) * v.one("m")),
        of(
            "set S; data y : real[S]; m ~ Normal(0, 1); for s in S { if y[s] > 0 {"
                + " observe y[s] ~ Normal(m, 1); } else { observe y[s] ~ Normal(m, 2); } }",
            "{" + YS + "}",
            v ->
                normal(v.one("m"), 0, 1)
                    + normal(1, v.one("m"), 1)
                    + normal(2.5, v.one("m"), 1)
                    + normal(-0.5, v.one("m"), 2)),
        // A name that both branches define.
        of(
            "data wide : bool; if wide { m ~ Normal(0, 10); } else { m ~ Normal(0, 1); }"
                + " factor m / 3;",
            "{\"wide\": 1}",
            v -> normal(v.one("m"), 0, 10) + v.one("m") / 3),
        of(
            "data wide : bool; m ~ Normal(0, 1); if wide { let s = 2.0 * m; } else { let s = 3.0; }"
                + " factor s * m;",
            "{\"wide\": true}",
            v -> normal(v.one("m"), 0, 1) + 2 * v.one("m") * v.one("m")),
        // Parts of a plate, one by loop and one by element.
        of(
            "set S = 1..3; x[1] ~ Normal(0, 1); x[s in S[2..]] ~ Normal(5, 2);",
            "{}",
            v ->
                normal(v.at("x", 0), 0, 1)
                    + normal(v.at("x", 1), 5, 2)
                    + normal(v.at("x", 2), 5, 2)),
        // A plate in both branches.
        of(
            "set S = 1..3; data wide : bool; if wide { x[s in S] ~ Normal(0, 10); }"
                + " else { x[s in S] ~ Normal(s, 1); } factor sum(x);",
            "{\"wide\": 0}",
            v -> sum(3, i -> normal(v.at("x", i), i + 1, 1) + v.at("x", i))),
        // generate: deterministic, arrays, integers, members, booleans, by loop.
        of(
                "set S = {\"a\", \"b\", \"c\"}; x[s in S] ~ Normal(0, 1); generate best = argmax(x);"
                    + " generate low = min(x); generate pos = x[\"a\"] > 0; generate twice[s in S] = 2 * x[s];"
                    + " generate n = count(x > 0); for s in S { generate sq[s] = x[s] ^ 2; }"
                    + " generate all_of = x * 3;",
                "{}",
                v -> normals(v.all("x"), 0, 1))
            .andOne("best", v -> argMax(v.all("x")) + 1)
            .andOne("low", v -> Arrays.stream(v.all("x")).min().orElseThrow())
            .andOne("pos", v -> v.at("x", 0) > 0 ? 1 : 0)
            .and("twice", v -> Arrays.stream(v.all("x")).map(x -> 2 * x).toArray())
            .andOne("n", v -> Arrays.stream(v.all("x")).filter(x -> x > 0).count())
            .and("sq", v -> Arrays.stream(v.all("x")).map(x -> x * x).toArray())
            .and("all_of", v -> Arrays.stream(v.all("x")).map(x -> 3 * x).toArray()),
        // generate reads generate, and a let for it.
        of(
                "m ~ Normal(0, 1); generate z ~ Normal(m, 1); let w = z + 1; generate u = w * 2 - 2 * z;",
                "{}",
                v -> normal(v.one("m"), 0, 1))
            .andOne("u", v -> 2),
        // Names of columns, of what is recorded.
        of(
                "m ~ Normal(0, 1); @record @name(\"growth\") let e = exp(m); @record(false) generate k = m;",
                "{}",
                v -> normal(v.one("m"), 0, 1))
            .andOne("growth", v -> exp(v.one("m"))),
        // Comments and names in other scripts.
        of(
            "/// A model.\nset 主題 = 1..2; /* in\n between */ μ[k in 主題] ~ Normal(0, 1); // end\n"
                + "let σ2 = 2.0; factor sum(μ) * σ2;",
            "{}",
            v -> normals(v.all("μ"), 0, 1) + 2 * (v.at("μ", 0) + v.at("μ", 1))));
  }

  private static int argMax(double[] x) {
    int best = 0;
    for (int i = 1; i < x.length; i++) if (x[i] > x[best]) best = i;
    return best;
  }

  static Stream<ModelExample> types() {
    return Stream.of(
        // Far in a tail; the constant is that of R's pnorm(-40, log.p = TRUE).
        of(
            "x : real<lower=40> ~ Normal(0, 1); y : real<upper=0> ~ Normal(40, 1);",
            "{}",
            v -> normal(v.one("x"), 0, 1) + normal(v.one("y"), 40, 1) + 2 * 804.6084420137538),
        of(
            "x : real<lower=40, upper=41> ~ Normal(0, 1);",
            "{}",
            v -> normal(v.one("x"), 0, 1) + 804.6084420137538),
        of(
            "x : real<lower=30> ~ Exponential(2); y : real<lower=0.5> ~ Beta(1, 2);",
            "{}",
            v -> log(2) - 2 * (v.one("x") - 30) + log(2 * (1 - v.one("y"))) - log(0.25)),
        of(
            "data u : real<lower=0>; x : real<lower=-1, upper=u> ~ Normal(0, 1);",
            "{\"u\": 2}",
            v -> normal(v.one("x"), 0, 1) - log(phi(2) - phi(-1))),
        of("x : real<upper=3> ~ Normal(1, 2);", "{}", v -> normal(v.one("x"), 1, 2) - log(phi(1))),
        of(
            "m ~ Normal(0, 1); s ~ HalfNormal(1); x : real<lower=0> ~ Normal(m, s);",
            "{}",
            v ->
                normal(v.one("m"), 0, 1)
                    + log(2)
                    + normal(v.one("s"), 0, 1)
                    + normal(v.one("x"), v.one("m"), v.one("s"))
                    - log(1 - phi(-v.one("m") / v.one("s")))),
        // A bound by a latent.
        of(
            "a ~ Normal(0, 1); b : real<lower=a> ~ Flat(); factor -b ^ 2;",
            "{}",
            v -> normal(v.one("a"), 0, 1) - v.one("b") * v.one("b")),
        of(
            "a ~ Uniform(0, 1); b : real<lower=a, upper=1> ~ Uniform(0, 1); c ~ Uniform(a, b);",
            "{}",
            v -> -log(1 - v.one("a")) - log(v.one("b") - v.one("a"))),
        // Bounds that are arrays.
        of(
            "set S = 1..3; data l : real[S]; data h : real[S]; x : real<lower=l, upper=h>[S] ~ Normal(0, 1);",
            "{\"l\": [-1, 0, 1], \"h\": [1, 2, 5]}",
            v ->
                normals(v.all("x"), 0, 1)
                    - log(phi(1) - phi(-1))
                    - log(phi(2) - phi(0))
                    - log(phi(5) - phi(1))),
        of(
            "set S = 1..3; data l : real[S]; x : real<lower=l>[S] ~ Flat(); factor -sum(x ^ 2);",
            "{\"l\": [-1, 0, 1]}",
            v -> -sum(3, i -> v.at("x", i) * v.at("x", i))),
        // Exclusive bounds.
        of(
            "x : real<above=0> ~ Normal(0, 1); y : real<below=0> ~ Normal(0, 1);",
            "{}",
            v -> normal(v.one("x"), 0, 1) + normal(v.one("y"), 0, 1) + 2 * log(2)),
        // Bounds by expressions of data.
        of(
            "data k : real; x : real<lower=k * 2 - 1, upper=k * 2 + 1> ~ Flat();",
            "{\"k\": 0.5}",
            v -> 0),
        // Independent draws, given that they come in order.
        of(
            "set K = 1..3; m ~ Normal(0, 1); c : ordered[K] ~ Normal(m, 2);",
            "{}",
            v -> normal(v.one("m"), 0, 1) + normals(v.all("c"), v.one("m"), 2) + log(6)),
        of(
            "set D = 1..2; set K = 1..2; data m : real[D];"
                + " c[d in D] : positive_ordered[K] ~ Normal(m[d], 1);",
            "{\"m\": [0, 0.5]}",
            v ->
                normal(v.at("c", 0), 0, 1)
                    + normal(v.at("c", 1), 0, 1)
                    + normal(v.at("c", 2), 0.5, 1)
                    + normal(v.at("c", 3), 0.5, 1)
                    + 2 * log(2)
                    - 2 * log(0.5)
                    - 2 * log(phi(0.5))),
        of(
            "c : ordered[2] ~ Exponential(1.5);",
            "{}",
            v -> 2 * log(1.5) - 1.5 * (v.at("c", 0) + v.at("c", 1)) + log(2)),
        // Different densities of the elements of an ordered vector.
        of(
            "set K = 1..2; m : ordered[K] ~ Flat();"
                + " for k in K { factor log_density(Normal(k, 1), m[k]); }",
            "{}",
            v -> normal(v.at("m", 0), 1, 1) + normal(v.at("m", 1), 2, 1)),
        // A simplex as data and as a latent.
        of(
            "set K = 1..3; data p : simplex[K]; a ~ Exponential(1.0); observe p ~ Dirichlet(K, a);",
            "{\"p\": [0.2, 0.3, 0.5]}",
            v ->
                -v.one("a")
                    + dirichlet(new double[] {0.2, 0.3, 0.5}, v.one("a"), v.one("a"), v.one("a"))),
        of(
            "set K = {\"x\", \"y\", \"z\"}; p : simplex[K] ~ Flat(); factor 2 * log(p[\"x\"]);",
            "{}",
            v -> 2 * log(v.at("p", 0))),
        of(
            "set D = 1..2; set K = 1..3; th[d in D] : simplex[K] ~ Dirichlet(K, 0.5);",
            "{}",
            v ->
                sum(
                    2,
                    d ->
                        dirichlet(
                            Arrays.copyOfRange(v.all("th"), 3 * d, 3 * d + 3), 0.5, 0.5, 0.5))),
        of(
            "set D = 1..2; set K = 1..3; data a : real<above=0>[D, K]; th[d in D] ~ Dirichlet(a[d]);",
            "{\"a\": [[1, 2, 3], [0.5, 1, 1]]}",
            v ->
                dirichlet(Arrays.copyOfRange(v.all("th"), 0, 3), 1, 2, 3)
                    + dirichlet(Arrays.copyOfRange(v.all("th"), 3, 6), 0.5, 1, 1)),
        of(
            "set D = 1..2; set K = 1..3; a[k in K] ~ Exponential(1.0); th[d in D] ~ Dirichlet(a);",
            "{}",
            v -> {
              double[] a = v.all("a");
              return -Arrays.stream(a).sum()
                  + dirichlet(Arrays.copyOfRange(v.all("th"), 0, 3), a)
                  + dirichlet(Arrays.copyOfRange(v.all("th"), 3, 6), a);
            }),
        // bool as data, in arithmetic.
        of(
            "set S = 1..3; data t : bool[S]; b ~ Normal(0, 1); factor sum(b * t); observe t ~ Bernoulli(logit: b);",
            "{\"t\": [1, 0, 1]}",
            v ->
                normal(v.one("b"), 0, 1)
                    + 2 * v.one("b")
                    + 2 * bernoulliLogit(1, v.one("b"))
                    + bernoulliLogit(0, v.one("b"))),
        // Defaults of data, arrays too.
        of(
            "data a : real = 2.0; data w : real<above=0>[3] = [1, 2, 3]; m ~ Normal(a, w[2]);",
            "{}",
            v -> normal(v.one("m"), 2, 2)),
        of(
            "data a : real<lower=0>= 0.5; m ~ Normal(a, 1);",
            "{}",
            v -> normal(v.one("m"), 0.5, 1)));
  }

  static Stream<ModelExample> draws() {
    String s3 =
        "set S = 1..3; data y : real[S]; data n : int[S]; data k : int[S]; data b : bool[S]; data w : real<above=0>[S];";
    String d3 =
        "{" + YS + ", \"n\": [2, 0, 4], \"k\": [2, 0, 4], \"b\": [1, 0, 1], \"w\": [0.5, 1, 2]}";
    double[] n = {2, 0, 4};
    double[] w = {0.5, 1, 2};
    double[] b = {1, 0, 1};
    return Stream.of(
        // Arguments of the plate's shape, scalars, by name, in any order.
        of(
            s3 + "m ~ Normal(sd: 2, mean: 1); observe y ~ Normal(m, w);",
            d3,
            v -> normal(v.one("m"), 1, 2) + sum(3, i -> normal(Y[i], v.one("m"), w[i]))),
        of(
            s3
                + "m ~ Normal(0, precision: 4); l ~ Normal(mean: m, variance: 4); observe y ~ Normal(m, precision: w);",
            d3,
            v ->
                normal(v.one("m"), 0, 0.5)
                    + normal(v.one("l"), v.one("m"), 2)
                    + sum(3, i -> normal(Y[i], v.one("m"), 1 / Math.sqrt(w[i])))),
        of(
            s3
                + "r ~ Gamma(2, 3); q ~ Gamma(shape: 2, scale: 0.5); observe n ~ Poisson(r * w); observe k ~ Poisson(log_rate: log(q) + y);",
            d3,
            v ->
                gamma(v.one("r"), 2, 3)
                    + gamma(v.one("q"), 2, 2)
                    + sum(
                        3,
                        i ->
                            poisson(n[i], v.one("r") * w[i])
                                + poisson(n[i], v.one("q") * exp(Y[i])))),
        of(
            s3
                + "p ~ Beta(2, 3); q ~ Beta(mean: 0.25, concentration: 4);"
                + " observe n ~ Binomial(5, p); observe k[s in S] ~ Binomial(4 + s, logit: q);"
                + " observe b ~ Bernoulli(p);",
            d3,
            v -> {
              double p = v.one("p");
              double q = v.one("q");
              return log(12)
                  + log(p)
                  + 2 * log(1 - p)
                  + log(3)
                  + 2 * log(1 - q)
                  + sum(
                      3,
                      i ->
                          binomial(n[i], 5, p)
                              + binomial(n[i], 5 + i, 1 / (1 + exp(-q)))
                              + (b[i] == 1 ? log(p) : log(1 - p)));
            }),
        of(
            s3
                + "t ~ StudentT(3, 0, 2); c ~ Cauchy(0, 1); h ~ HalfCauchy(2); l ~ LogNormal(0, 1); e ~ Exponential(mean: 2); i ~ InverseGamma(2, 3);",
            d3,
            v -> {
              double t = v.one("t");
              double c = v.one("c");
              double h = v.one("h");
              double l = v.one("l");
              double i = v.one("i");
              return lgamma(2)
                  - lgamma(1.5)
                  - 0.5 * log(3 * Math.PI)
                  - log(2)
                  - 2 * log(1 + t * t / 12)
                  - log(Math.PI)
                  - log(1 + c * c)
                  + log(2 / Math.PI)
                  - log(2)
                  - log(1 + h * h / 4)
                  + normal(log(l), 0, 1)
                  - log(l)
                  - log(2)
                  - v.one("e") / 2
                  + 2 * log(3)
                  - 3 * log(i)
                  - 3 / i;
            }),
        of(
            s3
                + "m ~ Exponential(1.0); observe n ~ NegativeBinomial(m, 2.0); observe k ~ NegativeBinomial(shape: 2, rate: m);",
            d3,
            v -> {
              double m = v.one("m");
              return -m
                  + sum(
                      3,
                      i ->
                          lgamma(n[i] + 2)
                              - lgamma(2)
                              - lgamma(n[i] + 1)
                              + 2 * log(2 / (m + 2))
                              + n[i] * log(m / (m + 2))
                              + lgamma(n[i] + 2)
                              - lgamma(2)
                              - lgamma(n[i] + 1)
                              + 2 * log(m / (1 + m))
                              + n[i] * log(1 / (1 + m)));
            }),
        // Categorical, observed: by probability, by logits, of a row.
        of(
            "set K = {\"u\", \"v\", \"w\"}; set I; data k : K[I]; p ~ Dirichlet(K, 1.0); observe k ~ Categorical(p);",
            "{\"k\": [\"v\", \"w\", \"v\"]}",
            v -> lgamma(3) + 2 * log(v.at("p", 1)) + log(v.at("p", 2))),
        of(
            "set K = {\"u\", \"v\", \"w\"}; set I; data k : K[I]; a[j in K] ~ Normal(0, 1); data x : real[I];"
                + " observe k[i in I] ~ Categorical(logits: a * x[i]);",
            "{\"k\": [\"v\", \"w\", \"v\"], \"x\": [1, 2, -1]}",
            v -> {
              double[] a = v.all("a");
              return normals(a, 0, 1)
                  + a[1]
                  - logSumExp(a)
                  + 2 * a[2]
                  - logSumExp(2 * a[0], 2 * a[1], 2 * a[2])
                  - a[1]
                  - logSumExp(-a[0], -a[1], -a[2]);
            }),
        of(
            "set K = 1..3; set G = 1..2; set I; data k : K[I]; data g : G[I]; th[j in G] ~ Dirichlet(K, 2.0);"
                + " observe k[i in I] ~ Categorical(th[g[i]]);",
            "{\"k\": [3, 1, 2], \"g\": [1, 2, 2]}",
            v ->
                dirichlet(Arrays.copyOfRange(v.all("th"), 0, 3), 2, 2, 2)
                    + dirichlet(Arrays.copyOfRange(v.all("th"), 3, 6), 2, 2, 2)
                    + log(v.at("th", 2))
                    + log(v.at("th", 3))
                    + log(v.at("th", 4))),
        // The density of a distribution as an expression.
        of(
                s3
                    + "m ~ Normal(0, 1); factor log_density(Normal(m, 2), 0.5); factor log_density(Poisson(exp(m)), 3);"
                    + " generate ld = log_density(Normal(0, 1), m); generate all_of = sum(log_density(Normal(m, 1), y[s]) for s in S);",
                d3,
                v ->
                    normal(v.one("m"), 0, 1)
                        + normal(0.5, v.one("m"), 2)
                        + poisson(3, exp(v.one("m"))))
            .andOne("ld", v -> normal(v.one("m"), 0, 1))
            .andOne("all_of", v -> normals(Y, v.one("m"), 1)),
        // A mixture by hand.
        of(
            s3
                + "a ~ Normal(0, 1); p ~ Uniform(0, 1); for s in S { factor log_sum_exp("
                + "log(p) + log_density(Normal(a, 1), y[s]), log1m(p) + log_density(Normal(-a, w[s]), y[s])); }",
            d3,
            v ->
                normal(v.one("a"), 0, 1)
                    + sum(
                        3,
                        i ->
                            logSumExp(
                                log(v.one("p")) + normal(Y[i], v.one("a"), 1),
                                log(1 - v.one("p")) + normal(Y[i], -v.one("a"), w[i])))),
        of(
            "m ~ Flat(); l : real<lower=0> ~ Flat(); factor -m ^ 2 - l;",
            "{}",
            v -> -v.one("m") * v.one("m") - v.one("l")));
  }

  static Stream<ModelExample> expressions() {
    String x =
        "set S = 1..3; x[s in S] ~ Normal(0, 1); data k : int; data i : int[S]; data A : real[S, 3]; data n : int = 7;";
    String d = "{\"k\": 2, \"i\": [3, 1, 3], \"A\": [[1, 2, 3], [4, 5, 6], [7, 8, 10]]}";
    double[][] a = {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}};
    Function<String, String> factor = e -> x + " factor " + e + ";";
    return Stream.of(
            new Object[][] {
              {"x[1] + x[2] * x[3] ^ 2", f(v -> v[0] + v[1] * v[2] * v[2])},
              {"-x[1] ^ 2", f(v -> -v[0] * v[0])},
              {"2 ^ -x[1]", f(v -> Math.pow(2, -v[0]))},
              {"2 ^ 3 ^ 0.5 * x[1]", f(v -> Math.pow(2, Math.pow(3, 0.5)) * v[0])},
              {"x[1] - x[2] - x[3]", f(v -> v[0] - v[1] - v[2])},
              {"x[1] / 2 / 4", f(v -> v[0] / 8)},
              {"k / 4 * x[1]", f(v -> 0.5 * v[0])},
              {"n div k * x[1] + n % 4 * x[2]", f(v -> 3 * v[0] + 3 * v[1])},
              {"-n div 2 * x[1]", f(v -> -4 * v[0])},
              {"(-n) % 4 * x[1]", f(v -> v[0])},
              {"x[1] % 0.75", f(v -> v[0] - 0.75 * Math.floor(v[0] / 0.75))},
              {"x[1] > 0 ? x[2] : x[3]", f(v -> v[0] > 0 ? v[1] : v[2])},
              {
                "x[1] > 0 && x[2] < 0.5 || x[3] >= 0 ? x[2] : x[3] * 2",
                f(v -> v[0] > 0 && v[1] < 0.5 || v[2] >= 0 ? v[1] : v[2] * 2)
              },
              {"!(x[1] > 0) ? x[2] : 1", f(v -> v[0] > 0 ? 1 : v[1])},
              {"(x[1] > 0) * x[2]", f(v -> v[0] > 0 ? v[1] : 0)},
              {"k == 2 ? x[1] : k != 3 ? x[2] : x[3]", f(v -> v[0])},
              {"x @ x", f(v -> v[0] * v[0] + v[1] * v[1] + v[2] * v[2])},
              {"x @ A @ x", f(v -> sum(3, p -> sum(3, q -> v[p] * a[p][q] * v[q])))},
              {"sum(A @ x)", f(v -> sum(3, p -> sum(3, q -> a[p][q] * v[q])))},
              {"(A' @ x)[1]", f(v -> sum(3, p -> a[p][0] * v[p]))},
              {"(A @ A')[1, 2] * x[1]", f(v -> (4 + 10 + 18) * v[0])},
              {"sum(A[2] * x)", f(v -> 4 * v[0] + 5 * v[1] + 6 * v[2])},
              {"sum(A[:, 2] * x)", f(v -> 2 * v[0] + 5 * v[1] + 8 * v[2])},
              {"sum(A[2..3, 1]) * x[1]", f(v -> 11 * v[0])},
              {"sum(A[1..2, 2..3]) * x[1]", f(v -> 16 * v[0])},
              {"sum(x[i])", f(v -> 2 * v[2] + v[0])},
              {"x[i[1]] * x[i[2]]", f(v -> v[2] * v[0])},
              {"sum(x[2..]) - sum(x[..2])", f(v -> v[2] - v[0])},
              {"x[k]", f(v -> v[1])},
              {"x[k + 1]", f(v -> v[2])},
              {"[x[1], 2, x[3]] @ [1.0, x[2], 3]", f(v -> v[0] + 2 * v[1] + 3 * v[2])},
              {"[s * x[s] for s in S][2]", f(v -> 2 * v[1])},
              {"sum([x[s] for s in S if s != 2])", f(v -> v[0] + v[2])},
              {"mean(x[s] for s in S if i[s] == 3)", f(v -> (v[0] + v[2]) / 2)},
              {
                "sum(x[s] * A[s, j] for s in S, j in 1..3 if j <= s)",
                f(v -> sum(3, p -> sum(p + 1, q -> v[p] * a[p][q])))
              },
              {"prod(x) + mean(x)", f(v -> v[0] * v[1] * v[2] + (v[0] + v[1] + v[2]) / 3)},
              {
                "max(x) * min(x)",
                f(v -> Arrays.stream(v).max().orElseThrow() * Arrays.stream(v).min().orElseThrow())
              },
              {"log_sum_exp(x)", f(v -> logSumExp(v))},
              {"log_sum_exp(x[s] * 2 for s in S)", f(v -> logSumExp(2 * v[0], 2 * v[1], 2 * v[2]))},
              {"variance(x) * sd(x)", f(v -> Math.pow(variance(v), 1.5))},
              {
                "any(x > 0.9) ? 1 : all(x < 0.9) ? x[1] : 0",
                f(v -> Arrays.stream(v).anyMatch(e -> e > 0.9) ? 1 : v[0])
              },
              {
                "count(x[s] > 0 for s in S) * x[1]",
                f(v -> Arrays.stream(v).filter(e -> e > 0).count() * v[0])
              },
              {"sum(exp(x)) + sum(abs(-x))", f(v -> sum(3, j -> exp(v[j]) + abs(v[j])))},
              {"sum(max(x, 0.1))", f(v -> sum(3, j -> Math.max(v[j], 0.1)))},
              {"sum((x > 0) * x)", f(v -> sum(3, j -> Math.max(v[j], 0)))},
              {"sum(x * x + 1 - x / 2)", f(v -> sum(3, j -> v[j] * v[j] + 1 - v[j] / 2))},
              {"size(S) * x[1]", f(v -> 3 * v[0])},
              {"sum(A * x[1])", f(v -> 46 * v[0])},
              {"sum(A[s] @ x for s in S)", f(v -> sum(3, p -> sum(3, q -> a[p][q] * v[q])))},
              {"argmax(x) == 2 ? x[1] : x[2]", f(v -> argMax(v) == 1 ? v[0] : v[1])},
              {"x[argmax(x)]", f(v -> v[argMax(v)])},
              {"1e-3 * x[1] + 2.5E2 * x[2]", f(v -> 1e-3 * v[0] + 250 * v[1])},
              {"sum(x[s] for s in S[2..])", f(v -> v[1] + v[2])},
              {"sum(x[s - 1] * x[s] for s in S[2..])", f(v -> v[0] * v[1] + v[1] * v[2])},
              {
                "inv_logit(x[1]) + log1p_exp(x[2]) + probit(inv_probit(x[3]))",
                f(v -> 1 / (1 + exp(-v[0])) + Math.log1p(exp(v[1])) + v[2])
              },
            })
        .map(
            row -> {
              @SuppressWarnings("unchecked")
              Function<double[], Double> value = (Function<double[], Double>) row[1];
              return of(
                  factor.apply((String) row[0]),
                  d,
                  v -> normals(v.all("x"), 0, 1) + value.apply(v.all("x")));
            });
  }

  private static Function<double[], Double> f(ToDoubleFunction<double[]> of) {
    return of::applyAsDouble;
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  static Stream<ModelExample> definitions() {
    return Stream.of(
        of(
            "fun twice(x: real) -> real { return 2 * x; } m ~ Normal(0, 1); factor twice(twice(m) + 1);",
            "{}",
            v -> normal(v.one("m"), 0, 1) + 8 * v.one("m") / 2 + 2),
        of(
            "fun scale(x: real[n], by: real) -> real[n] { let total = sum(x); let mean_of = total / n; return (x - mean_of) * by; }"
                + " set S = 1..3; x : real[S] ~ Normal(0, 1); let z = scale(x, 2); factor z[1] ^ 2; factor sum(scale(by: 3, x: [1, 2]) * x[1]);",
            "{}",
            v -> {
              double[] x = v.all("x");
              double z = (x[0] - (x[0] + x[1] + x[2]) / 3) * 2;
              return normals(x, 0, 1) + z * z;
            }),
        of(
            "fun f(x: real, k: int) -> real { if k == 0 { return 1; } else if k == 1 { return x; } else { let h = x * x; return h * k; } }"
                + " m ~ Normal(0, 1); factor f(m, 0) + f(m, 1) + f(m, 3);",
            "{}",
            v -> normal(v.one("m"), 0, 1) + 1 + v.one("m") + 3 * v.one("m") * v.one("m")),
        of(
            "fun diagonal(a: real[n, n]) -> real { return sum(a[i, i] for i in 1..n); }"
                + " fun products(x: real[n], y: real[m]) -> real[n, m] { return [x[i] * y[j] for i in 1..n, j in 1..m]; }"
                + " set S = 1..3; x : real[S] ~ Normal(0, 1); factor diagonal(products(x, x)); factor sum(products(x, [1, 2]));",
            "{}",
            v -> {
              double[] x = v.all("x");
              return normals(x, 0, 1) + sum(3, i -> x[i] * x[i]) + 3 * sum(3, i -> x[i]);
            }),
        of(
            "fun sgn(b: bool) -> int { return b ? 1 : -1; } fun pick(x: real[S], s: S) -> real { return x[s]; }"
                + " set S = {\"a\", \"b\"}; x : real[S] ~ Normal(0, 1); factor sum(pick(x, s) * sgn(x[s] > 0) for s in S);",
            "{}",
            v -> normals(v.all("x"), 0, 1) + abs(v.at("x", 0)) + abs(v.at("x", 1))),
        // A distribution of one's own: by position and name, cdf truncates, sample draws.
        of(
            "dist DoubleExponential(location: real, scale: real<above=0>) : real {"
                + " log_density(x) = -abs(x - location) / scale - log(2 * scale);"
                + " cdf(x) = x < location ? 0.5 * exp((x - location) / scale) : 1 - 0.5 * exp(-(x - location) / scale);"
                + " sample { e ~ Exponential(1 / scale); s ~ Bernoulli(0.5); return location + (s ? e : -e); } }"
                + " m ~ DoubleExponential(0, 2); k : real<lower=1> ~ DoubleExponential(scale: 1, location: 0);"
                + " data y : real[3]; observe y ~ DoubleExponential(m, 1); generate z ~ DoubleExponential(m, 1);",
            "{" + YS + "}",
            v ->
                -abs(v.one("m")) / 2
                    - log(4)
                    - v.one("k")
                    - log(2)
                    - log(0.5 * exp(-1))
                    + sum(3, i -> -abs(Y[i] - v.one("m")) - log(2))),
        of(
            "dist Geo(p: real<above=0, below=1>) : int<lower=0> { log_density(k) = k * log1m(p) + log(p); }"
                + " p ~ Uniform(0, 1); data n : int[2]; observe n ~ Geo(p);",
            "{\"n\": [3, 0]}",
            v -> 3 * log(1 - v.one("p")) + 2 * log(v.one("p"))),
        of(
            "dist Walk(n: int<lower=1>, sd: real<above=0>) : real[n] {"
                + " log_density(x) = log_density(Normal(0, sd), x[1]) + sum(log_density(Normal(x[t - 1], sd), x[t]) for t in 2..n); }"
                + " w ~ Walk(3, 2.0);",
            "{}",
            v ->
                normal(v.at("w", 0), 0, 2)
                    + normal(v.at("w", 1), v.at("w", 0), 2)
                    + normal(v.at("w", 2), v.at("w", 1), 2)),
        of(
            "dist Walk(T: set, sd: real<above=0>) : real[T] {"
                + " log_density(x) = sum(log_density(Normal(0, sd), x[t]) for t in T); }"
                + " set T = {\"a\", \"b\"}; w ~ Walk(T, 2.0); factor w[\"b\"];",
            "{}",
            v -> normals(v.all("w"), 0, 2) + v.at("w", 1)),
        of(
            "dist Tri(a: real, b: real<lower=a>) : real<lower=a, upper=b> {"
                + " log_density(x) = log(2 * (x - a)) - 2 * log(b - a); }"
                + " x ~ Tri(1, 3); y ~ Tri(a: x, b: 4);",
            "{}",
            v ->
                log(2 * (v.one("x") - 1))
                    - 2 * log(2)
                    + log(2 * (v.one("y") - v.one("x")))
                    - 2 * log(4 - v.one("x"))));
  }
}
