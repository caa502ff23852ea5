package bayes.runtime.math;

/**
 * The exponential of a matrix in row order, by its Taylor series after halving and squarings of
 * that after, and its adjoint. Nothing is allocated.
 *
 * <p>Source: Higham, Functions of Matrices (2008), 10.3 and equation 3.16.
 */
public final class MatrixExponential {
  /** Of a matrix of norm 1/2, the next term is below 1e-21. */
  private static final int DEGREE = 17;

  private MatrixExponential() {}

  /**
   * Stores exp(A).
   *
   * @param work 2 n x n numbers
   */
  public static void exp(
      int n, double[] a, int aAt, double[] e, int eAt, double[] work, int workAt) {
    int halvings = halvings(n, a, aAt);
    double scale = Math.scalb(1.0, -halvings);
    int next = workAt + n * n;
    for (int i = 0; i < n * n; i++) work[workAt + i] = scale * a[aAt + i];
    identity(n, e, eAt);
    for (int k = DEGREE; k >= 1; k--) {
      // 1 + A / k times what there is.
      Products.multiply(n, n, n, work, workAt, e, eAt, work, next);
      for (int i = 0; i < n * n; i++) e[eAt + i] = work[next + i] / k;
      for (int i = 0; i < n; i++) e[eAt + i * n + i] += 1;
    }
    for (int k = 0; k < halvings; k++) {
      System.arraycopy(e, eAt, work, workAt, n * n);
      Products.multiply(n, n, n, work, workAt, work, workAt, e, eAt);
    }
  }

  /** How often to halve for a norm of at most 1/2; not at all if it is no number. */
  private static int halvings(int n, double[] a, int aAt) {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < n; j++) row += Math.abs(a[aAt + i * n + j]);
      norm = Math.max(norm, row);
    }
    return norm > 0.5 && norm < Double.POSITIVE_INFINITY ? Math.getExponent(norm) + 2 : 0;
  }

  private static void identity(int n, double[] e, int eAt) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) e[eAt + i * n + j] = i == j ? 1 : 0;
    }
  }

  /**
   * Adds the adjoint of A, the Frechet derivative of exp at A' in the direction dE: the upper right
   * block of exp([A' dE; 0 A']).
   *
   * @param scratch 16 n x n numbers
   */
  public static void adjoint(
      int n,
      double[] a,
      int aAt,
      double[] de,
      int deAt,
      double[] da,
      int daAt,
      double[] scratch,
      int scratchAt) {
    int both = 2 * n;
    int result = scratchAt + both * both;
    // It is linear in dE, which must not decide how often to halve.
    double size = 0;
    for (int i = 0; i < n * n; i++) size = Math.max(size, Math.abs(de[deAt + i]));
    if (size == 0) return;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scratch[scratchAt + i * both + j] = a[aAt + j * n + i];
        scratch[scratchAt + i * both + n + j] = de[deAt + i * n + j] / size;
        scratch[scratchAt + (n + i) * both + j] = 0;
        scratch[scratchAt + (n + i) * both + n + j] = a[aAt + j * n + i];
      }
    }
    exp(both, scratch, scratchAt, scratch, result, scratch, result + both * both);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        da[daAt + i * n + j] += size * scratch[result + i * both + n + j];
      }
    }
  }
}
