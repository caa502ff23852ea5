package bayes.runtime.math;

/** Products of matrices in row order, stored or added to another. */
final class Products {
  private Products() {}

  /** C, n x m, = A B, for A n x k and B k x m. */
  static void multiply(
      int n, int k, int m, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    for (int i = 0; i < n * m; i++) c[cAt + i] = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        Vectors.addScaled(a[aAt + i * k + j], b, bAt + j * m, c, cAt + i * m, m);
      }
    }
  }

  /** C, n x m, = A' B, for A k x n and B k x m. */
  static void multiplyTransposed(
      int n, int k, int m, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    for (int i = 0; i < n * m; i++) c[cAt + i] = 0;
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < n; i++) {
        Vectors.addScaled(a[aAt + j * n + i], b, bAt + j * m, c, cAt + i * m, m);
      }
    }
  }

  /** C, n x m, += factor A B', for A n x k and B m x k. */
  static void addByTransposed(
      int n,
      int k,
      int m,
      double factor,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] c,
      int cAt) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        c[cAt + i * m + j] += factor * Vectors.dot(a, aAt + i * k, b, bAt + j * k, k);
      }
    }
  }
}
