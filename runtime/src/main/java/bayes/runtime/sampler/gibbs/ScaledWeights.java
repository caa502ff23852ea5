package bayes.runtime.sampler.gibbs;

import bayes.runtime.math.Elementary;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Unnormalised probabilities of a site's values, each m 2^e with a double m and an int e, so that
 * products of thousands of factors neither overflow nor vanish and no logarithm is taken.
 */
final class ScaledWeights {
  /** Beyond these bounds a factor is brought back by a power of two. */
  private static final int LARGE = 400;

  private static final double LOG_2 = 0.6931471805599453;

  final double[] values;
  final int[] exponents;
  private final double[] cumulative;

  /** Whether an exponent may be other than 0. */
  private boolean isScaled;

  ScaledWeights(int most) {
    values = new double[most];
    exponents = new int[most];
    cumulative = new double[most];
  }

  /** Makes the first {@code n} weights 1. */
  void reset(int n) {
    Arrays.fill(values, 0, n, 1);
    Arrays.fill(exponents, 0, n, 0);
    isScaled = false;
  }

  /** Brings the first {@code n} values near 1, keeping the weights. */
  void rescale(int n) {
    for (int v = 0; v < n; v++) rescaleOne(v);
  }

  /** Brings a value near 1 if it is far from it, keeping the weight. */
  void rescaleOne(int v) {
    int exponent = Math.getExponent(values[v]);
    if (Math.abs(exponent) < LARGE || values[v] == 0) return;
    values[v] = Math.scalb(values[v], -exponent);
    exponents[v] += exponent;
    isScaled = true;
  }

  /** Multiplies a weight by the exponential of {@code log}. */
  void timesExp(int v, double log) {
    if (log == Double.NEGATIVE_INFINITY) {
      values[v] = 0;
      return;
    }
    int exponent = (int) Math.rint(log / LOG_2);
    values[v] *= Elementary.exp(log - exponent * LOG_2);
    exponents[v] += exponent;
    isScaled = true;
    rescaleOne(v);
  }

  /** The logarithm of a weight. */
  double log(int v) {
    return Elementary.log(values[v]) + exponents[v] * LOG_2;
  }

  /** One of the first {@code n}, by their weights; {@code otherwise} if all are 0. */
  int draw(int n, int otherwise, RandomGenerator random) {
    double sum = isScaled ? cumulateScaled(n) : cumulate(n);
    if (sum == 0) return otherwise;
    double u = random.nextDouble() * sum;
    for (int v = 0; v < n; v++) if (u < cumulative[v]) return v;
    return otherwise;
  }

  private double cumulate(int n) {
    double total = 0;
    for (int v = 0; v < n; v++) {
      total += values[v];
      cumulative[v] = total;
    }
    return total;
  }

  private double cumulateScaled(int n) {
    int top = Integer.MIN_VALUE;
    for (int v = 0; v < n; v++) {
      if (values[v] > 0) top = Math.max(top, exponents[v] + Math.getExponent(values[v]));
    }
    if (top == Integer.MIN_VALUE) return 0;
    double total = 0;
    for (int v = 0; v < n; v++) {
      total += Math.scalb(values[v], exponents[v] - top);
      cumulative[v] = total;
    }
    return total;
  }
}
