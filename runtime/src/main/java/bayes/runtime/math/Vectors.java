package bayes.runtime.math;

/**
 * Sums over pieces of arrays, which the just-in-time compiler does not make fast by itself: it adds
 * up one chain of additions, where several are four times as fast. The order of the additions
 * depends on the length alone.
 */
public final class Vectors {
  /** Shorter sums are one chain. */
  private static final int SHORT = 8;

  private Vectors() {}

  /** The sum of the products of n elements of x, from i on, and of y, from j on. */
  public static double dot(double[] x, int i, double[] y, int j, int n) {
    double a = 0;
    int k = 0;
    if (n >= SHORT) {
      double b = 0;
      double c = 0;
      double d = 0;
      for (; k <= n - 4; k += 4) {
        a += x[i + k] * y[j + k];
        b += x[i + k + 1] * y[j + k + 1];
        c += x[i + k + 2] * y[j + k + 2];
        d += x[i + k + 3] * y[j + k + 3];
      }
      a = (a + b) + (c + d);
    }
    for (; k < n; k++) a += x[i + k] * y[j + k];
    return a;
  }

  /** Adds factor times n elements of x, from i on, to those of y, from j on. */
  public static void addScaled(double factor, double[] x, int i, double[] y, int j, int n) {
    for (int k = 0; k < n; k++) y[j + k] += factor * x[i + k];
  }
}
