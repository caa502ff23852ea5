package bayes.runtime.math;

/**
 * The number of successes of independent trials, each with its own probability: the log
 * probabilities of 0 to n, built up trial by trial, and their adjoint. Nothing is allocated.
 *
 * <p>With f[i][k] the probability of k successes in the first i trials, f[i][k] = f[i - 1][k] (1 -
 * p[i]) + f[i - 1][k - 1] p[i]: sums of what is positive, so all of them are as accurate as their
 * terms. Where a count is less likely than doubles reach, the table is one of logarithms.
 *
 * <p>Source: Chen and Liu, Statistical applications of the Poisson-binomial and conditional
 * Bernoulli distributions, Statistica Sinica 7 (1997).
 */
public final class SuccessCounts {
  /** What underflows in earlier rows is too small to be seen in a number above this one. */
  private static final double SMALLEST = 1e-280;

  private SuccessCounts() {}

  /**
   * Stores the log probabilities of 0, 1, ..., n successes.
   *
   * @param table (n + 1) x (n + 1) numbers, for the adjoint: probabilities, or their logarithms,
   *     which is to be seen at the first, of no success in no trial
   */
  public static void logProbabilities(
      int n, double[] p, int pAt, double[] value, int valueAt, double[] table, int tableAt) {
    int last = tableAt + n * (n + 1);
    fill(n, p, pAt, table, tableAt);
    if (underflows(n, p, pAt, table, last)) {
      fillLogarithms(n, p, pAt, table, tableAt);
      System.arraycopy(table, last, value, valueAt, n + 1);
      return;
    }
    for (int k = 0; k <= n; k++) value[valueAt + k] = Math.log(table[last + k]);
  }

  private static void fill(int n, double[] p, int pAt, double[] table, int tableAt) {
    table[tableAt] = 1;
    for (int i = 1; i <= n; i++) {
      double success = p[pAt + i - 1];
      int row = tableAt + i * (n + 1);
      int before = row - (n + 1);
      table[row] = table[before] * (1 - success);
      for (int k = 1; k < i; k++) {
        table[row + k] = table[before + k] * (1 - success) + table[before + k - 1] * success;
      }
      table[row + i] = table[before + i - 1] * success;
    }
  }

  /** Whether a possible count has hardly any probability left. */
  private static boolean underflows(int n, double[] p, int pAt, double[] table, int last) {
    int fewest = 0;
    int most = 0;
    for (int i = 0; i < n; i++) {
      if (p[pAt + i] >= 1) fewest++;
      if (p[pAt + i] > 0) most++;
    }
    for (int k = fewest; k <= most; k++) if (table[last + k] < SMALLEST) return true;
    return false;
  }

  private static void fillLogarithms(int n, double[] p, int pAt, double[] table, int tableAt) {
    table[tableAt] = 0;
    for (int i = 1; i <= n; i++) {
      double success = Math.log(p[pAt + i - 1]);
      double failure = Math.log1p(-p[pAt + i - 1]);
      int row = tableAt + i * (n + 1);
      int before = row - (n + 1);
      table[row] = table[before] + failure;
      for (int k = 1; k < i; k++) {
        table[row + k] = logSum(table[before + k] + failure, table[before + k - 1] + success);
      }
      table[row + i] = table[before + i - 1] + success;
    }
  }

  private static double logSum(double x, double y) {
    double larger = Math.max(x, y);
    if (larger == Double.NEGATIVE_INFINITY) return larger;
    return larger + Math.log1p(Math.exp(Math.min(x, y) - larger));
  }

  /**
   * Adds the adjoint of the probabilities. From the last trial to the first, the adjoint of a count
   * is shared out between the two counts before it.
   *
   * @param dValue the adjoint of the log probabilities, used up
   */
  public static void adjoint(
      int n,
      double[] p,
      int pAt,
      double[] table,
      int tableAt,
      double[] dValue,
      int dValueAt,
      double[] dp,
      int dpAt) {
    if (table[tableAt] == 0) {
      adjointOfLogarithms(n, p, pAt, table, tableAt, dValue, dValueAt, dp, dpAt);
      return;
    }
    int last = tableAt + n * (n + 1);
    for (int k = 0; k <= n; k++) {
      // What is impossible has no slope.
      double probability = table[last + k];
      dValue[dValueAt + k] = probability == 0 ? 0 : dValue[dValueAt + k] / probability;
    }
    for (int i = n; i >= 1; i--) {
      double success = p[pAt + i - 1];
      int before = tableAt + (i - 1) * (n + 1);
      double slope = 0;
      for (int k = 0; k < i; k++) {
        double failed = dValue[dValueAt + k];
        double succeeded = dValue[dValueAt + k + 1];
        slope += table[before + k] * (succeeded - failed);
        dValue[dValueAt + k] = failed * (1 - success) + succeeded * success;
      }
      dp[dpAt + i - 1] += slope;
    }
  }

  private static void adjointOfLogarithms(
      int n,
      double[] p,
      int pAt,
      double[] table,
      int tableAt,
      double[] dValue,
      int dValueAt,
      double[] dp,
      int dpAt) {
    for (int i = n; i >= 1; i--) {
      double success = p[pAt + i - 1];
      int row = tableAt + i * (n + 1);
      int before = row - (n + 1);
      double slope = 0;
      for (int k = 0; k < i; k++) {
        double failed = dValue[dValueAt + k];
        double succeeded = dValue[dValueAt + k + 1];
        double here = table[before + k];
        double byFailure = ratio(failed, here, table[row + k]);
        double bySuccess = ratio(succeeded, here, table[row + k + 1]);
        slope += bySuccess - byFailure;
        dValue[dValueAt + k] = byFailure * (1 - success) + bySuccess * success;
      }
      dp[dpAt + i - 1] += slope;
    }
  }

  /** An adjoint times exp(x - y), for an x and a y that may both be impossible. */
  private static double ratio(double adjoint, double x, double y) {
    boolean none = adjoint == 0 || x == Double.NEGATIVE_INFINITY || y == Double.NEGATIVE_INFINITY;
    return none ? 0 : adjoint * Math.exp(x - y);
  }
}
