package bayes.runtime.math;

import java.util.Arrays;

/**
 * The forward and backward values of a hidden chain as logarithms: for chains where a path that has
 * fallen far behind comes to matter later, or where one step loses more than doubles reach.
 */
final class LogarithmicChains {
  private LogarithmicChains() {}

  /** Stores the logarithms of the forward values; returns that of their last sum. */
  static double forward(
      int n,
      int k,
      int stride,
      double[] weights,
      int weightsAt,
      double[] transitions,
      int transitionsAt,
      double[] table,
      int tableAt) {
    int forward = ChainTable.forward(n, k, stride, tableAt);
    for (int i = 0; i < k; i++) table[forward + i] = weights[weightsAt + i];
    for (int t = 1; t < n; t++) {
      int row = forward + t * k;
      // The largest term of each state, then the sum of all of them relative to it.
      int largest = ChainTable.emissions(n, k, stride, tableAt);
      Arrays.fill(table, largest, largest + k, Double.NEGATIVE_INFINITY);
      walk(n, k, stride, t, true, transitions, transitionsAt, table, tableAt, row, largest);
      Arrays.fill(table, row, row + k, 0);
      walk(n, k, stride, t, false, transitions, transitionsAt, table, tableAt, row, largest);
      for (int i = 0; i < k; i++) {
        table[row + i] =
            table[largest + i] == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : table[largest + i] + Math.log(table[row + i]) + weights[weightsAt + t * k + i];
      }
    }
    double value = logSum(k, table, forward + (n - 1) * k);
    boolean isFinite = Math.abs(value) < Double.POSITIVE_INFINITY;
    ChainTable.setMode(table, tableAt, isFinite ? ChainTable.LOGARITHMS : ChainTable.NOTHING);
    return value;
  }

  private static double logSum(int k, double[] x, int at) {
    double largest = x[at];
    for (int i = 1; i < k; i++) largest = Math.max(largest, x[at + i]);
    if (!(Math.abs(largest) < Double.POSITIVE_INFINITY)) return largest;
    double sum = 0;
    for (int i = 0; i < k; i++) sum += Math.exp(x[at + i] - largest);
    return largest + Math.log(sum);
  }

  /** Takes each possible transition to the largest terms, or to the sums relative to them. */
  private static void walk(
      int n,
      int k,
      int stride,
      int t,
      boolean isLargest,
      double[] transitions,
      int transitionsAt,
      double[] table,
      int tableAt,
      int row,
      int largest) {
    boolean isListed = ChainTable.listed(table, tableAt) > 0;
    int starts = ChainTable.lists(n, k, stride, tableAt);
    int to = starts + k + 1;
    for (int i = 0; i < k; i++) {
      double before = table[row - k + i];
      if (before == Double.NEGATIVE_INFINITY) continue;
      int matrix = transitionsAt + t * stride + i * k;
      int first = isListed ? (int) table[starts + i] : 0;
      int last = isListed ? (int) table[starts + i + 1] : k;
      for (int e = first; e < last; e++) {
        int j = isListed ? (int) table[to + e] : e;
        double term = before + transitions[matrix + j];
        if (isLargest) table[largest + j] = Math.max(table[largest + j], term);
        else if (term > Double.NEGATIVE_INFINITY) {
          table[row + j] += Math.exp(term - table[largest + j]);
        }
      }
    }
  }

  /** As {@link HiddenChains#adjoint}. */
  static void backward(
      int n,
      int k,
      int stride,
      double seed,
      boolean hasWeights,
      boolean hasTransitions,
      double[] weights,
      int weightsAt,
      double[] transitions,
      int transitionsAt,
      double[] table,
      int tableAt,
      double[] scratch,
      int scratchAt,
      double[] weightsAdjoint,
      int weightsAdjointAt,
      double[] transitionsAdjoint,
      int transitionsAdjointAt) {
    int forward = ChainTable.forward(n, k, stride, tableAt);
    double value = logSum(k, table, forward + (n - 1) * k);
    boolean isListed = ChainTable.listed(table, tableAt) > 0;
    int starts = ChainTable.lists(n, k, stride, tableAt);
    int to = starts + k + 1;
    // The logarithms of the backward values, less the value; then those times emissions.
    int ends = scratchAt + k;
    Arrays.fill(scratch, scratchAt, scratchAt + k, -value);
    for (int t = n - 1; t >= 0; t--) {
      int row = forward + t * k;
      for (int i = 0; i < k; i++) {
        if (hasWeights && table[row + i] > Double.NEGATIVE_INFINITY) {
          weightsAdjoint[weightsAdjointAt + t * k + i] +=
              seed * Math.exp(table[row + i] + scratch[scratchAt + i]);
        }
        scratch[ends + i] = scratch[scratchAt + i] + weights[weightsAt + t * k + i];
      }
      if (t == 0) break;
      for (int i = 0; i < k; i++) {
        double before = table[row - k + i];
        int matrix = t * stride + i * k;
        int first = isListed ? (int) table[starts + i] : 0;
        int last = isListed ? (int) table[starts + i + 1] : k;
        double largest = Double.NEGATIVE_INFINITY;
        for (int e = first; e < last; e++) {
          int j = isListed ? (int) table[to + e] : e;
          double term = transitions[transitionsAt + matrix + j] + scratch[ends + j];
          largest = Math.max(largest, term);
          if (hasTransitions && before + term > Double.NEGATIVE_INFINITY) {
            transitionsAdjoint[transitionsAdjointAt + matrix + j] += seed * Math.exp(before + term);
          }
        }
        double sum = 0;
        if (largest > Double.NEGATIVE_INFINITY) {
          for (int e = first; e < last; e++) {
            int j = isListed ? (int) table[to + e] : e;
            sum += Math.exp(transitions[transitionsAt + matrix + j] + scratch[ends + j] - largest);
          }
        }
        scratch[scratchAt + i] = sum == 0 ? Double.NEGATIVE_INFINITY : largest + Math.log(sum);
      }
    }
    Arrays.fill(scratch, scratchAt, scratchAt + 2 * k, 0);
  }
}
