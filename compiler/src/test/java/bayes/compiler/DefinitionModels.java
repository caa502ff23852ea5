package bayes.compiler;

import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.normals;
import static bayes.compiler.Formulas.sum;
import static bayes.compiler.ModelExample.of;
import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Models of {@link LanguageTest} with functions and distributions of their own. */
final class DefinitionModels {
  private DefinitionModels() {}

  private static final double[] Y = {1, 2.5, -0.5};
  private static final String YS = "\"y\": [1, 2.5, -0.5]";

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

  private static Function<double[], Double> f(ToDoubleFunction<double[]> of) {
    return of::applyAsDouble;
  }
}
