package bayes.runtime.support;

import bayes.runtime.math.Elementary;

/** Cholesky factors of matrices of n rows, in row order. */
final class Factors {
  private Factors() {}

  /** Writes L L'. */
  static void square(double[] factor, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k <= j; k++) sum += factor[i * n + k] * factor[j * n + k];
        out[i * n + j] = sum;
        out[j * n + i] = sum;
      }
    }
  }

  /** Writes the lower triangular L with L L' = matrix; returns whether there is one. */
  static boolean cholesky(double[] matrix, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i * n + j];
        for (int k = 0; k < j; k++) rest -= out[i * n + k] * out[j * n + k];
        if (j == i && !(rest > 0)) return false;
        out[i * n + j] = j < i ? rest / out[j * n + j] : Math.sqrt(rest);
      }
    }
    return true;
  }

  static boolean isSymmetric(double[] matrix, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double below = matrix[i * n + j];
        double tolerance = 1e-8 * Math.max(1, Math.abs(below));
        if (!(Math.abs(below - matrix[j * n + i]) <= tolerance)) return false;
      }
    }
    return true;
  }

  /** Whether it is lower triangular with a positive diagonal. */
  static boolean isTriangular(double[] matrix, int n) {
    for (int i = 0; i < n; i++) {
      if (!(matrix[i * n + i] > 0)) return false;
      for (int j = i + 1; j < n; j++) if (matrix[i * n + j] != 0) return false;
    }
    return true;
  }

  /** log(x + sqrt(x^2 + 1)), by log1p for the sake of small x. */
  static double asinh(double x) {
    double size = Math.abs(x);
    double more = x * x / (Math.sqrt(x * x + 1) + 1);
    return Math.copySign(Elementary.log1p(size + more), x);
  }
}
