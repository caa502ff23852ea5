package bayes.runtime.support;

import bayes.runtime.math.Elementary;
import java.util.Arrays;

/**
 * Correlation matrices of n rows, or their Cholesky factors L, by canonical partial correlations
 * (Lewandowski, Kurowicka and Joe, "Generating random correlation matrices based on vines and
 * extended onion method", 2009). The coordinates are those of the rows below the diagonal, one row
 * after the other; with rows and columns from 0,
 *
 * <pre>{@code
 * z[i, k] = tanh(u[i, k])                      // k < i
 * l[i, k] = log(1 - z[i, k]^2)
 * L[i, k] = z[i, k] exp(1/2 sum over j < k of l[i, j])
 * L[i, i] = exp(1/2 sum over j < i of l[i, j])
 * R = L L'
 * }</pre>
 *
 * The log-Jacobian is with respect to the elements below the diagonal:
 *
 * <pre>{@code
 * of L:  sum over k < i of l[i, k] (i + 1 - k) / 2
 * of R:  sum over k < i of l[i, k] (n - k) / 2
 * }</pre>
 *
 * @param isFactor whether the value is L
 */
public record CorrelationMatrix(int n, boolean isFactor) implements Support {
  public CorrelationMatrix {
    Sizes.require(n, 0);
  }

  @Override
  public int unconstrainedSize() {
    return Sizes.triangle(n - 1);
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
      double sum = 0;
      for (int k = 0; k < i; k++) {
        double coordinate = u[next++];
        factor[i * n + k] = StrictMath.tanh(coordinate) * Elementary.exp(0.5 * sum);
        sum += logOneMinusSquaredTanh(coordinate);
      }
      factor[i * n + i] = Elementary.exp(0.5 * sum);
    }
    if (isFactor) return;
    Factors.square(factor, n, out);
    for (int i = 0; i < n; i++) out[i * n + i] = 1;
  }

  private static double logOneMinusSquaredTanh(double u) {
    double size = Math.abs(u);
    return Elementary.log(4) - 2 * size - 2 * Elementary.log1p(Elementary.exp(-2 * size));
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
    for (int i = 0; i < n; i++) {
      double behind = factor[i * n + i] * factor[i * n + i];
      for (int k = i - 1; k >= 0; k--) {
        double element = factor[i * n + k];
        // atanh(z) for z = element / sqrt(element^2 + behind)
        double ratio = element / Math.sqrt(behind);
        out[Sizes.triangle(i - 1) + k] = Factors.asinh(ratio);
        behind += element * element;
      }
    }
  }

  @Override
  public double logAbsJacobian(double[] u) {
    double sum = 0;
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        double times = isFactor ? i + 1 - k : n - k;
        sum += 0.5 * times * logOneMinusSquaredTanh(u[next++]);
      }
    }
    return sum;
  }

  @Override
  public boolean contains(double[] value) {
    if (value.length != n * n) return false;
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (int k = 0; k <= i; k++) squares += value[i * n + k] * value[i * n + k];
      double one = isFactor ? squares : value[i * n + i];
      if (!(Math.abs(one - 1) <= 1e-8)) return false;
    }
    return isFactor
        ? Factors.isTriangular(value, n)
        : Factors.isSymmetric(value, n) && Factors.cholesky(value, n, new double[n * n]);
  }
}
