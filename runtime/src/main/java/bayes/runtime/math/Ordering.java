package bayes.runtime.math;

/**
 * The order of the elements of an array. Reals are ordered as by {@link Double#compare}, so that
 * NaN comes last; equal elements keep their order.
 */
public final class Ordering {
  private Ordering() {}

  /**
   * Writes the positions, from 0, that put {@code n} elements of {@code x} in ascending order: by
   * heapsort on positions, which needs no other memory.
   */
  public static void order(int n, double[] x, int from, int[] positions, int to) {
    for (int i = 0; i < n; i++) positions[to + i] = i;
    for (int root = n / 2 - 1; root >= 0; root--) sift(root, n, x, from, positions, to);
    for (int end = n - 1; end > 0; end--) {
      int largest = positions[to];
      positions[to] = positions[to + end];
      positions[to + end] = largest;
      sift(0, end, x, from, positions, to);
    }
  }

  /** Moves the position at the root of a heap of {@code n} down to where it belongs. */
  private static void sift(int root, int n, double[] x, int from, int[] positions, int to) {
    int moving = positions[to + root];
    int hole = root;
    for (int child = 2 * hole + 1; child < n; child = 2 * hole + 1) {
      boolean right = child + 1 < n;
      if (right && isBefore(positions[to + child], positions[to + child + 1], x, from)) child++;
      if (!isBefore(moving, positions[to + child], x, from)) break;
      positions[to + hole] = positions[to + child];
      hole = child;
    }
    positions[to + hole] = moving;
  }

  private static boolean isBefore(int a, int b, double[] x, int from) {
    int order = Double.compare(x[from + a], x[from + b]);
    return order != 0 ? order < 0 : a < b;
  }

  /**
   * Writes for each of {@code m} values in which of the intervals between {@code n} ascending knots
   * it is: the number k, from 0 to n - 2, of the last interval that begins at or below it, or the
   * first interval; 0 if there is but one knot.
   */
  public static void intervals(
      int n, int m, double[] knots, int from, double[] x, int fromX, int[] intervals, int to) {
    for (int i = 0; i < m; i++) {
      int low = 0;
      int high = Math.max(n - 1, 1);
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (knots[from + middle] <= x[fromX + i]) low = middle;
        else high = middle;
      }
      intervals[to + i] = low;
    }
  }
}
