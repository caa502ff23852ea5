package bayes.runtime.math;

/**
 * The sum of squared residuals of a linear model with coefficients that differ between groups of
 * rows: sum over i of (z[i] . c[g(i)] + x[i] . b - y[i])^2, as a function of c and b.
 *
 * <p>The columns of the design are p that have coefficients of their own in each group (z), then
 * others (x), then y: m in all. {@link #factor} rotates the rows of each group until all but p of
 * them are zero in its first p columns, then what is left of all groups until it is a triangle. As
 * rotations keep squares, the sum is that of (p per group) + (m - p) rows, exactly but for
 * rounding; constants stand first among the columns, so that what follows is centred. With p = m
 * each group is a sum of its own. Source: Golub and Van Loan, Matrix Computations (4th ed., 2013),
 * chapter 5.
 *
 * <p>A factor is a flat array: for each group its p rows of m numbers, then the triangle, q x q
 * with q = m - p, then 1 if it can take the place of the rows, else 0. It cannot where it would be
 * as much work, or where {@link FactorCheck} finds that it disagrees with the rows.
 */
public final class SquaredResiduals {
  private SquaredResiduals() {}

  /** The length of a factor. */
  public static int length(int groups, int p, int m) {
    return groups * p * m + (m - p) * (m - p) + 1;
  }

