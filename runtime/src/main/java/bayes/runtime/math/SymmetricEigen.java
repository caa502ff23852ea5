package bayes.runtime.math;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix in row order, by Jacobi's method, and their
 * adjoint. Nothing is allocated.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations (4th edition), 8.5; Giles, Collected matrix
 * derivative results (2008), 3.1.
 */
public final class SymmetricEigen {
  private static final int MOST_SWEEPS = 60;

  /** Eigenvalues closer than this, relative to the largest, count as equal. */
  private static final double EQUAL = 1e-13;

  private SymmetricEigen() {}

  /**
   * Stores the eigenvalues, ascending, and the eigenvectors as the columns of V; reads the lower
   * triangle of A. Of each vector the element of largest size is positive.
   *
   * @param work n x n numbers
   */
  public static void decompose(
      int n,
      double[] a,
      int aAt,
      double[] values,
      int valuesAt,
      double[] v,
      int vAt,
      double[] work,
      int workAt) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        work[workAt + i * n + j] = a[aAt + (j <= i ? i * n + j : j * n + i)];
        v[vAt + i * n + j] = i == j ? 1 : 0;
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && sweep(n, work, workAt, v, vAt); sweep++) {}
    for (int i = 0; i < n; i++) values[valuesAt + i] = work[workAt + i * n + i];
    sort(n, values, valuesAt, v, vAt);
    for (int j = 0; j < n; j++) orient(n, v, vAt + j, n);
  }

  /** Rotates all pairs once; returns whether there was anything to rotate. */
  private static boolean sweep(int n, double[] w, int at, double[] v, int vAt) {
    boolean rotated = false;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        double off = w[at + p * n + q];
        double one = w[at + p * n + p];
        double other = w[at + q * n + q];
        if (off == 0 || Math.abs(off) < 1e-17 * Math.sqrt(Math.abs(one) * Math.abs(other)))
          continue;
        if (!(Math.abs(off) > Double.MIN_NORMAL)) continue;
        rotated = true;
        double theta = (other - one) / (2 * off);
        double t = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        if (theta < 0) t = -t;
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < n; k++) rotate(w, at + k * n + p, at + k * n + q, c, s);
        for (int k = 0; k < n; k++) rotate(w, at + p * n + k, at + q * n + k, c, s);
        w[at + p * n + q] = 0;
        w[at + q * n + p] = 0;
        for (int k = 0; k < n; k++) rotate(v, vAt + k * n + p, vAt + k * n + q, c, s);
      }
    }
    return rotated;
  }

  static void rotate(double[] x, int p, int q, double c, double s) {
    double one = x[p];
    double other = x[q];
    x[p] = c * one - s * other;
    x[q] = s * one + c * other;
  }

  private static void sort(int n, double[] values, int at, double[] v, int vAt) {
    for (int i = 0; i < n - 1; i++) {
      int least = i;
      for (int j = i + 1; j < n; j++) if (values[at + j] < values[at + least]) least = j;
      if (least == i) continue;
      exchange(values, at + i, at + least);
      for (int k = 0; k < n; k++) exchange(v, vAt + k * n + i, vAt + k * n + least);
    }
  }

  static void exchange(double[] x, int i, int j) {
    double one = x[i];
    x[i] = x[j];
    x[j] = one;
  }

  /** Makes the element of largest size positive; returns whether the vector was turned. */
  static boolean orient(int n, double[] v, int at, int step) {
    int largest = 0;
    for (int k = 1; k < n; k++) {
      if (Math.abs(v[at + k * step]) > Math.abs(v[at + largest * step]) * (1 + 1e-9)) largest = k;
    }
    if (n == 0 || v[at + largest * step] >= 0) return false;
    for (int k = 0; k < n; k++) v[at + k * step] = -v[at + k * step];
    return true;
  }

  /**
   * Adds the adjoint of A, in its lower triangle: V (diag(dw) + F * (V' dV)) V' with F[i,j] = 1 /
   * (w[j] - w[i]). Of equal eigenvalues F is 0: their vectors have no derivative, and functions
   * that do not depend on the choice of them need none.
   *
   * @param scratch 2 n x n numbers
   */
  public static void adjoint(
      int n,
      double[] values,
      int valuesAt,
      double[] v,
      int vAt,
      double[] dw,
      int dwAt,
      double[] dv,
      int dvAt,
      double[] da,
      int daAt,
      double[] scratch,
      int scratchAt) {
    int second = scratchAt + n * n;
    double largest = 0;
    for (int i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[valuesAt + i]));
    Products.multiplyTransposed(n, n, n, v, vAt, dv, dvAt, scratch, scratchAt);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double gap = values[valuesAt + j] - values[valuesAt + i];
        double f = Math.abs(gap) <= EQUAL * largest ? 0 : 1 / gap;
        double inner = i == j ? dw[dwAt + i] : f * scratch[scratchAt + i * n + j];
        scratch[scratchAt + i * n + j] = inner;
      }
    }
    Products.multiply(n, n, n, v, vAt, scratch, scratchAt, scratch, second);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double one = Vectors.dot(scratch, second + i * n, v, vAt + j * n, n);
        double other = i == j ? 0 : Vectors.dot(scratch, second + j * n, v, vAt + i * n, n);
        da[daAt + i * n + j] += one + other;
      }
    }
  }
}
