package bayes.runtime.solve;

/**
 * A square system of linear equations A x = b by LU factors with partial pivoting, for the few
 * unknowns of a solver's step; also transposed.
 */
final class LinearSystem {
  private final int n;
  private final double[] factors;
  private final int[] pivots;
  private final double[] permuted;

  LinearSystem(int n) {
    this.n = n;
    factors = new double[n * n];
    pivots = new int[n];
    permuted = new double[n];
  }

  /** The matrix by rows: to be filled, then factored in place. */
  double[] matrix() {
    return factors;
  }

  /** Factors the matrix; false if it is singular or not finite. */
  boolean factor() {
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(factors[i * n + k]) > Math.abs(factors[pivot * n + k])) pivot = i;
      }
      pivots[k] = pivot;
      double largest = factors[pivot * n + k];
      if (!(Math.abs(largest) > 0) || Double.isInfinite(largest)) return false;
      if (pivot != k) swapRows(k, pivot);
      for (int i = k + 1; i < n; i++) {
        double factor = factors[i * n + k] / largest;
        factors[i * n + k] = factor;
        if (factor == 0) continue;
        for (int j = k + 1; j < n; j++) factors[i * n + j] -= factor * factors[k * n + j];
      }
    }
    return true;
  }

  private void swapRows(int a, int b) {
    for (int j = 0; j < n; j++) {
      double kept = factors[a * n + j];
      factors[a * n + j] = factors[b * n + j];
      factors[b * n + j] = kept;
    }
  }

  /** Replaces b by the solution x of A x = b. */
  void solve(double[] b) {
    for (int k = 0; k < n; k++) swap(b, k, pivots[k]);
    for (int i = 1; i < n; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) sum -= factors[i * n + j] * b[j];
      b[i] = sum;
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < n; j++) sum -= factors[i * n + j] * b[j];
      b[i] = sum / factors[i * n + i];
    }
  }

  /** Replaces b by the solution x of A' x = b. */
  void solveTransposed(double[] b) {
    System.arraycopy(b, 0, permuted, 0, n);
    for (int i = 0; i < n; i++) {
      double sum = permuted[i];
      for (int j = 0; j < i; j++) sum -= factors[j * n + i] * permuted[j];
      permuted[i] = sum / factors[i * n + i];
    }
    for (int i = n - 2; i >= 0; i--) {
      double sum = permuted[i];
      for (int j = i + 1; j < n; j++) sum -= factors[j * n + i] * permuted[j];
      permuted[i] = sum;
    }
    System.arraycopy(permuted, 0, b, 0, n);
    for (int k = n - 1; k >= 0; k--) swap(b, k, pivots[k]);
  }

  private static void swap(double[] b, int i, int j) {
    double kept = b[i];
    b[i] = b[j];
    b[j] = kept;
  }
}
