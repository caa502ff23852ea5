package bayes.runtime.random;

import bayes.runtime.math.HiddenChains;
import java.util.random.RandomGenerator;

/** Paths of hidden chains, each with its probability given all weights. */
public final class Paths {
  private Paths() {}

  /**
   * Writes the state, from 1, of each step; {@link RandomDraws#INVALID} everywhere if no path is
   * possible.
   *
   * @param n the number of steps
   * @param k the number of states
   * @param stride 0 if one matrix serves all steps, else k x k
   * @param weights n x k log weights
   * @param transitions log transitions, by the state before and the state
   */
  public static void path(
      RandomGenerator r,
      int n,
      int k,
      int stride,
      double[] weights,
      int weightsAt,
      int weightsLength,
      double[] transitions,
      int transitionsAt,
      int transitionsLength,
      int[] states,
      int statesAt) {
    double[] uniform = new double[n];
    for (int t = 0; t < n; t++) uniform[t] = r.nextDouble();
    HiddenChains.path(
        n, k, stride, weights, weightsAt, transitions, transitionsAt, uniform, states, statesAt);
    for (int t = 0; t < n; t++) {
      if (states[statesAt + t] == 0) states[statesAt + t] = RandomDraws.INVALID;
    }
  }
}
