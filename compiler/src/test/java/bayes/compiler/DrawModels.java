package bayes.compiler;

import static bayes.compiler.Formulas.binomial;
import static bayes.compiler.Formulas.dirichlet;
import static bayes.compiler.Formulas.gamma;
import static bayes.compiler.Formulas.lgamma;
import static bayes.compiler.Formulas.logSumExp;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.poisson;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;
import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with draws, observations and their distributions. */
final class DrawModels {
  private DrawModels() {}

  private static final double[] Y = {1, 2.5, -0.5};
  private static final String YS = "\"y\": [1, 2.5, -0.5]";

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
}
