package bayes.runtime.random;

import bayes.runtime.math.Elementary;
import bayes.runtime.math.GammaFunctions;
import java.util.random.RandomGenerator;

/**
 * Poisson and binomial draws: by summing probabilities where the mean is small, else by transformed
 * rejection with squeeze. W. Hörmann, "The transformed rejection method for generating Poisson
 * random variables" (1993, algorithm PTRS) and "The generation of binomial random variates" (1993,
 * BTRS).
 */
final class CountDraws {
  /** The mean from which rejection is used. */
  private static final double LARGE_MEAN = 10;

  /** Sums of probabilities end here: what lies beyond has a probability below 1e-200. */
  private static final int LARGEST_SUMMED = 500;

  private CountDraws() {}

  /** For a rate from 0; beyond the ints it is invalid. */
  static int poisson(RandomGenerator r, double rate) {
    if (rate == 0) {
      return 0;
    }
    return rate < LARGE_MEAN ? poissonBySum(r, rate) : poissonByRejection(r, rate);
  }

  private static int poissonBySum(RandomGenerator r, double rate) {
    double none = Elementary.exp(-rate);
    while (true) {
      double u = RandomDraws.openUniform(r);
      double mass = none;
      for (int k = 0; k < LARGEST_SUMMED; ) {
        if (u < mass) {
          return k;
        }
        u -= mass;
        k++;
        mass *= rate / k;
      }
    }
  }

  private static int poissonByRejection(RandomGenerator r, double rate) {
    double logRate = Elementary.log(rate);
    double b = 0.931 + 2.53 * Math.sqrt(rate);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double squeeze = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = RandomDraws.openUniform(r) - 0.5;
      double v = RandomDraws.openUniform(r);
      double edge = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / edge + b) * u + rate + 0.43);
      if (k < 0 || (edge < 0.013 && v > edge)) {
        continue;
      }
      boolean inside = edge >= 0.07 && v <= squeeze;
      if (inside
          || Elementary.log(v * inverseAlpha / (a / (edge * edge) + b))
              <= k * logRate - rate - GammaFunctions.lgamma(k + 1)) {
        return k <= Integer.MAX_VALUE ? (int) k : RandomDraws.INVALID;
      }
    }
  }

  /** For p from 0 to 1/2. */
  static int binomial(RandomGenerator r, int n, double p) {
    if (n == 0 || p == 0) {
      return 0;
    }
    return n * p < LARGE_MEAN ? binomialBySum(r, n, p) : binomialByRejection(r, n, p);
  }

  private static int binomialBySum(RandomGenerator r, int n, double p) {
    double none = Elementary.exp(n * Elementary.log1p(-p));
    double odds = p / (1 - p);
    int most = Math.min(n, LARGEST_SUMMED);
    while (true) {
      double u = RandomDraws.openUniform(r);
      double mass = none;
      for (int k = 0; k <= most; ) {
        if (u < mass) {
          return k;
        }
        u -= mass;
        k++;
        mass *= odds * ((double) (n - k + 1) / k);
      }
    }
  }

  private static int binomialByRejection(RandomGenerator r, int n, double p) {
    double sd = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * sd;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double alpha = (2.83 + 5.1 / b) * sd;
    double squeeze = 0.92 - 4.2 / b;
    double logOdds = Elementary.log(p / (1 - p));
    double mode = Math.floor((n + 1.0) * p);
    double atMode = GammaFunctions.lgamma(mode + 1) + GammaFunctions.lgamma(n - mode + 1);
    while (true) {
      double u = RandomDraws.openUniform(r) - 0.5;
      double v = RandomDraws.openUniform(r);
      double edge = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / edge + b) * u + centre);
      if (k < 0 || k > n) {
        continue;
      }
      boolean inside = edge >= 0.07 && v <= squeeze;
      if (inside
          || Elementary.log(v * alpha / (a / (edge * edge) + b))
              <= atMode
                  - GammaFunctions.lgamma(k + 1)
                  - GammaFunctions.lgamma(n - k + 1)
                  + (k - mode) * logOdds) {
        return (int) k;
      }
    }
  }

  /** By inversion from the most likely count outwards, which takes some standard deviations. */
  static int hypergeometric(RandomGenerator r, int successes, int failures, int n) {
    double all = (double) successes + failures;
    int least = Math.max(0, n - failures);
    int most = Math.min(n, successes);
    double middle = Math.floor((n + 1.0) * (successes + 1.0) / (all + 2));
    int up = (int) Math.min(Math.max(middle, least), most);
    int down = up;
    double above =
        Elementary.exp(
            GammaFunctions.lchoose(successes, up)
                + GammaFunctions.lchoose(failures, (double) n - up)
                - GammaFunctions.lchoose(all, n));
    double below = above;
    double rest = r.nextDouble() - above;
    while (rest >= 0 && (up < most || down > least)) {
      if (up < most) {
        above *= (successes - up) / (up + 1.0) * ((n - up) / (failures - n + up + 1.0));
        up++;
        rest -= above;
        if (rest < 0) return up;
      }
      if (down > least) {
        below *= down / (successes - down + 1.0) * ((failures - n + down) / (n - down + 1.0));
        down--;
        rest -= below;
        if (rest < 0) return down;
      }
    }
    return down == least && up == most ? most : up;
  }
}
