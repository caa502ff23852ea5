package bayes.runtime.math;

/**
 * The thin singular value decomposition A = U diag(s) V' of an n x m matrix in row order, with k =
 * min(n, m) singular values, descending, by one-sided Jacobi rotations, and its adjoint. Nothing is
 * allocated.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations (4th edition), 8.6.3; Townsend,
 * Differentiating the singular value decomposition (2016).
 */
public final class SingularValues {
  private static final int MOST_SWEEPS = 60;

  /**
   * Singular values whose squares are closer than this, relative to the largest, count as equal.
   */
  private static final double EQUAL = 1e-13;

  private SingularValues() {}

  /**
   * Stores U, n x k, s, and V, m x k. Of each column of V the element of largest size is positive.
   *
   * @param work max(n, m) x k and k x k numbers
   */
  public static void decompose(
      int n,
      int m,
      double[] a,
      int aAt,
      double[] u,
      int uAt,
      double[] s,
      int sAt,
      double[] v,
      int vAt,
      double[] work,
      int workAt) {
    boolean tall = n >= m;
    int rows = Math.max(n, m);
    int k = Math.min(n, m);
    // B is A or A', with at least as many rows as columns; C gathers the rotations of its columns.
    int cAt = workAt + rows * k;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < k; j++) {
        work[workAt + i * k + j] = tall ? a[aAt + i * m + j] : a[aAt + j * m + i];
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) work[cAt + i * k + j] = i == j ? 1 : 0;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && sweep(rows, k, work, workAt, cAt); sweep++) {}
    for (int j = 0; j < k; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) sum += work[workAt + i * k + j] * work[workAt + i * k + j];
      s[sAt + j] = Math.sqrt(sum);
    }
    sort(rows, k, s, sAt, work, workAt, cAt);
    for (int j = 0; j < k; j++) {
      double scale = s[sAt + j] > 0 ? 1 / s[sAt + j] : 0;
      for (int i = 0; i < rows; i++) work[workAt + i * k + j] *= scale;
    }
    System.arraycopy(work, tall ? workAt : cAt, u, uAt, n * k);
    System.arraycopy(work, tall ? cAt : workAt, v, vAt, m * k);
    for (int j = 0; j < k; j++) {
      if (!SymmetricEigen.orient(m, v, vAt + j, k)) continue;
      for (int i = 0; i < n; i++) u[uAt + i * k + j] = -u[uAt + i * k + j];
    }
  }

  /** Makes all pairs of columns orthogonal once; returns whether there was anything to do. */
  private static boolean sweep(int rows, int k, double[] w, int at, int cAt) {
    boolean rotated = false;
    for (int p = 0; p < k; p++) {
      for (int q = p + 1; q < k; q++) {
        double one = 0;
        double other = 0;
        double both = 0;
        for (int i = 0; i < rows; i++) {
          double x = w[at + i * k + p];
          double y = w[at + i * k + q];
          one += x * x;
          other += y * y;
          both += x * y;
        }
        if (!(Math.abs(both) > 1e-16 * Math.sqrt(one * other))) continue;
        rotated = true;
        double theta = (other - one) / (2 * both);
        double t = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        if (theta < 0) t = -t;
        double c = 1 / Math.sqrt(t * t + 1);
        for (int i = 0; i < rows; i++) {
          SymmetricEigen.rotate(w, at + i * k + p, at + i * k + q, c, t * c);
        }
        for (int i = 0; i < k; i++) {
          SymmetricEigen.rotate(w, cAt + i * k + p, cAt + i * k + q, c, t * c);
        }
      }
    }
    return rotated;
  }

  private static void sort(int rows, int k, double[] s, int sAt, double[] w, int at, int cAt) {
    for (int i = 0; i < k - 1; i++) {
      int most = i;
      for (int j = i + 1; j < k; j++) if (s[sAt + j] > s[sAt + most]) most = j;
      if (most == i) continue;
      SymmetricEigen.exchange(s, sAt + i, sAt + most);
      for (int r = 0; r < rows; r++) SymmetricEigen.exchange(w, at + r * k + i, at + r * k + most);
      for (int r = 0; r < k; r++) SymmetricEigen.exchange(w, cAt + r * k + i, cAt + r * k + most);
    }
  }

  /**
   * Adds the adjoint of A, and uses up those of U and V: with the antisymmetric parts P = F * (U'
   * dU - dU' U) and Q = F * (V' dV - dV' V), F[i,j] = 1 / (s[j]^2 - s[i]^2), U (P S + S Q +
   * diag(ds)) V' + (I - U U') dU S^-1 V' + U S^-1 dV' (I - V V'). Of equal singular values F is 0,
   * as for eigenvalues, and so is the inverse of 0.
   *
   * @param scratch 2 n x m numbers
   */
  public static void adjoint(
      int n,
      int m,
      double[] u,
      int uAt,
      double[] s,
      int sAt,
      double[] v,
      int vAt,
      double[] du,
      int duAt,
      double[] ds,
      int dsAt,
      double[] dv,
      int dvAt,
      double[] da,
      int daAt,
      double[] scratch,
      int scratchAt) {
    int k = Math.min(n, m);
    int inner = scratchAt;
    int product = scratchAt + k * k;
    for (int i = 0; i < k * k; i++) scratch[inner + i] = 0;
    for (int i = 0; i < k; i++) scratch[inner + i * k + i] = ds[dsAt + i];
    // U and dU: P S, and what is left of dU times S^-1.
    rotations(n, k, u, uAt, s, sAt, du, duAt, scratch, product, inner, false);
    rotations(m, k, v, vAt, s, sAt, dv, dvAt, scratch, product, inner, true);
    // (U inner + dU) V' + U dV'.
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        double sum = du[duAt + i * k + j];
        for (int l = 0; l < k; l++) sum += u[uAt + i * k + l] * scratch[inner + l * k + j];
        du[duAt + i * k + j] = sum;
      }
    }
    Products.addByTransposed(n, k, m, 1, du, duAt, v, vAt, da, daAt);
    Products.addByTransposed(n, k, m, 1, u, uAt, dv, dvAt, da, daAt);
  }

  /**
   * Adds P S (or S P) to {@code inner}, and replaces the adjoint dX by (I - X X') dX S^-1. {@code
   * product} is scratch of k x k numbers.
   */
  private static void rotations(
      int n,
      int k,
      double[] x,
      int xAt,
      double[] s,
      int sAt,
      double[] dx,
      int dxAt,
      double[] scratch,
      int product,
      int inner,
      boolean left) {
    Products.multiplyTransposed(k, n, k, x, xAt, dx, dxAt, scratch, product);
    double most = k == 0 ? 0 : s[sAt] * s[sAt];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double gap = s[sAt + j] * s[sAt + j] - s[sAt + i] * s[sAt + i];
        double f = Math.abs(gap) <= EQUAL * most ? 0 : 1 / gap;
        double turned = scratch[product + i * k + j] - scratch[product + j * k + i];
        scratch[inner + i * k + j] += f * turned * s[sAt + (left ? i : j)];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        double sum = dx[dxAt + i * k + j];
        for (int l = 0; l < k; l++) sum -= x[xAt + i * k + l] * scratch[product + l * k + j];
        dx[dxAt + i * k + j] = s[sAt + j] > 0 ? sum / s[sAt + j] : 0;
      }
    }
  }
}
