package bayes.runtime.math;

/**
 * Systems of equations A X = B and determinants, by the decomposition P A = L U with partial
 * pivoting, all matrices in row order. Nothing is allocated.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations (4th edition), 3.4; Giles, Collected matrix
 * derivative results (2008), 2.2.3 and 2.3.1.
 */
public final class LinearSystems {
  private LinearSystems() {}

  /**
   * Stores X, n x m, with A X = B.
   *
   * @param lu receives the decomposition, n x n numbers, and the n rows that were swapped
   * @return 0, or the number of the first row, from 1, at which A is singular; X is good for
   *     nothing then
   */
  public static int solve(
      int n,
      int m,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] x,
      int xAt,
      double[] lu,
      int luAt) {
    int failed = decompose(n, a, aAt, lu, luAt);
    if (failed != 0) return failed;
    System.arraycopy(b, bAt, x, xAt, n * m);
    for (int i = 0; i < n; i++) swap(m, x, xAt, i, (int) lu[luAt + n * n + i]);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        Vectors.addScaled(-lu[luAt + i * n + j], x, xAt + j * m, x, xAt + i * m, m);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        Vectors.addScaled(-lu[luAt + i * n + j], x, xAt + j * m, x, xAt + i * m, m);
      }
      for (int c = 0; c < m; c++) x[xAt + i * m + c] /= lu[luAt + i * n + i];
    }
    return 0;
  }

  /** Returns 0, or the first row, from 1, without a pivot. */
  private static int decompose(int n, double[] a, int aAt, double[] lu, int luAt) {
    System.arraycopy(a, aAt, lu, luAt, n * n);
    int failed = 0;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(lu[luAt + i * n + k]) > Math.abs(lu[luAt + pivot * n + k])) pivot = i;
      }
      lu[luAt + n * n + k] = pivot;
      swap(n, lu, luAt, k, pivot);
      double diagonal = lu[luAt + k * n + k];
      if (diagonal == 0 || Double.isNaN(diagonal)) {
        if (failed == 0) failed = k + 1;
        continue;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = lu[luAt + i * n + k] / diagonal;
        lu[luAt + i * n + k] = factor;
        Vectors.addScaled(-factor, lu, luAt + k * n + k + 1, lu, luAt + i * n + k + 1, n - k - 1);
      }
    }
    return failed;
  }

  private static void swap(int m, double[] x, int xAt, int i, int j) {
    if (i == j) return;
    for (int c = 0; c < m; c++) {
      double one = x[xAt + i * m + c];
      x[xAt + i * m + c] = x[xAt + j * m + c];
      x[xAt + j * m + c] = one;
    }
  }

  /** Replaces the n x m numbers of x by W with A' W = X. */
  private static void solveTransposed(int n, int m, double[] lu, int luAt, double[] x, int xAt) {
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < m; c++) x[xAt + i * m + c] /= lu[luAt + i * n + i];
      for (int j = i + 1; j < n; j++) {
        Vectors.addScaled(-lu[luAt + i * n + j], x, xAt + i * m, x, xAt + j * m, m);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = 0; j < i; j++) {
        Vectors.addScaled(-lu[luAt + i * n + j], x, xAt + i * m, x, xAt + j * m, m);
      }
    }
    for (int i = n - 1; i >= 0; i--) swap(m, x, xAt, i, (int) lu[luAt + n * n + i]);
  }

  /**
   * Adds the adjoints of A and B where they are wanted, and uses up that of X: with W = A'^-1 dX,
   * dB += W and dA -= W X'.
   */
  public static void adjoint(
      int n,
      int m,
      int forA,
      int forB,
      double[] x,
      int xAt,
      double[] lu,
      int luAt,
      double[] dx,
      int dxAt,
      double[] da,
      int daAt,
      double[] db,
      int dbAt) {
    solveTransposed(n, m, lu, luAt, dx, dxAt);
    if (forB != 0) Vectors.addScaled(1, dx, dxAt, db, dbAt, n * m);
    if (forA == 0) return;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        da[daAt + i * n + j] -= Vectors.dot(dx, dxAt + i * m, x, xAt + j * m, m);
      }
    }
  }

  /** Stores log |det A| and the sign of det A; of a singular matrix minus infinity and 0. */
  public static void logDeterminant(
      int n, double[] a, int aAt, double[] result, int resultAt, double[] lu, int luAt) {
    decompose(n, a, aAt, lu, luAt);
    double sum = 0;
    double sign = 1;
    for (int i = 0; i < n; i++) {
      double diagonal = lu[luAt + i * n + i];
      sum += Elementary.log(Math.abs(diagonal));
      sign *= lu[luAt + n * n + i] == i ? Math.signum(diagonal) : -Math.signum(diagonal);
    }
    result[resultAt] = sum;
    result[resultAt + 1] = sign;
  }

  /** Adds the adjoint of A: that of log |det A| times A'^-1. */
  public static void logDeterminantAdjoint(
      int n,
      double[] lu,
      int luAt,
      double[] dResult,
      int dResultAt,
      double[] da,
      int daAt,
      double[] scratch,
      int scratchAt) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scratch[scratchAt + i * n + j] = i == j ? dResult[dResultAt] : 0;
      }
    }
    solveTransposed(n, n, lu, luAt, scratch, scratchAt);
    Vectors.addScaled(1, scratch, scratchAt, da, daAt, n * n);
  }
}
