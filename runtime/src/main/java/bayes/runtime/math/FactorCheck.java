package bayes.runtime.math;

/**
 * Holds a factor of {@link SquaredResiduals} against the rows that it stands for: at the smallest
 * sum of squares, where cancellation is largest, and at two points around it.
 */
final class FactorCheck {
  private static final double TOLERANCE = 1e-11;

  /** How far a sum may be off by the rounding of its terms alone, relative to their squares. */
  private static final double ROUNDING = 1e-28;

  /** Pivots that are smaller, relative to their column, count as zero. */
  private static final double DEPENDENT = 1e-12;

  private final int n;
  private final int groups;
  private final int p;
  private final int m;
  private final double[] rows;
  private final int[] group;
  private final int groupAt;
  private final double[] factor;
  private final int at;

  private final double[] c;
  private final double[] b;
  private final double[] sizes;

  FactorCheck(
      int n,
      int groups,
      int p,
      int m,
      double[] rows,
      int[] group,
      int groupAt,
      double[] factor,
      int at) {
    this.n = n;
    this.groups = groups;
    this.p = p;
    this.m = m;
    this.rows = rows;
    this.group = group;
    this.groupAt = groupAt;
    this.factor = factor;
    this.at = at;
    this.c = new double[groups * ofGroup()];
    this.b = new double[m - 1 - ofGroup()];
    this.sizes = new double[m];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) sizes[k] += rows[i * m + k] * rows[i * m + k];
    }
    for (int k = 0; k < m; k++) sizes[k] = Math.sqrt(sizes[k] / n);
  }

  /** The number of coefficients that each group has of its own. */
  private int ofGroup() {
    return Math.min(p, m - 1);
  }

  boolean agrees() {
    solve();
    if (!agreesHere()) return false;
    double residual = Math.sqrt(total(direct()) / n);
    for (double step : new double[] {1, 10}) {
      for (int k = 0; k < c.length; k++) {
        c[k] += displacement(k, k / groups, step * residual);
      }
      for (int k = 0; k < b.length; k++) b[k] += displacement(k, ofGroup() + k, step * residual);
      if (!agreesHere()) return false;
    }
    return true;
  }

  private double displacement(int k, int column, double size) {
    if (sizes[column] == 0) return 0;
    return (k % 2 == 0 ? size : -size) / sizes[column];
  }

  /** The coefficients of the smallest sum; those that nothing determines are zero. */
  private void solve() {
    int q = m - p;
    int triangle = at + groups * p * m;
    for (int r = q - 2; r >= 0; r--) {
      int row = triangle + r * q;
      double rest = factor[row + q - 1];
      for (int k = r + 1; k < q - 1; k++) rest -= factor[row + k] * b[k];
      b[r] = quotient(rest, factor[row + r], p + r);
    }
    for (int g = 0; g < groups; g++) {
      for (int r = ofGroup() - 1; r >= 0; r--) {
        int row = at + (g * p + r) * m;
        double rest = factor[row + m - 1];
        for (int k = r + 1; k < ofGroup(); k++) rest -= factor[row + k] * c[k * groups + g];
        for (int k = p; k < m - 1; k++) rest -= factor[row + k] * b[k - p];
        c[r * groups + g] = quotient(rest, factor[row + r], r);
      }
    }
  }

  private double quotient(double rest, double pivot, int column) {
    return Math.abs(pivot) > DEPENDENT * sizes[column] * Math.sqrt(n) ? rest / pivot : 0;
  }

  private static double total(double[] sums) {
    double total = 0;
    for (double sum : sums) total += sum;
    return total;
  }

  private boolean agreesHere() {
    double[] expected = direct();
    double[] found = new double[expected.length];
    double[] residuals = new double[groups * p + m - p];
    SquaredResiduals.value(groups, p, m, factor, at, c, 0, b, 0, found, 0, residuals, 0);
    double[] terms = terms();
    for (int k = 0; k < found.length; k++) {
      double apart = Math.abs(found[k] - expected[k]);
      if (!(apart <= TOLERANCE * expected[k] + ROUNDING * terms[k])) return false;
    }
    return true;
  }

  /** The sums from the rows. */
  private double[] direct() {
    double[] sums = new double[p == m ? groups : 1];
    for (int i = 0; i < n; i++) {
      double residual = -rows[i * m + m - 1];
      for (int k = 0; k < m - 1; k++) residual += rows[i * m + k] * coefficient(i, k);
      sums[p == m ? group[groupAt + i] - 1 : 0] += residual * residual;
    }
    return sums;
  }

  /** The sums of the squares of the sizes of the terms that a residual is made of. */
  private double[] terms() {
    double[] sums = new double[p == m ? groups : 1];
    for (int i = 0; i < n; i++) {
      double size = Math.abs(rows[i * m + m - 1]);
      for (int k = 0; k < m - 1; k++) size += Math.abs(rows[i * m + k] * coefficient(i, k));
      sums[p == m ? group[groupAt + i] - 1 : 0] += size * size;
    }
    return sums;
  }

  private double coefficient(int row, int column) {
    if (column >= ofGroup()) return b[column - p];
    return c[column * groups + group[groupAt + row] - 1];
  }
}
