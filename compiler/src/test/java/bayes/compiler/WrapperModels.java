package bayes.compiler;

import static bayes.compiler.Formulas.gamma;
import static bayes.compiler.Formulas.logSumExp;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.phi;
import static bayes.compiler.Formulas.poisson;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The models of {@link LanguageTest} whose distributions are made of others. */
final class WrapperModels {
  private WrapperModels() {}

  private static ModelExample of(
      String text, String data, ToDoubleFunction<ModelValues> logDensity) {
    return ModelExample.of(text, data, logDensity);
  }

  private static double standard(ModelValues v, String... names) {
    double sum = 0;
    for (String name : names) sum += normal(v.one(name), 0, 1);
    return sum;
  }

  private static double poissonBelow(int x, double rate) {
    double sum = 0;
    for (int k = 0; k <= x; k++) sum += exp(poisson(k, rate));
    return sum;
  }

  static Stream<ModelExample> truncated() {
    return Stream.of(
        // Between latents, and an observation whose normaliser is latent.
        of(
            "a ~ Normal(0, 1); z ~ Truncated(Normal(a, 2), lower: a - 1, upper: a + 3);",
            "{}",
            v -> standard(v, "a") + normal(v.one("z"), v.one("a"), 2) - log(phi(1.5) - phi(-0.5))),
        of(
            "data y : real<lower=0>[2]; m ~ Normal(0, 1);"
                + " observe y ~ Truncated(Normal(m, 2), lower: 0);",
            "{\"y\": [0.5, 3]}",
            v ->
                standard(v, "m")
                    + normal(0.5, v.one("m"), 2)
                    + normal(3, v.one("m"), 2)
                    - 2 * log(phi(v.one("m") / 2))),
        // Of counts the bounds are included; parameters and bounds over the plate.
        of(
            "data n : int[2]; data least : int[2]; r[i in 1..2] ~ Normal(0, 1);"
                + " observe n[i in 1..2] ~ Truncated(Poisson(exp(r[i])), lower: least[i]);",
            "{\"n\": [1, 4], \"least\": [1, 2]}",
            v -> {
              double one = exp(v.at("r", 0));
              double two = exp(v.at("r", 1));
              return normal(v.at("r", 0), 0, 1)
                  + normal(v.at("r", 1), 0, 1)
                  + poisson(1, one)
                  - log1p(-exp(-one))
                  + poisson(4, two)
                  - log1p(-poissonBelow(1, two));
            }),
        of(
            "data n : int; r ~ Normal(0, 1);"
                + " observe n ~ Truncated(Poisson(exp(r)), lower: 1, upper: 3);",
            "{\"n\": 2}",
            v -> {
              double rate = exp(v.one("r"));
              return standard(v, "r")
                  + poisson(2, rate)
                  - log(poissonBelow(3, rate) - poissonBelow(0, rate));
            }),
        // A bound outside of the support takes nothing away.
        of("r ~ Truncated(Exponential(2), lower: -1);", "{}", v -> log(2) - 2 * v.one("r")),
        // Within each other, and of a mixture.
        of(
            "z ~ Truncated(Truncated(Normal(0, 1), lower: -1), upper: 2);",
            "{}",
            v -> normal(v.one("z"), 0, 1) - log(phi(2) - phi(-1))),
        of(
            "z ~ Truncated(Mixture(0.25, Normal(0, 1), Normal(1, 2)), lower: 0.5);",
            "{}",
            v ->
                logSumExp(
                        log(0.25) + normal(v.one("z"), 0, 1), log(0.75) + normal(v.one("z"), 1, 2))
                    - log(0.25 * phi(-0.5) + 0.75 * phi(0.25))),
        // A distribution of one's own.
        of(
            "dist Wave() : real<lower=0, upper=1> { log_density(x) = log(2 * x);"
                + " cdf(x) = square(x); } z ~ Truncated(Wave(), upper: 0.5);",
            "{}",
            v -> log(2 * v.one("z")) - log(0.25)));
  }

