package bayes.runtime.math;

/**
 * Hidden chains of two states with one matrix of transitions, all of them possible: as {@link
 * LinearChains}, without inner loops, and from both ends at once.
 *
 * <p>The sum over all paths is that of the forward values at a step in the middle times what may
 * follow. So one loop computes the forward values up to the middle and the backward values behind
 * it, and neither waits for the other; {@link #backward} goes on with both to the far ends.
 *
 * <p>A backward value is here that of a step and all that follows it, its own emission included:
 * then both recursions are the same, with the matrix transposed.
 */
final class TwoStateChains {
  private static final double LOG_2 = Math.log(2);
  private static final long ONE = Double.doubleToRawLongBits(1);

  /** Beyond this difference of logarithms the smaller emission may count as lost. */
  private static final double FAR = 680;

  private TwoStateChains() {}

  /** The last step, from 0, whose forward value is computed first. */
  private static int middle(int n) {
    return (n - 1) / 2;
  }

  /** As the emissions of {@link HiddenChains}: relative to the likelier state of each step. */
  static double emissions(int n, double[] weights, int weightsAt, double[] table, int at) {
    double sum = 0;
    for (int t = 0; t < 2 * n; t += 2) {
      double first = weights[weightsAt + t];
      double second = weights[weightsAt + t + 1];
      double difference = second - first;
      double distance = Math.abs(difference);
      sum += Math.max(first, second);
      double smaller;
      if (distance <= FAR) smaller = Elementary.exp(-distance);
      else smaller = distance == Double.POSITIVE_INFINITY ? 0 : HiddenChains.FLOOR;
      // Which of the two is the likelier one is what no processor can foresee: no branch.
      long isFirst = Double.doubleToRawLongBits(difference) >> 63;
      long other = ONE ^ Double.doubleToRawLongBits(smaller);
      table[at + t] = Double.longBitsToDouble(ONE ^ (other & ~isFirst));
      table[at + t + 1] = Double.longBitsToDouble(ONE ^ (other & isFirst));
    }
    return sum;
  }

  /**
   * As {@link LinearChains#forward}; NaN, too, where a state is impossible or almost so. What the
   * table has as forward values are backward ones behind the middle.
   */
  static double forward(int n, double[] table, int tableAt) {
    int matrix = ChainTable.transitions(tableAt);
    double p00 = table[matrix];
    double p01 = table[matrix + 1];
    double p10 = table[matrix + 2];
    double p11 = table[matrix + 3];
    int emissions = ChainTable.emissions(n, 2, 0, tableAt);
    int values = ChainTable.forward(n, 2, 0, tableAt);
    int scales = ChainTable.scales(n, 2, 0, tableAt);
    int middle = middle(n);
    int last = n - 1;
    double x = table[emissions];
    double y = table[emissions + 1];
    double u = table[emissions + 2 * last];
    double v = table[emissions + 2 * last + 1];
    if (!(isLarge(x, y) && isLarge(u, v))) return Double.NaN;
    table[values] = x;
    table[values + 1] = y;
    table[values + 2 * last] = u;
    table[values + 2 * last + 1] = v;
    table[scales] = 1;
    table[scales + last] = 1;
    int exponents = 0;
    for (int t = 1; t <= middle; t++) {
      double e0 = table[emissions + 2 * t];
      double e1 = table[emissions + 2 * t + 1];
      double before = x;
      x = before * (p00 * e0) + y * (p10 * e0);
      y = before * (p01 * e1) + y * (p11 * e1);
      double scale = 1;
      if (!isLarge(x, y)) return Double.NaN;
      double largest = x > y ? x : y;
      if (largest < HiddenChains.LOW || largest > HiddenChains.HIGH) {
        int exponent = -Math.getExponent(largest);
        scale = Math.scalb(1.0, exponent);
        x *= scale;
        y *= scale;
        exponents += exponent;
      }
      table[values + 2 * t] = x;
      table[values + 2 * t + 1] = y;
      table[scales + t] = scale;

      int s = last - t;
      if (s == middle) break;
      double f0 = table[emissions + 2 * s];
      double f1 = table[emissions + 2 * s + 1];
      double behind = u;
      u = behind * (p00 * f0) + v * (p01 * f0);
      v = behind * (p10 * f1) + v * (p11 * f1);
      scale = 1;
      if (!isLarge(u, v)) return Double.NaN;
      largest = u > v ? u : v;
      if (largest < HiddenChains.LOW || largest > HiddenChains.HIGH) {
        int exponent = -Math.getExponent(largest);
        scale = Math.scalb(1.0, exponent);
        u *= scale;
        v *= scale;
        exponents += exponent;
      }
      table[values + 2 * s] = u;
      table[values + 2 * s + 1] = v;
      table[scales + s] = scale;
    }
    double sum = n == 1 ? x + y : x * (p00 * u + p01 * v) + y * (p10 * u + p11 * v);
    ChainTable.setMode(table, tableAt, ChainTable.TWO_STATES);
    return Math.log(sum) - exponents * LOG_2;
  }

