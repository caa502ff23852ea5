package bayes.runtime.convergence;

import bayes.runtime.math.ErrorFunctions;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Draws of one quantity, one array per chain, all of the same length; a value that is not changed.
 */
record Chains(double[][] draws) {
  /** Differences below it count as none. */
  private static final double CONSTANT = 0x1p-52;

  Chains {
    for (double[] chain : draws) {
      if (chain.length != draws[0].length) {
        throw new IllegalArgumentException("chains differ in length");
      }
    }
  }

  int count() {
    return draws.length;
  }

  int length() {
    return draws.length == 0 ? 0 : draws[0].length;
  }

  /** Each chain's first and last half; of an odd number of draws the middle one is left out. */
  Chains split() {
    int length = length();
    if (length <= 1) {
      return this;
    }
    int half = length / 2;
    double[][] halves = new double[2 * count()][];
    for (int c = 0; c < count(); c++) {
      halves[c] = Arrays.copyOf(draws[c], half);
      halves[count() + c] = Arrays.copyOfRange(draws[c], length - half, length);
    }
    return new Chains(halves);
  }

  Chains map(DoubleUnaryOperator function) {
    double[][] mapped = new double[count()][];
    for (int c = 0; c < count(); c++) {
      mapped[c] = Arrays.stream(draws[c]).map(function).toArray();
    }
    return new Chains(mapped);
  }

  /** All draws, chain after chain. */
  double[] pooled() {
    double[] all = new double[count() * length()];
    for (int c = 0; c < count(); c++) {
      System.arraycopy(draws[c], 0, all, c * length(), length());
    }
    return all;
  }

  /**
   * Whether an estimate is undefined: nothing there, NaN, infinite values, or all values the same.
   */
  boolean isDegenerate() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] chain : draws) {
      for (double x : chain) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
          return true;
        }
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
    }
    return !(most - least >= CONSTANT);
  }

  /** Distances from the median, which turn a difference in scale into one in location. */
  Chains folded() {
    double median = Quantiles.median(pooled());
    return map(x -> Math.abs(x - median));
  }

  /**
   * Normal scores of the ranks over all chains, z = Phi^-1((rank - 3/8) / (S + 1/4)); ties share
   * their mean rank.
   */
  Chains normalScores() {
    int length = length();
    int total = count() * length;
    double[] values = pooled();
    for (int i = 0; i < total; i++) {
      if (Double.isNaN(values[i])) {
        return map(x -> Double.NaN);
      }
      values[i] += 0.0; // -0 ties with 0
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] scores = new double[total]; // of the sorted values; only the first of each tie is used
    for (int first = 0; first < total; ) {
      int end = first + 1;
      while (end < total && sorted[end] == sorted[first]) {
        end++;
      }
      double rank = (first + 1 + end) / 2.0;
      double score = ErrorFunctions.probit((rank - 0.375) / (total + 0.25));
      Arrays.fill(scores, first, end, score);
      first = end;
    }
    double[][] result = new double[count()][length];
    for (int i = 0; i < total; i++) {
      result[i / length][i % length] = scores[Arrays.binarySearch(sorted, values[i])];
    }
    return new Chains(result);
  }
}
