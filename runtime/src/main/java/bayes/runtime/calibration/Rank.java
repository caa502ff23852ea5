package bayes.runtime.calibration;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Where a true value stands among draws: how many of them are smaller, with ties broken at random.
 * If truth and draws come from the same distribution, it is uniform on 0, ..., L.
 */
final class Rank {
  /** The rank of a truth that is not defined. */
  static final int NONE = -1;

  /** Differences below it, relative to the value, are rounding errors of a transform. */
  private static final double TIE = 1e-9;

  private Rank() {}

  static int of(double truth, double[] draws, RandomGenerator random) {
    if (Double.isNaN(truth)) return NONE;
    int smaller = 0;
    int equal = 0;
    for (double draw : draws) {
      if (Double.isNaN(draw)) return NONE;
      if (isTie(truth, draw)) equal++;
      else if (draw < truth) smaller++;
    }
    // Drawn also without ties, so that the random numbers of one quantity leave others theirs.
    double part = random.nextDouble();
    return smaller + (int) (part * (equal + 1));
  }

  /** Whether all draws equal the truth. */
  static boolean isTied(double truth, double[] draws) {
    return Arrays.stream(draws).allMatch(draw -> isTie(truth, draw));
  }

  private static boolean isTie(double x, double y) {
    return x == y || Math.abs(x - y) <= TIE * Math.max(Math.abs(x), Math.abs(y));
  }
}