  /**
   * Stores the factor of n rows.
   *
   * @param design n x m numbers, column by column
   * @param group of each row, from 1
   */
  public static void factor(
      int n,
      int groups,
      int p,
      int m,
      double[] design,
      int designAt,
      int[] group,
      int groupAt,
      double[] factor,
      int at) {
    int last = at + length(groups, p, m) - 1;
    java.util.Arrays.fill(factor, at, last + 1, 0);
    if (!pays(n, groups, p, m)) return;
    double[] rows = new double[n * m];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < m; c++) rows[i * m + c] = design[designAt + c * n + i];
    }
    int[] order = byGroup(n, groups, group, groupAt);
    double[] rest = new double[n * m];
    int left = 0;
    for (int start = 0; start < n; ) {
      int g = group[groupAt + order[start]];
      int end = start;
      double[] block = new double[0];
      while (end < n && group[groupAt + order[end]] == g) end++;
      block = new double[(end - start) * m];
      for (int i = start; i < end; i++) {
        System.arraycopy(rows, order[i] * m, block, (i - start) * m, m);
      }
      eliminate(end - start, p, m, block);
      int kept = Math.min(p, end - start);
      System.arraycopy(block, 0, factor, at + (g - 1) * p * m, kept * m);
      for (int i = kept; i < end - start; i++) {
        System.arraycopy(block, i * m + p, rest, left * (m - p), m - p);
        left++;
      }
      start = end;
    }
    int q = m - p;
    eliminate(left, q, q, rest);
    System.arraycopy(rest, 0, factor, at + groups * p * m, Math.min(left, q) * q);
    boolean agrees = new FactorCheck(n, groups, p, m, rows, group, groupAt, factor, at).agrees();
    factor[last] = agrees ? 1 : 0;
  }

  /** Whether the factor is less work than the rows, with some margin for its overhead. */
  private static boolean pays(int n, int groups, int p, int m) {
    long q = m - p;
    long ofFactor = (long) groups * p * m + q * (q + 1) / 2;
    return n > 0 && ofFactor < 0.7 * n * (m + 2.0);
  }

  /** The numbers of the rows, those of each group together. */
  private static int[] byGroup(int n, int groups, int[] group, int groupAt) {
    int[] next = new int[groups + 1];
    for (int i = 0; i < n; i++) next[group[groupAt + i]]++;
    for (int g = 1; g <= groups; g++) next[g] += next[g - 1];
    int[] order = new int[n];
    for (int i = n - 1; i >= 0; i--) order[--next[group[groupAt + i]]] = i;
    return order;
  }

  /** Makes zeros below the diagonal of the first columns, by Householder's reflections. */
  static void eliminate(int n, int columns, int m, double[] a) {
    for (int c = 0; c < columns && c < n - 1; c++) {
      double largest = 0;
      for (int i = c; i < n; i++) largest = Math.max(largest, Math.abs(a[i * m + c]));
      if (largest == 0) continue;
      double squares = 0;
      for (int i = c; i < n; i++) {
        double scaled = a[i * m + c] / largest;
        squares += scaled * scaled;
      }
      double norm = Math.sqrt(squares) * largest;
      double head = a[c * m + c];
      double diagonal = head > 0 ? -norm : norm;
      double first = head - diagonal;
      // v = (1, a[c + 1] / first, ...), and the reflection is I - beta v v'.
      double beta = -first / diagonal;
      for (int i = c + 1; i < n; i++) a[i * m + c] /= first;
      for (int k = c + 1; k < m; k++) {
        double sum = a[c * m + k];
        for (int i = c + 1; i < n; i++) sum += a[i * m + c] * a[i * m + k];
        sum *= beta;
        a[c * m + k] -= sum;
        for (int i = c + 1; i < n; i++) a[i * m + k] -= sum * a[i * m + c];
      }
      a[c * m + c] = diagonal;
      for (int i = c + 1; i < n; i++) a[i * m + c] = 0;
    }
  }

  /**
   * Stores the sum of squares, or with p = m that of each group, and the residuals of the factor's
   * rows, which {@link #adjoint} reads.
   *
   * @param c coefficients of the groups' columns, column by column; that of y, -1, is not among
   *     them
   * @param b the other coefficients, without that of y
   */
  public static void value(
      int groups,
      int p,
      int m,
      double[] factor,
      int at,
      double[] c,
      int cAt,
      double[] b,
      int bAt,
      double[] sums,
      int sumsAt,
      double[] residuals,
      int residualsAt) {
    int q = m - p;
    double total = 0;
    for (int g = 0; g < groups; g++) {
      double sum = 0;
      for (int r = 0; r < p; r++) {
        int row = at + (g * p + r) * m;
        double residual = -factor[row + m - 1];
        for (int k = r; k < Math.min(p, m - 1); k++) {
          residual += factor[row + k] * c[cAt + k * groups + g];
        }
        for (int k = p; k < m - 1; k++) residual += factor[row + k] * b[bAt + k - p];
        residuals[residualsAt + g * p + r] = residual;
        sum += residual * residual;
      }
      if (q == 0) sums[sumsAt + g] = sum;
      else total += sum;
    }
    if (q == 0) return;
    int triangle = at + groups * p * m;
    for (int r = 0; r < q; r++) {
      int row = triangle + r * q;
      double residual = Vectors.dot(factor, row + r, b, bAt + r, Math.max(0, q - 1 - r));
      residual -= factor[row + q - 1];
      residuals[residualsAt + groups * p + r] = residual;
      total += residual * residual;
    }
    sums[sumsAt] = total;
  }

  /**
   * Adds the adjoints of the coefficients: twice the factor's rows, times their residuals.
   *
   * @param forFactor not wanted: a factor comes from data
   * @param forC whether that of c is wanted
   * @param forB whether that of b is wanted
   */
  public static void adjoint(
      int groups,
      int p,
      int m,
      int forFactor,
      int forC,
      int forB,
      double[] factor,
      int at,
      double[] residuals,
      int residualsAt,
      double[] dSums,
      int dSumsAt,
      double[] dFactor,
      int dFactorAt,
      double[] dc,
      int dcAt,
      double[] db,
      int dbAt) {
    int q = m - p;
    for (int g = 0; g < groups; g++) {
      double d = 2 * dSums[q == 0 ? dSumsAt + g : dSumsAt];
      for (int r = 0; r < p; r++) {
        int row = at + (g * p + r) * m;
        double share = d * residuals[residualsAt + g * p + r];
        if (forC != 0) {
          for (int k = r; k < Math.min(p, m - 1); k++) {
            dc[dcAt + k * groups + g] += share * factor[row + k];
          }
        }
        if (forB == 0) continue;
        for (int k = p; k < m - 1; k++) db[dbAt + k - p] += share * factor[row + k];
      }
    }
    if (q == 0 || forB == 0) return;
    int triangle = at + groups * p * m;
    for (int r = 0; r < q - 1; r++) {
      double share = 2 * dSums[dSumsAt] * residuals[residualsAt + groups * p + r];
      Vectors.addScaled(share, factor, triangle + r * q + r, db, dbAt + r, q - 1 - r);
    }
  }
}
