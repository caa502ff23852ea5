package bayes.runtime.math;

/**
 * Systems of equations T X = B with a triangular matrix T, all matrices in row order. Nothing is
 * allocated.
 */
public final class TriangularSystems {
  private TriangularSystems() {}

  /**
   * Stores X, n x m, with T X = B; reads one triangle of T, n x n, the upper one if {@code upper}
   * is 1.
   *
   * @return 0, or the number of the first row, from 1, that has a zero (or NaN) on the diagonal; X
   *     is good for nothing then
   */
  public static int solve(
      int n, int m, int upper, double[] t, int tAt, double[] b, int bAt, double[] x, int xAt) {
    for (int i = 0; i < n; i++) {
      double diagonal = t[tAt + i * n + i];
      if (diagonal == 0 || Double.isNaN(diagonal)) return i + 1;
    }
    for (int r = 0; r < n; r++) {
      int i = upper == 0 ? r : n - 1 - r;
      int row = tAt + i * n;
      int from = upper == 0 ? 0 : i + 1;
      int to = upper == 0 ? i : n;
      if (m == 1) {
        x[xAt + i] =
            (b[bAt + i] - Vectors.dot(t, row + from, x, xAt + from, to - from)) / t[row + i];
        continue;
      }
      int at = xAt + i * m;
      for (int c = 0; c < m; c++) x[at + c] = b[bAt + i * m + c];
      for (int j = from; j < to; j++) Vectors.addScaled(-t[row + j], x, xAt + j * m, x, at, m);
      double scale = 1 / t[row + i];
      for (int c = 0; c < m; c++) x[at + c] *= scale;
    }
    return 0;
  }

  /**
   * Adds the adjoints of T and B where they are wanted, and uses up that of X: with W = T'^-1 dX,
   * dB += W and dT -= W X', in the triangle that is read.
   */
  public static void adjoint(
      int n,
      int m,
      int upper,
      int forT,
      int forB,
      double[] t,
      int tAt,
      double[] x,
      int xAt,
      double[] dx,
      int dxAt,
      double[] dt,
      int dtAt,
      double[] db,
      int dbAt) {
    for (int r = 0; r < n; r++) {
      int i = upper == 0 ? n - 1 - r : r;
      int row = tAt + i * n;
      int from = upper == 0 ? 0 : i + 1;
      int to = upper == 0 ? i : n;
      int at = dxAt + i * m;
      for (int c = 0; c < m; c++) dx[at + c] /= t[row + i];
      if (m == 1) {
        Vectors.addScaled(-dx[at], t, row + from, dx, dxAt + from, to - from);
      } else {
        for (int j = from; j < to; j++) Vectors.addScaled(-t[row + j], dx, at, dx, dxAt + j * m, m);
      }
    }
    if (forB != 0) Vectors.addScaled(1, dx, dxAt, db, dbAt, n * m);
    if (forT == 0) return;
    for (int i = 0; i < n; i++) {
      int from = upper == 0 ? 0 : i;
      int to = upper == 0 ? i + 1 : n;
      if (m == 1) {
        Vectors.addScaled(-dx[dxAt + i], x, xAt + from, dt, dtAt + i * n + from, to - from);
        continue;
      }
      for (int j = from; j < to; j++) {
        dt[dtAt + i * n + j] -= Vectors.dot(dx, dxAt + i * m, x, xAt + j * m, m);
      }
    }
  }
}
