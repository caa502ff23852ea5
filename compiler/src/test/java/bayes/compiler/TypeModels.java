package bayes.compiler;

import static bayes.compiler.Formulas.bernoulliLogit;
import static bayes.compiler.Formulas.dirichlet;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.phi;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with each type and bound. */
final class TypeModels {
  private TypeModels() {}

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
}
