package bayes.runtime.sampler.importance;

import java.util.random.RandomGenerator;

/**
 * Turns weighted draws into equally weighted ones: one uniform number in each of n equal strata is
 * looked up in the distribution of the weights (Kitagawa, JCGS 5, 1996).
 */
public final class StratifiedResampling {
  private StratifiedResampling() {}

  /** The indices of {@code count} draws, ascending; {@code weights} sum to one. */
  public static int[] indices(double[] weights, int count, RandomGenerator random) {
    int last = weights.length - 1;
    while (last > 0 && weights[last] == 0) last--;
    int[] indices = new int[count];
    int index = 0;
    double cumulative = weights[0];
    for (int i = 0; i < count; i++) {
      double point = (i + random.nextDouble()) / count;
      // Rounding may leave the sum of all weights just below the point.
      while (point >= cumulative && index < last) cumulative += weights[++index];
      indices[i] = index;
    }
    return indices;
  }
}
