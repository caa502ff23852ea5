package bayes.compiler;

import static bayes.compiler.Formulas.lgamma;
import static bayes.compiler.Formulas.normal;
import static bayes.compiler.Formulas.sum;
import static java.lang.Math.PI;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.stream.Stream;

/**
 * Models of {@link LanguageTest} that ask for other coordinates: what they mean, and so what is
 * reported, is the same as without; that the Jacobian fits is what the test checks.
 */
final class NonCentredModels {
  private NonCentredModels() {}

  private static double halfNormal(double x) {
    return log(2) + normal(x, 0, 1);
  }

  private static double studentT(double x, double df, double location, double scale) {
    double z = (x - location) / scale;
    return lgamma((df + 1) / 2)
        - lgamma(df / 2)
        - log(df * PI) / 2
        - log(scale)
        - (df + 1) / 2 * log1p(z * z / df);
  }

  static Stream<ModelExample> all() {
    return Stream.of(
        ModelExample.of(
            "set S; data y : real[S]; m ~ Normal(0, 5); t ~ HalfNormal(1);"
                + " @noncentered e[s in S] ~ Normal(m, t); observe y[s in S] ~ Normal(e[s], 2);",
            "{\"y\": [28, 8, -3]}",
            v ->
                normal(v.one("m"), 0, 5)
                    + halfNormal(v.one("t"))
                    + sum(
                        3,
                        i ->
                            normal(v.at("e", i), v.one("m"), v.one("t"))
                                + normal(new double[] {28, 8, -3}[i], v.at("e", i), 2))),
        // The logarithm, a typed plate, a scalar, and a location for each element.
        ModelExample.of(
            "m ~ Normal(0, 1); s ~ HalfNormal(1); @noncentered x[i in 1..2] ~ LogNormal(m * i, s);"
                + " @noncentered t : real[2] ~ StudentT(3, m, s); @noncentered c ~ Cauchy(m, s);"
                + " factor c * t[1] - x[2];",
            "{}",
            v -> {
              double m = v.one("m");
              double s = v.one("s");
              return normal(m, 0, 1)
                  + halfNormal(s)
                  + sum(
                      2,
                      i ->
                          normal(log(v.at("x", i)), m * (i + 1), s)
                              - log(v.at("x", i))
                              + studentT(v.at("t", i), 3, m, s))
                  + studentT(v.one("c"), 1, m, s)
                  + v.one("c") * v.at("t", 0)
                  - v.at("x", 1);
            }),
        // One part of a walk.
        ModelExample.of(
            "s ~ HalfNormal(1); x[1] ~ Normal(0, 1);"
                + " for t in 2..4 { @noncentered x[t] ~ Normal(x[t - 1], s); } factor x[4];",
            "{}",
            v ->
                halfNormal(v.one("s"))
                    + normal(v.at("x", 0), 0, 1)
                    + sum(3, i -> normal(v.at("x", i + 1), v.at("x", i), v.one("s")))
                    + v.at("x", 3)));
  }
}
