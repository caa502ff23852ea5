package bayes.runtime.math;

/**
 * The Cholesky factor of a symmetric positive definite matrix, in row order, and its adjoint.
 * Nothing is allocated.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations (4th edition), 4.2.5; Murray, Differentiation
 * of the Cholesky decomposition (2016), equations 15 to 19, here by rows.
 */
public final class Cholesky {
  /** Smaller matrices are not worth a copy of their columns. */
  private static final int SMALL = 8;

  private Cholesky() {}

  /**
   * Stores the lower triangle L with A = L L', and zeros above it; reads the lower triangle of A.
   *
   * @return 0, or the number of the first row, from 1, at which A is not positive definite; L is
   *     good for nothing then
   */
  public static int factor(int n, double[] a, int aAt, double[] l, int lAt) {
    for (int i = 0; i < n; i++) {
      int row = lAt + i * n;
      for (int j = 0; j < i; j++) {
        int other = lAt + j * n;
        double rest = a[aAt + i * n + j] - Vectors.dot(l, row, l, other, j);
        l[row + j] = rest / l[other + j];
      }
      double rest = a[aAt + i * n + i] - Vectors.dot(l, row, l, row, i);
      if (!(rest > 0 && rest < Double.POSITIVE_INFINITY)) return i + 1;
      l[row + i] = Math.sqrt(rest);
      for (int j = i + 1; j < n; j++) l[row + j] = 0;
    }
    return 0;
  }

  /**
   * Adds the adjoint of A, in its lower triangle, and uses up that of L.
   *
   * <p>Let S be symmetric, with S[i,k] the adjoint of A[i,k] below the diagonal and twice that on
   * it. Then S[i,k] = (dL[i,k] - sum over j > k of S[i,j] L[j,k]) / L[k,k] for i > k, and the same
   * on the diagonal, where the sum runs over S[k,j] L[j,k]. S takes the place of dL.
   *
   * @param scratch n x n numbers, for the columns of L
   */
  public static void adjoint(
      int n,
      double[] l,
      int lAt,
      double[] dl,
      int dlAt,
      double[] da,
      int daAt,
      double[] scratch,
      int scratchAt) {
    boolean small = n < SMALL;
    if (!small) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k <= i; k++) scratch[scratchAt + k * n + i] = l[lAt + i * n + k];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      int row = dlAt + i * n;
      for (int k = i; k >= 0; k--) {
        double sum = 0;
        if (small) {
          for (int j = k + 1; j < n; j++) sum += dl[row + j] * l[lAt + j * n + k];
        } else {
          sum = Vectors.dot(dl, row + k + 1, scratch, scratchAt + k * n + k + 1, n - k - 1);
        }
        double s = (dl[row + k] - sum) / l[lAt + k * n + k];
        dl[row + k] = s;
        dl[dlAt + k * n + i] = s;
        da[daAt + i * n + k] += i == k ? 0.5 * s : s;
      }
    }
  }
}