  static Stream<ModelExample> censored() {
    return Stream.of(
        of(
            "data y : real[3]; m ~ Normal(0, 1);"
                + " observe y ~ Censored(Normal(m, 2), lower: 0, upper: 4);",
            "{\"y\": [0, 1.5, 4]}",
            v -> {
              double m = v.one("m");
              return standard(v, "m")
                  + log(phi(-m / 2))
                  + normal(1.5, m, 2)
                  + log(phi((m - 4) / 2));
            }),
        of(
            "data n : int[3]; data most : int[3]; r ~ Normal(0, 1);"
                + " observe n[i in 1..3] ~ Censored(Poisson(exp(r)), upper: most[i]);",
            "{\"n\": [1, 3, 0], \"most\": [3, 3, 2]}",
            v -> {
              double rate = exp(v.one("r"));
              return standard(v, "r")
                  + poisson(1, rate)
                  + poisson(0, rate)
                  + log1p(-poissonBelow(2, rate));
            }),
        of(
            "data y : real[2, 2]; m ~ Normal(0, 1);"
                + " observe y[i in 1..2] ~ Censored(Normal(m, 2), interval: true);",
            "{\"y\": [[0, 1], [2, 2]]}",
            v ->
                standard(v, "m")
                    + log(phi((1 - v.one("m")) / 2) - phi(-v.one("m") / 2))
                    + normal(2, v.one("m"), 2)),
        of(
            "data a : int; data b : int; r ~ Normal(0, 1);"
                + " observe [a, b] ~ Censored(Poisson(exp(r)), interval: true);",
            "{\"a\": 1, \"b\": 3}",
            v -> {
              double rate = exp(v.one("r"));
              return standard(v, "r") + log(poissonBelow(3, rate) - poissonBelow(0, rate));
            }));
  }

  static Stream<ModelExample> mixtures() {
    return Stream.of(
        of(
            "data y : real[2]; a ~ Normal(0, 1); b ~ Normal(0, 1);"
                + " observe y ~ Mixture(inv_logit(a), Normal(0, 1), Normal(b, 2));",
            "{\"y\": [0.5, -2]}",
            v -> {
              double p = 1 / (1 + exp(-v.one("a")));
              double sum = standard(v, "a", "b");
              for (double y : new double[] {0.5, -2}) {
                sum += logSumExp(log(p) + normal(y, 0, 1), log1p(-p) + normal(y, v.one("b"), 2));
              }
              return sum;
            }),
        // One for each member; the weights are over another set of the same size.
        of(
            "set K = {\"low\", \"high\", \"none\"}; data w : simplex[3]; data y : real[2];"
                + " m[k in K] ~ Normal(0, 1);"
                + " observe y[i in 1..2] ~ Mixture(w, Normal(m[k] + i, index(k)) for k in K);",
            "{\"w\": [0.5, 0.25, 0.25], \"y\": [0.5, -2]}",
            v -> {
              double[] w = {0.5, 0.25, 0.25};
              double[] y = {0.5, -2};
              double sum = 0;
              for (int k = 0; k < 3; k++) sum += normal(v.at("m", k), 0, 1);
              for (int i = 0; i < 2; i++) {
                double[] terms = new double[3];
                for (int k = 0; k < 3; k++) {
                  terms[k] = log(w[k]) + normal(y[i], v.at("m", k) + i + 1, k + 1);
                }
                sum += logSumExp(terms);
              }
              return sum;
            }),
        // Where the second component has no density, only the first is left.
        of(
            "data y : real[2]; a ~ Normal(0, 1);"
                + " observe y ~ Mixture([0.5, 0.2, 0.3], Normal(a, 1), Gamma(2, 1),"
                + " Uniform(2, 3));",
            "{\"y\": [-0.5, 1.5]}",
            v ->
                standard(v, "a")
                    + log(0.5)
                    + normal(-0.5, v.one("a"), 1)
                    + logSumExp(
                        log(0.5) + normal(1.5, v.one("a"), 1), log(0.2) + gamma(1.5, 2, 1))),
        // As a prior, within one another, and of counts.
        of(
            "z ~ Mixture(0.25, Exponential(1), Mixture(0.5, Gamma(2, 1), Gamma(3, 2)));",
            "{}",
            v -> {
              double z = v.one("z");
              return logSumExp(
                  log(0.25) - z,
                  log(0.75 * 0.5) + gamma(z, 2, 1),
                  log(0.75 * 0.5) + gamma(z, 3, 2));
            }),
        of(
            "data n : int[2]; r ~ Normal(0, 1);"
                + " observe n ~ Mixture(0.25, Poisson(exp(r)), Poisson(3));",
            "{\"n\": [0, 5]}",
            v -> {
              double sum = standard(v, "r");
              for (int n : new int[] {0, 5}) {
                sum +=
                    logSumExp(log(0.25) + poisson(n, exp(v.one("r"))), log(0.75) + poisson(n, 3));
              }
              return sum;
            }),
        // Over a plate, with a share for each.
        of(
            "data p : real<lower=0, upper=1>[2]; m ~ Normal(0, 1);"
                + " x : real[2] ~ Mixture(p, Normal(m, 1), Normal(0, 2));",
            "{\"p\": [0.25, 0.5]}",
            v -> {
              double sum = standard(v, "m");
              for (int i = 0; i < 2; i++) {
                double p = i == 0 ? 0.25 : 0.5;
                sum +=
                    logSumExp(
                        log(p) + normal(v.at("x", i), v.one("m"), 1),
                        log1p(-p) + normal(v.at("x", i), 0, 2));
              }
              return sum;
            }),
        // Of vectors.
        of(
            "set S = {\"a\", \"b\"};"
                + " q ~ Mixture(0.25, Dirichlet(S, 1.0), Dirichlet([2.0, 1.0]));",
            "{}",
            v -> logSumExp(log(0.25), log(0.75) + log(2 * v.at("q", 0)))));
  }

