package bayes.runtime.random;

import bayes.runtime.math.Elementary;
import java.util.random.RandomGenerator;

/**
 * Draws from distributions. The algorithms are fixed and use {@link Elementary}, so a seed gives
 * the same draws on every platform and JDK. Invalid parameters give NaN, or {@link #INVALID} where
 * the draw is an int. Nothing is allocated.
 */
public final class RandomDraws {
  /** What an int-valued draw is when a parameter is invalid. */
  public static final int INVALID = Integer.MIN_VALUE;

  /** The largest number below 1 stands for what rounds to 1, which is outside the support. */
  private static final double BELOW_1 = 0x1.fffffffffffffp-1;

  private RandomDraws() {}

  /** Uniform on (0, 1), never 0 or 1: the middle of one of 2^52 intervals. */
  static double openUniform(RandomGenerator r) {
    return ((r.nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  /** Uniform between lo and hi. */
  public static double uniform(RandomGenerator r, double lo, double hi) {
    if (!(lo <= hi) || hi - lo == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double u = openUniform(r);
    return lo + (hi - lo) * u;
  }

  /** Normal with mean 0 and standard deviation 1. */
  public static double standardNormal(RandomGenerator r) {
    return NormalZiggurat.draw(r);
  }

  /** Normal by mean and standard deviation. */
  public static double normal(RandomGenerator r, double mean, double sd) {
    return sd >= 0 ? mean + sd * NormalZiggurat.draw(r) : Double.NaN;
  }

  /** Log-normal: exp of a normal with mean mu and standard deviation sigma. */
  public static double logNormal(RandomGenerator r, double mu, double sigma) {
    return Elementary.exp(normal(r, mu, sigma));
  }

  /** Exponential with mean 1/rate, by inversion. */
  public static double exponential(RandomGenerator r, double rate) {
    return rate > 0 ? -Elementary.log(openUniform(r)) / rate : Double.NaN;
  }

  /** Cauchy, by inversion of the half-angle. */
  public static double cauchy(RandomGenerator r, double location, double scale) {
    if (!(scale >= 0)) {
      return Double.NaN;
    }
    // The ratio of two normals, without tangents (whose last bit platforms may disagree on).
    double denominator = NormalZiggurat.draw(r);
    return location + scale * (NormalZiggurat.draw(r) / denominator);
  }

  /** Student's t with df degrees of freedom. */
  public static double studentT(RandomGenerator r, double df, double location, double scale) {
    if (!(df > 0) || !(scale >= 0)) {
      return Double.NaN;
    }
    double z = NormalZiggurat.draw(r);
    if (df == Double.POSITIVE_INFINITY) {
      return location + scale * z;
    }
    double logShare = logGamma(r, 0.5 * df) - Elementary.log(0.5 * df);
    return location + scale * (z * Elementary.exp(-0.5 * logShare));
  }

  /** Gamma by shape and rate: mean shape/rate. */
  public static double gamma(RandomGenerator r, double shape, double rate) {
    if (!(shape > 0) || !(rate > 0) || shape == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    return shape >= 1
        ? gammaAtLeast1(r, shape) / rate
        : positive(Elementary.exp(logGamma(r, shape) - Elementary.log(rate)));
  }

  /** Inverse gamma: scale divided by a gamma draw of the shape and rate 1. */
  public static double inverseGamma(RandomGenerator r, double shape, double scale) {
    if (!(shape > 0) || !(scale > 0) || shape == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    return shape >= 1
        ? scale / gammaAtLeast1(r, shape)
        : positive(Elementary.exp(Elementary.log(scale) - logGamma(r, shape)));
  }

  /** The smallest positive number stands for what underflows: 0 is outside the support. */
  private static double positive(double x) {
    return x == 0 ? Double.MIN_VALUE : x;
  }

  /**
   * The logarithm of a gamma draw of rate 1. For a shape a below 1 it is that of shape a + 1 plus
   * log(u)/a, which stays finite where the draw itself underflows.
   */
  static double logGamma(RandomGenerator r, double shape) {
    if (shape >= 1) {
      return Elementary.log(gammaAtLeast1(r, shape));
    }
    double large = Elementary.log(gammaAtLeast1(r, shape + 1));
    return large + Elementary.log(openUniform(r)) / shape;
  }

  /** G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000). */
  private static double gammaAtLeast1(RandomGenerator r, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = NormalZiggurat.draw(r);
      double root = 1 + c * z;
      if (root <= 0) {
        continue;
      }
      double v = root * root * root;
      double u = openUniform(r);
      double square = z * z;
      if (u < 1 - 0.0331 * square * square
          || Elementary.log(u) < 0.5 * square + d * (1 - v + Elementary.log(v))) {
        return d * v;
      }
    }
  }

  /** Beta, from two gamma draws compared on the log scale. */
  public static double beta(RandomGenerator r, double a, double b) {
    if (!(a > 0) || !(b > 0) || a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    if (a >= 1 && b >= 1) {
      double x = gammaAtLeast1(r, a);
      return Math.min(x / (x + gammaAtLeast1(r, b)), BELOW_1);
    }
    double logOdds = logGamma(r, a) - logGamma(r, b);
    if (logOdds < 0) {
      double odds = positive(Elementary.exp(logOdds));
      return odds / (1 + odds);
    }
    return Math.min(1 / (1 + Elementary.exp(-logOdds)), BELOW_1);
  }

  /** 1 with probability p, else 0. */
  public static int bernoulli(RandomGenerator r, double p) {
    if (!(p >= 0 && p <= 1)) {
      return INVALID;
    }
    return openUniform(r) < p ? 1 : 0;
  }

  /** The number of successes in n trials of probability p. */
  public static int binomial(RandomGenerator r, int n, double p) {
    if (n < 0 || !(p >= 0 && p <= 1)) {
      return INVALID;
    }
    return p <= 0.5 ? CountDraws.binomial(r, n, p) : n - CountDraws.binomial(r, n, 1 - p);
  }

  /**
   * How many of n drawn, without putting back, are of {@code successes}, the others of failures.
   */
  public static int hypergeometric(RandomGenerator r, int successes, int failures, int n) {
    return CountDraws.hypergeometric(r, successes, failures, n);
  }

  /** An angle from -pi to pi of the von Mises distribution. */
  public static double vonMises(RandomGenerator r, double mean, double concentration) {
    return AngleDraws.vonMises(r, mean, concentration);
  }

  /** Poisson; {@link #INVALID} too if the draw is no int, which is so for rates over 2e9. */
  public static int poisson(RandomGenerator r, double rate) {
    if (!(rate >= 0) || rate > Integer.MAX_VALUE) {
      return INVALID;
    }
    return CountDraws.poisson(r, rate);
  }

  /** Negative binomial, with variance mean + mean^2/dispersion: a Poisson of a gamma rate. */
  public static int negativeBinomial(RandomGenerator r, double mean, double dispersion) {
    if (!(mean >= 0) || !(dispersion > 0)) {
      return INVALID;
    }
    if (mean == 0) {
      return 0;
    }
    if (dispersion == Double.POSITIVE_INFINITY) {
      return poisson(r, mean);
    }
    return poisson(r, gamma(r, dispersion, dispersion / mean));
  }

  /**
   * A position from 1 with probability proportional to the weights at offset to offset + length.
   */
  public static int categorical(RandomGenerator r, double[] weights, int offset, int length) {
    double total = 0;
    for (int i = 0; i < length; i++) {
      double weight = weights[offset + i];
      if (!(weight >= 0)) {
        return INVALID;
      }
      total += weight;
    }
    if (!(total > 0) || total == Double.POSITIVE_INFINITY) {
      return INVALID;
    }
    double rest = openUniform(r) * total;
    int last = 0;
    for (int i = 0; i < length; i++) {
      double weight = weights[offset + i];
      if (weight > 0) {
        last = i + 1;
        rest -= weight;
        if (rest < 0) {
          return last;
        }
      }
    }
    return last; // rounding: the last with a weight
  }

  /** A position from 1 with probability proportional to the exponentials of the logits. */
  public static int categoricalLogit(RandomGenerator r, double[] logits, int offset, int length) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      most = Math.max(most, logits[offset + i]); // NaN stays
    }
    if (!(Math.abs(most) < Double.POSITIVE_INFINITY)) {
      return INVALID;
    }
    double total = 0;
    for (int i = 0; i < length; i++) {
      total += Elementary.exp(logits[offset + i] - most);
    }
    double rest = openUniform(r) * total;
    int last = 0;
    for (int i = 0; i < length; i++) {
      double weight = Elementary.exp(logits[offset + i] - most);
      if (weight > 0) {
        last = i + 1;
        rest -= weight;
        if (rest < 0) {
          return last;
        }
      }
    }
    return last;
  }

  /** Writes a simplex of the given length; NaN everywhere if a concentration is invalid. */
  public static void dirichlet(
      RandomGenerator r, double[] alpha, int offset, int length, double[] out, int outOffset) {
    double most = Double.NEGATIVE_INFINITY;
    boolean valid = true;
    for (int i = 0; i < length; i++) {
      double shape = alpha[offset + i];
      valid &= shape > 0 && shape < Double.POSITIVE_INFINITY;
      double value = valid ? logGamma(r, shape) : Double.NaN;
      out[outOffset + i] = value;
      most = Math.max(most, value);
    }
    double total = 0;
    for (int i = outOffset; i < outOffset + length; i++) {
      out[i] = valid ? positive(Elementary.exp(out[i] - most)) : Double.NaN;
      total += out[i];
    }
    for (int i = outOffset; i < outOffset + length; i++) {
      out[i] = positive(out[i] / total);
    }
  }

  /**
   * Writes how n trials fall on the categories of the weights p, which need not sum to 1; {@link
   * #INVALID} everywhere if n or a weight is invalid.
   */
  public static void multinomial(
      RandomGenerator r, int n, double[] p, int offset, int length, int[] out, int outOffset) {
    double rest = 0;
    boolean valid = n >= 0;
    for (int i = 0; i < length; i++) {
      valid &= p[offset + i] >= 0;
      rest += p[offset + i];
    }
    valid &= rest > 0 && rest < Double.POSITIVE_INFINITY;
    int left = n;
    int last = -1; // the last category with a weight takes what is left
    for (int i = 0; valid && i < length; i++) {
      if (p[offset + i] > 0) {
        last = i;
      }
    }
    for (int i = 0; i < length; i++) {
      int count = INVALID;
      if (valid) {
        double weight = p[offset + i];
        count = i == last ? left : binomial(r, left, weight < rest ? weight / rest : 1);
        left -= count;
        rest -= weight;
      }
      out[outOffset + i] = count;
    }
  }
}
