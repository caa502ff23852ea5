package bayes.runtime.support;

import bayes.runtime.math.Elementary;
import java.util.Arrays;

/**
 * Vectors of n elements, each above the one before: x[1] = u[1], x[k] = x[k - 1] + exp(u[k]), and
 * log|J| = u[2] + ... + u[n]. Positive ones begin with x[1] = exp(u[1]), which adds u[1] to log|J|.
 *
 * @param isPositive whether the elements are positive too
 */
public record Ordered(int n, boolean isPositive) implements Support {
  public Ordered {
    Sizes.require(n, 0);
  }

  @Override
  public int unconstrainedSize() {
    return n;
  }

  @Override
  public int constrainedSize() {
    return n;
  }

  @Override
  public void constrain(double[] u, double[] out) {
    if (n > 0) out[0] = isPositive ? Elementary.exp(u[0]) : u[0];
    for (int k = 1; k < n; k++) out[k] = out[k - 1] + Elementary.exp(u[k]);
  }

  @Override
  public void unconstrain(double[] value, double[] out) {
    if (!contains(value)) {
      Arrays.fill(out, 0, n, Double.NaN);
      return;
    }
    if (n > 0) out[0] = isPositive ? Elementary.log(value[0]) : value[0];
    for (int k = 1; k < n; k++) out[k] = Elementary.log(value[k] - value[k - 1]);
  }

  @Override
  public double logAbsJacobian(double[] u) {
    double sum = 0;
    for (int k = isPositive ? 0 : 1; k < n; k++) sum += u[k];
    return sum;
  }

  @Override
  public boolean contains(double[] value) {
    if (value.length != n) return false;
    for (int k = 0; k < n; k++) {
      double least = k > 0 ? value[k - 1] : isPositive ? 0 : Double.NEGATIVE_INFINITY;
      if (!(value[k] >= least)) return false;
    }
    return true;
  }
}
