package bayes.runtime.math;

/**
 * The thin decomposition A = Q R of an n x m matrix, n >= m, in row order: the columns of Q are
 * orthonormal, R is an upper triangle with a positive diagonal. Nothing is allocated.
 *
 * <p>By Gram and Schmidt's method with each projection done twice, which keeps Q orthogonal to
 * rounding. Source: Giraud, Langou and Rozloznik (2005); the adjoint is by Walter and Lehmann,
 * Algorithmic differentiation of linear algebra functions (2010).
 */
public final class QrDecomposition {
  private QrDecomposition() {}

  /**
   * Stores Q, n x m, and R, m x m.
   *
   * @return 0, or the number of the first column, from 1, that depends on those before it
   */
  public static int decompose(
      int n, int m, double[] a, int aAt, double[] q, int qAt, double[] r, int rAt) {
    System.arraycopy(a, aAt, q, qAt, n * m);
    for (int i = 0; i < m * m; i++) r[rAt + i] = 0;
    for (int j = 0; j < m; j++) {
      double before = norm(n, m, q, qAt + j);
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < j; i++) {
          double share = 0;
          for (int k = 0; k < n; k++) share += q[qAt + k * m + i] * q[qAt + k * m + j];
          for (int k = 0; k < n; k++) q[qAt + k * m + j] -= share * q[qAt + k * m + i];
          r[rAt + i * m + j] += share;
        }
      }
      double norm = norm(n, m, q, qAt + j);
      if (!(norm > 1e-14 * before)) return j + 1;
      r[rAt + j * m + j] = norm;
      for (int k = 0; k < n; k++) q[qAt + k * m + j] /= norm;
    }
    return 0;
  }

  private static double norm(int n, int step, double[] x, int at) {
    double sum = 0;
    for (int k = 0; k < n; k++) sum += x[at + k * step] * x[at + k * step];
    return Math.sqrt(sum);
  }

  /**
   * Adds the adjoint of A, and uses up that of Q: (dQ + Q S) R'^-1, where S is symmetric with the
   * lower triangle of R dR' - dQ' Q.
   *
   * @param scratch at least m x m numbers
   */
  public static void adjoint(
      int n,
      int m,
      double[] q,
      int qAt,
      double[] r,
      int rAt,
      double[] dq,
      int dqAt,
      double[] dr,
      int drAt,
      double[] da,
      int daAt,
      double[] scratch,
      int scratchAt) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = Vectors.dot(r, rAt + i * m + i, dr, drAt + j * m + i, m - i);
        for (int k = 0; k < n; k++) sum -= dq[dqAt + k * m + i] * q[qAt + k * m + j];
        scratch[scratchAt + i * m + j] = sum;
        scratch[scratchAt + j * m + i] = sum;
      }
    }
    for (int k = 0; k < n; k++) {
      int row = dqAt + k * m;
      for (int i = 0; i < m; i++) {
        Vectors.addScaled(q[qAt + k * m + i], scratch, scratchAt + i * m, dq, row, m);
      }
      // Of y R' = dq: from the last column on.
      for (int j = m - 1; j >= 0; j--) {
        double rest = dq[row + j] - Vectors.dot(r, rAt + j * m + j + 1, dq, row + j + 1, m - j - 1);
        dq[row + j] = rest / r[rAt + j * m + j];
        da[daAt + k * m + j] += dq[row + j];
      }
    }
  }
}
