package bayes.runtime.math;

import java.util.Arrays;

/** The forward and backward values of a hidden chain in the linear domain. */
final class LinearChains {
  /** A step that loses more is not trusted. */
  private static final double SMALLEST = 0x1p-400;

  /** The share of all lost paths through one state that is not seen in the sum. */
  private static final double NEGLIGIBLE = 0x1p-100;

  private static final double LOG_2 = Math.log(2);

  private LinearChains() {}

  /**
   * Stores the forward values; returns the logarithm of the sum over all paths of emissions times
   * transitions, or NaN if the linear domain does not do.
   *
   * @param isLikely whether a step makes up for lost paths
   */
  static double forward(int n, int k, int stride, boolean isLikely, double[] table, int tableAt) {
    if (k == 2 && stride == 0 && isLikely) {
      double sum = TwoStateChains.forward(n, table, tableAt);
      if (!Double.isNaN(sum)) return sum;
    }
    if (stride == 0 && !isLikely) list(n, k, table, tableAt);
    int forward = ChainTable.forward(n, k, stride, tableAt);
    int emissions = ChainTable.emissions(n, k, stride, tableAt);
    int scales = ChainTable.scales(n, k, stride, tableAt);
    int exponents = 0;
    boolean hasLost = false;
    for (int t = 0; t < n; t++) {
      int row = forward + t * k;
      if (t == 0) Arrays.fill(table, row, row + k, 1);
      else step(n, k, stride, t, table, tableAt, row);
      double largest = 0;
      for (int i = 0; i < k; i++) {
        double value = table[row + i] * table[emissions + t * k + i];
        if (value < HiddenChains.TINY
            && table[emissions + t * k + i] > 0
            && (t == 0 || isReached(n, k, stride, t, i, table, tableAt))) {
          value = Math.max(value, HiddenChains.FLOOR);
          hasLost = true;
        }
        table[row + i] = value;
        largest = Math.max(largest, value);
      }
      if (!(largest >= SMALLEST)) return Double.NaN;
      table[scales + t] = 1;
      if (largest < HiddenChains.LOW || largest > HiddenChains.HIGH) {
        int exponent = -Math.getExponent(largest);
        double scale = Math.scalb(1.0, exponent);
        for (int i = 0; i < k; i++) table[row + i] *= scale;
        table[scales + t] = scale;
        exponents += exponent;
      }
    }
    double sum = total(n, k, table, forward);
    if (hasLost && !isLikely && !isCertain(n, k, stride, sum, table, tableAt)) return Double.NaN;
    ChainTable.setMode(table, tableAt, ChainTable.LINEAR);
    return Math.log(sum) - exponents * LOG_2;
  }

  private static double total(int n, int k, double[] table, int forward) {
    double sum = 0;
    for (int i = 0; i < k; i++) sum += table[forward + (n - 1) * k + i];
    return sum;
  }

  /** Lists the possible transitions if they are few. */
  private static void list(int n, int k, double[] table, int tableAt) {
    int transitions = ChainTable.transitions(tableAt);
    int starts = ChainTable.lists(n, k, 0, tableAt);
    int to = starts + k + 1;
    int values = to + k * k;
    int count = 0;
    for (int i = 0; i < k; i++) {
      table[starts + i] = count;
      for (int j = 0; j < k; j++) {
        double value = table[transitions + i * k + j];
        if (value == 0) continue;
        table[to + count] = j;
        table[values + count] = value;
        count++;
      }
    }
    table[starts + k] = count;
    // A listed transition costs about four of those that stand in rows.
    if (4 * count < k * k) ChainTable.setListed(table, tableAt, count);
  }

  /** Stores, for all states, the sum over the states before of forward value times transition. */
  private static void step(int n, int k, int stride, int t, double[] table, int tableAt, int row) {
    Arrays.fill(table, row, row + k, 0);
    int before = row - k;
    if (ChainTable.listed(table, tableAt) > 0) {
      int starts = ChainTable.lists(n, k, stride, tableAt);
      int to = starts + k + 1;
      int values = to + k * k;
      for (int i = 0; i < k; i++) {
        double x = table[before + i];
        if (x == 0) continue;
        for (int e = (int) table[starts + i]; e < (int) table[starts + i + 1]; e++) {
          table[row + (int) table[to + e]] += x * table[values + e];
        }
      }
      return;
    }
    int matrix = ChainTable.transitions(tableAt) + t * stride;
    for (int i = 0; i < k; i++) {
      double x = table[before + i];
      if (x != 0) Vectors.addScaled(x, table, matrix + i * k, table, row, k);
    }
  }

  /** Whether a path leads to a state. */
  private static boolean isReached(
      int n, int k, int stride, int t, int state, double[] table, int tableAt) {
    int before = ChainTable.forward(n, k, stride, tableAt) + (t - 1) * k;
    int matrix = ChainTable.transitions(tableAt) + t * stride;
    for (int i = 0; i < k; i++) {
      if (table[before + i] > 0 && table[matrix + i * k + state] > 0) return true;
    }
    return false;
  }

