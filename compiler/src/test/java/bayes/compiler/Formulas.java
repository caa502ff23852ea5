package bayes.compiler;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/** Log densities written out, by another library's special functions. */
final class Formulas {
  private Formulas() {}

  static double lgamma(double x) {
    return Gamma.logGamma(x);
  }

  /** The distribution function of the standard normal distribution. */
  static double phi(double z) {
    return 0.5 * Erf.erfc(-z / Math.sqrt(2));
  }

  static double normal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - log(sd) - log(2 * Math.PI) / 2;
  }

  static double normals(double[] x, double mean, double sd) {
    return Arrays.stream(x).map(v -> normal(v, mean, sd)).sum();
  }

  static double gamma(double x, double shape, double rate) {
    return (shape - 1) * log(x) - rate * x + shape * log(rate) - lgamma(shape);
  }

  static double poisson(double x, double rate) {
    return x * log(rate) - rate - lgamma(x + 1);
  }

  static double binomial(double x, double n, double p) {
    return lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1) + x * log(p) + (n - x) * log(1 - p);
  }

  static double bernoulliLogit(int x, double logit) {
    return -Math.log1p(exp(x == 1 ? -logit : logit));
  }

  /** Over all elements but the last; one concentration stands for all. */
  static double dirichlet(double[] p, double... a) {
    double[] all = a.length == 1 ? Arrays.stream(p).map(v -> a[0]).toArray() : a;
    double total = Arrays.stream(all).sum();
    return lgamma(total) + sum(p.length, k -> (all[k] - 1) * log(p[k]) - lgamma(all[k]));
  }

  static double logSumExp(double... x) {
    return log(Arrays.stream(x).map(Math::exp).sum());
  }

  static double sum(int n, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += term.applyAsDouble(i);
    return sum;
  }
}
