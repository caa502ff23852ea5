package bayes.runtime.support;

import bayes.runtime.math.Elementary;
import java.util.Arrays;

/**
 * Covariance matrices of n rows, or their Cholesky factors L, which are lower triangular with a
 * positive diagonal. The coordinates are those of the rows up to the diagonal, one row after the
 * other: L[i, k] = u[i, k] below the diagonal, L[i, i] = exp(u[i, i]) on it. The log-Jacobian is
 * with respect to the elements below and on the diagonal; with rows from 0,
 *
 * <pre>{@code
 * of L:     sum of u[i, i]
 * of L L':  n log 2 + sum of (n + 1 - i) u[i, i]
 * }</pre>
 *
 * @param isFactor whether the value is L
 */
public record CovarianceMatrix(int n, boolean isFactor) implements Support {
  public CovarianceMatrix {
    Sizes.require(n, 0);
  }

  @Override
  public int unconstrainedSize() {
    return Sizes.triangle(n);
  }

  @Override
  public int constrainedSize() {
    return n * n;
  }

  @Override
  public void constrain(double[] u, double[] out) {
    double[] factor = isFactor ? out : new double[n * n];
    Arrays.fill(factor, 0, n * n, 0);
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) factor[i * n + k] = u[next++];
      factor[i * n + i] = Elementary.exp(u[next++]);
    }
    if (!isFactor) Factors.square(factor, n, out);
  }

  @Override
  public void unconstrain(double[] value, double[] out) {
    if (!contains(value)) {
      Arrays.fill(out, 0, unconstrainedSize(), Double.NaN);
      return;
    }
    double[] factor = value;
    if (!isFactor) {
      factor = new double[n * n];
      Factors.cholesky(value, n, factor);
    }
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) out[next++] = factor[i * n + k];
      out[next++] = Elementary.log(factor[i * n + i]);
    }
  }

  @Override
  public double logAbsJacobian(double[] u) {
    double sum = isFactor ? 0 : n * Elementary.log(2);
    for (int i = 0; i < n; i++) {
      sum += (isFactor ? 1 : n + 1 - i) * u[Sizes.triangle(i) + i];
    }
    return sum;
  }

  @Override
  public boolean contains(double[] value) {
    if (value.length != n * n) return false;
    return isFactor
        ? Factors.isTriangular(value, n)
        : Factors.isSymmetric(value, n) && Factors.cholesky(value, n, new double[n * n]);
  }
}