  /**
   * Puts forward values, each step's to a scale of its own, in the place of the backward values
   * that {@link #forward} has left in the table.
   */
  static void onlyForward(int n, double[] table, int tableAt) {
    int matrix = ChainTable.transitions(tableAt);
    int emissions = ChainTable.emissions(n, 2, 0, tableAt);
    int values = ChainTable.forward(n, 2, 0, tableAt);
    for (int t = middle(n) + 1; t < n; t++) {
      double x = table[values + 2 * t - 2];
      double y = table[values + 2 * t - 1];
      double first = (x * table[matrix] + y * table[matrix + 2]) * table[emissions + 2 * t];
      double second =
          (x * table[matrix + 1] + y * table[matrix + 3]) * table[emissions + 2 * t + 1];
      double scale = Math.scalb(1.0, -Math.getExponent(Math.max(first, second)));
      table[values + 2 * t] = first * scale;
      table[values + 2 * t + 1] = second * scale;
    }
  }

  private static boolean isLarge(double x, double y) {
    return x >= HiddenChains.TINY && y >= HiddenChains.TINY;
  }

  /** As {@link HiddenChains#adjoint}. */
  static void backward(
      int n,
      double seed,
      boolean hasWeights,
      boolean hasTransitions,
      double[] table,
      int tableAt,
      double[] weightsAdjoint,
      int weightsAdjointAt,
      double[] transitionsAdjoint,
      int transitionsAdjointAt) {
    int matrix = ChainTable.transitions(tableAt);
    double p00 = table[matrix];
    double p01 = table[matrix + 1];
    double p10 = table[matrix + 2];
    double p11 = table[matrix + 3];
    int emissions = ChainTable.emissions(n, 2, 0, tableAt);
    int values = ChainTable.forward(n, 2, 0, tableAt);
    int scales = ChainTable.scales(n, 2, 0, tableAt);
    int middle = middle(n);
    double x = table[values + 2 * middle];
    double y = table[values + 2 * middle + 1];
    // What follows the middle, if it is in either state.
    double toX = 1;
    double toY = 1;
    double u = 0;
    double v = 0;
    if (n > 1) {
      u = table[values + 2 * middle + 2];
      v = table[values + 2 * middle + 3];
      toX = p00 * u + p01 * v;
      toY = p10 * u + p11 * v;
    }
    double share = seed / (x * toX + y * toY);
    toX *= share;
    toY *= share;
    double n00 = x * (u * share);
    double n01 = x * (v * share);
    double n10 = y * (u * share);
    double n11 = y * (v * share);
    double fromX = x * share;
    double fromY = y * share;
    for (int t = middle, s = middle + 1; t >= 0; t--, s++) {
      if (hasWeights) {
        weightsAdjoint[weightsAdjointAt + 2 * t] += x * toX;
        weightsAdjoint[weightsAdjointAt + 2 * t + 1] += y * toY;
      }
      if (t > 0) {
        double scale = table[scales + t];
        double endX = toX * (scale * table[emissions + 2 * t]);
        double endY = toY * (scale * table[emissions + 2 * t + 1]);
        x = table[values + 2 * t - 2];
        y = table[values + 2 * t - 1];
        n00 += x * endX;
        n01 += x * endY;
        n10 += y * endX;
        n11 += y * endY;
        toX = p00 * endX + p01 * endY;
        toY = p10 * endX + p11 * endY;
      }
      if (s >= n) continue;
      double reachedX = fromX * p00 + fromY * p10;
      double reachedY = fromX * p01 + fromY * p11;
      if (hasWeights) {
        weightsAdjoint[weightsAdjointAt + 2 * s] += reachedX * u;
        weightsAdjoint[weightsAdjointAt + 2 * s + 1] += reachedY * v;
      }
      if (s == n - 1) continue;
      double scale = table[scales + s];
      fromX = reachedX * (scale * table[emissions + 2 * s]);
      fromY = reachedY * (scale * table[emissions + 2 * s + 1]);
      u = table[values + 2 * s + 2];
      v = table[values + 2 * s + 3];
      n00 += fromX * u;
      n01 += fromX * v;
      n10 += fromY * u;
      n11 += fromY * v;
    }
    if (!hasTransitions) return;
    transitionsAdjoint[transitionsAdjointAt] += p00 * n00;
    transitionsAdjoint[transitionsAdjointAt + 1] += p01 * n01;
    transitionsAdjoint[transitionsAdjointAt + 2] += p10 * n10;
    transitionsAdjoint[transitionsAdjointAt + 3] += p11 * n11;
  }
}
