package bayes.runtime.support;

import java.util.Arrays;

/**
 * Vectors of n elements with sum 0: x = V u for the Helmert matrix V, whose n - 1 columns are
 * orthonormal and sum to 0. Lengths stay what they are, so log|J| = 0 with respect to the volume of
 * the plane of these vectors. (Over the first n - 1 elements it would be -1/2 log n.)
 */
public record SumToZero(int n) implements Support {
  public SumToZero {
    Sizes.require(n, 0);
  }

  @Override
  public int unconstrainedSize() {
    return Math.max(n - 1, 0);
  }

  @Override
  public int constrainedSize() {
    return n;
  }

  @Override
  public void constrain(double[] u, double[] out) {
    double behind = 0;
    for (int i = n - 1; i >= 1; i--) {
      double w = u[i - 1] / Math.sqrt((double) i * (i + 1));
      out[i] = behind - i * w;
      behind += w;
    }
    if (n > 0) out[0] = behind;
  }

  @Override
  public void unconstrain(double[] value, double[] out) {
    if (!contains(value)) {
      Arrays.fill(out, 0, unconstrainedSize(), Double.NaN);
      return;
    }
    double sum = n > 0 ? value[0] : 0;
    for (int i = 1; i < n; i++) {
      out[i - 1] = (sum - i * value[i]) / Math.sqrt((double) i * (i + 1));
      sum += value[i];
    }
  }

  @Override
  public double logAbsJacobian(double[] u) {
    return 0;
  }

  /** Whether the sum is 0 within 1e-8 of the elements' sizes. */
  @Override
  public boolean contains(double[] value) {
    double sum = 0;
    double sizes = 1;
    for (double x : value) {
      sum += x;
      sizes += Math.abs(x);
    }
    return value.length == n && Math.abs(sum) <= 1e-8 * sizes;
  }
}
