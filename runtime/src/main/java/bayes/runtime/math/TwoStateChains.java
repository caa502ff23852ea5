package bayes.runtime.math;

/**
 * Hidden chains of two states with one matrix of transitions, all of them possible: as {@link
 * LinearChains}, without inner loops.
 */
final class TwoStateChains {
  private static final double LOG_2 = Math.log(2);

  private TwoStateChains() {}

  /** As {@link LinearChains#forward}; NaN, too, where a state is impossible or almost so. */
  static double forward(int n, double[] table, int tableAt) {
    int matrix = ChainTable.transitions(tableAt);
    double p00 = table[matrix];
    double p01 = table[matrix + 1];
    double p10 = table[matrix + 2];
    double p11 = table[matrix + 3];
    int emissions = ChainTable.emissions(n, 2, 0, tableAt);
    int forward = ChainTable.forward(n, 2, 0, tableAt);
    int scales = ChainTable.scales(n, 2, 0, tableAt);
    double x = table[emissions];
    double y = table[emissions + 1];
    if (!(Math.min(x, y) >= HiddenChains.TINY)) return Double.NaN;
    table[forward] = x;
    table[forward + 1] = y;
    table[scales] = 1;
    int exponents = 0;
    for (int t = 1; t < n; t++) {
      double before = x;
      x = (before * p00 + y * p10) * table[emissions + 2 * t];
      y = (before * p01 + y * p11) * table[emissions + 2 * t + 1];
      double scale = 1;
      if (!(Math.min(x, y) >= HiddenChains.TINY)) return Double.NaN;
      double largest = Math.max(x, y);
      if (largest < HiddenChains.LOW || largest > HiddenChains.HIGH) {
        int exponent = -Math.getExponent(largest);
        scale = Math.scalb(1.0, exponent);
        x *= scale;
        y *= scale;
        exponents += exponent;
      }
      table[forward + 2 * t] = x;
      table[forward + 2 * t + 1] = y;
      table[scales + t] = scale;
    }
    ChainTable.setMode(table, tableAt, ChainTable.TWO_STATES);
    return Math.log(x + y) - exponents * LOG_2;
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
    int forward = ChainTable.forward(n, 2, 0, tableAt);
    int scales = ChainTable.scales(n, 2, 0, tableAt);
    double n00 = 0;
    double n01 = 0;
    double n10 = 0;
    double n11 = 0;
    double x = table[forward + 2 * (n - 1)];
    double y = table[forward + 2 * (n - 1) + 1];
    double toX = seed / (x + y);
    double toY = toX;
    for (int t = n - 1; t > 0; t--) {
      if (hasWeights) {
        weightsAdjoint[weightsAdjointAt + 2 * t] += x * toX;
        weightsAdjoint[weightsAdjointAt + 2 * t + 1] += y * toY;
      }
      double scale = table[scales + t];
      double endX = toX * scale * table[emissions + 2 * t];
      double endY = toY * scale * table[emissions + 2 * t + 1];
      x = table[forward + 2 * (t - 1)];
      y = table[forward + 2 * (t - 1) + 1];
      n00 += x * endX;
      n01 += x * endY;
      n10 += y * endX;
      n11 += y * endY;
      toX = p00 * endX + p01 * endY;
      toY = p10 * endX + p11 * endY;
    }
    if (hasWeights) {
      weightsAdjoint[weightsAdjointAt] += x * toX;
      weightsAdjoint[weightsAdjointAt + 1] += y * toY;
    }
    if (!hasTransitions) return;
    transitionsAdjoint[transitionsAdjointAt] += p00 * n00;
    transitionsAdjoint[transitionsAdjointAt + 1] += p01 * n01;
    transitionsAdjoint[transitionsAdjointAt + 2] += p10 * n10;
    transitionsAdjoint[transitionsAdjointAt + 3] += p11 * n11;
  }
}