  static Stream<ModelExample> inflated() {
    return Stream.of(
        of(
            "data n : int[2]; a ~ Normal(0, 1); r ~ Normal(0, 1);"
                + " observe n ~ ZeroInflated(inv_logit(a), Poisson(exp(r)));",
            "{\"n\": [0, 3]}",
            v -> {
              double p = 1 / (1 + exp(-v.one("a")));
              double rate = exp(v.one("r"));
              return standard(v, "a", "r")
                  + log(p + (1 - p) * exp(-rate))
                  + log1p(-p)
                  + poisson(3, rate);
            }),
        of(
            "data n : int[2]; a ~ Normal(0, 1); r ~ Normal(0, 1);"
                + " observe n ~ Hurdle(inv_logit(a), Poisson(exp(r)));",
            "{\"n\": [0, 3]}",
            v -> {
              double p = 1 / (1 + exp(-v.one("a")));
              double rate = exp(v.one("r"));
              return standard(v, "a", "r")
                  + log(p)
                  + log1p(-p)
                  + poisson(3, rate)
                  - log1p(-exp(-rate));
            }),
        of(
            "data y : real[2]; a ~ Normal(0, 1);"
                + " observe y ~ Hurdle(inv_logit(a), Gamma(2, 3));",
            "{\"y\": [0, 1.5]}",
            v -> {
              double p = 1 / (1 + exp(-v.one("a")));
              return standard(v, "a") + log(p) + log1p(-p) + gamma(1.5, 2, 3);
            }),
        // As values.
        of(
            "r ~ Normal(0, 1); factor log_density(ZeroInflated(0.25, Poisson(exp(r))), 0)"
                + " + log(cdf(Truncated(Poisson(exp(r)), lower: 1), 2));",
            "{}",
            v -> {
              double rate = exp(v.one("r"));
              return standard(v, "r")
                  + log(0.25 + 0.75 * exp(-rate))
                  + log(exp(poisson(1, rate)) + exp(poisson(2, rate)))
                  - log1p(-exp(-rate));
            }));
  }
}