  /**
   * Whether all lost paths together are too unlikely to be seen in the sum. The forward value of a
   * state is below TINY where it counts as lost; what follows is at most as likely as the backward
   * value says, which small values, rounded up, make too large rather than too small.
   */
  private static boolean isCertain(
      int n, int k, int stride, double sum, double[] table, int tableAt) {
    int forward = ChainTable.forward(n, k, stride, tableAt);
    int scales = ChainTable.scales(n, k, stride, tableAt);
    int scratch = ChainTable.scratch(n, k, stride, tableAt);
    Arrays.fill(table, scratch, scratch + k, 1 / sum);
    for (int t = n - 1; t >= 0; t--) {
      double scale = table[scales + t];
      for (int i = 0; i < k; i++) {
        double value = table[forward + t * k + i];
        if (value / scale < HiddenChains.TINY && value > 0) {
          double share = HiddenChains.TINY * scale * table[scratch + i];
          if (!(share < NEGLIGIBLE)) return false;
        }
      }
      if (t > 0) back(n, k, stride, t, table, tableAt, table, scratch);
    }
    return true;
  }

  /**
   * The backward values of a step, from 0, become those of the step before; the products with the
   * emissions of this step, from k on, are those that transitions end at.
   */
  private static void back(
      int n, int k, int stride, int t, double[] table, int tableAt, double[] scratch, int at) {
    int row = ChainTable.forward(n, k, stride, tableAt) + t * k;
    int emissions = ChainTable.emissions(n, k, stride, tableAt) + t * k;
    double scale = table[ChainTable.scales(n, k, stride, tableAt) + t];
    int ends = at + k;
    for (int i = 0; i < k; i++) {
      boolean isPossible = table[row + i] > 0;
      scratch[ends + i] = isPossible ? scratch[at + i] * scale * table[emissions + i] : 0;
    }
    if (ChainTable.listed(table, tableAt) > 0) {
      int starts = ChainTable.lists(n, k, stride, tableAt);
      int to = starts + k + 1;
      int values = to + k * k;
      for (int i = 0; i < k; i++) {
        double sum = 0;
        for (int e = (int) table[starts + i]; e < (int) table[starts + i + 1]; e++) {
          sum += scratch[ends + (int) table[to + e]] * table[values + e];
        }
        scratch[at + i] = sum;
      }
      return;
    }
    int matrix = ChainTable.transitions(tableAt) + t * stride;
    for (int i = 0; i < k; i++) {
      scratch[at + i] = Vectors.dot(table, matrix + i * k, scratch, ends, k);
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
      double[] table,
      int tableAt,
      double[] scratch,
      int scratchAt,
      double[] weightsAdjoint,
      int weightsAdjointAt,
      double[] transitionsAdjoint,
      int transitionsAdjointAt) {
    int forward = ChainTable.forward(n, k, stride, tableAt);
    int ends = scratchAt + k;
    int counts = ends + k;
    double share = seed / total(n, k, table, forward);
    Arrays.fill(scratch, scratchAt, scratchAt + k, share);
    for (int t = n - 1; t >= 0; t--) {
      int row = forward + t * k;
      if (hasWeights) {
        for (int i = 0; i < k; i++) {
          double value = table[row + i];
          if (value != 0)
            weightsAdjoint[weightsAdjointAt + t * k + i] += value * scratch[scratchAt + i];
        }
      }
      if (t == 0) break;
      back(n, k, stride, t, table, tableAt, scratch, scratchAt);
      if (!hasTransitions) continue;
      if (stride == 0) {
        add(n, k, row - k, table, tableAt, scratch, ends, counts);
      } else {
        int matrix = ChainTable.transitions(tableAt) + t * stride;
        int to = transitionsAdjointAt + t * stride;
        for (int i = 0; i < k; i++) {
          double x = table[row - k + i];
          if (x == 0) continue;
          for (int j = 0; j < k; j++) {
            transitionsAdjoint[to + i * k + j] += x * table[matrix + i * k + j] * scratch[ends + j];
          }
        }
      }
    }
    if (hasTransitions && stride == 0) {
      addCounts(n, k, table, tableAt, scratch, counts, transitionsAdjoint, transitionsAdjointAt);
    }
    Arrays.fill(scratch, scratchAt, scratchAt + 2 * k + k * k, 0);
  }

  /** Adds the products of forward values and what transitions end at, by transition. */
  private static void add(
      int n,
      int k,
      int before,
      double[] table,
      int tableAt,
      double[] scratch,
      int ends,
      int counts) {
    boolean isListed = ChainTable.listed(table, tableAt) > 0;
    int starts = ChainTable.lists(n, k, 0, tableAt);
    int to = starts + k + 1;
    for (int i = 0; i < k; i++) {
      double x = table[before + i];
      if (x == 0) continue;
      if (isListed) {
        for (int e = (int) table[starts + i]; e < (int) table[starts + i + 1]; e++) {
          scratch[counts + e] += x * scratch[ends + (int) table[to + e]];
        }
      } else {
        Vectors.addScaled(x, scratch, ends, scratch, counts + i * k, k);
      }
    }
  }

  private static void addCounts(
      int n,
      int k,
      double[] table,
      int tableAt,
      double[] scratch,
      int counts,
      double[] transitionsAdjoint,
      int transitionsAdjointAt) {
    if (ChainTable.listed(table, tableAt) == 0) {
      int matrix = ChainTable.transitions(tableAt);
      for (int i = 0; i < k * k; i++) {
        transitionsAdjoint[transitionsAdjointAt + i] += table[matrix + i] * scratch[counts + i];
      }
      return;
    }
    int starts = ChainTable.lists(n, k, 0, tableAt);
    int to = starts + k + 1;
    int values = to + k * k;
    for (int i = 0; i < k; i++) {
      for (int e = (int) table[starts + i]; e < (int) table[starts + i + 1]; e++) {
        int entry = i * k + (int) table[to + e];
        transitionsAdjoint[transitionsAdjointAt + entry] += table[values + e] * scratch[counts + e];
      }
    }
  }
}
