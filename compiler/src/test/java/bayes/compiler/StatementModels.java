package bayes.compiler;

import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.poisson;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;
import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with each kind of statement. */
final class StatementModels {
  private StatementModels() {}

  private static final String YS = "\"y\": [1, 2.5, -0.5]";

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
}
