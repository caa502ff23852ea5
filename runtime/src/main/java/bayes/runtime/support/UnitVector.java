package bayes.runtime.support;

import bayes.runtime.math.Elementary;
import bayes.runtime.math.GammaFunctions;
import java.util.Arrays;

/**
 * Vectors of n elements whose squares sum to 1: x = u / r with r = |u|. The length r, one
 * coordinate more than there should be, has no part in x; it is given a chi distribution with n
 * degrees of freedom, with which the coordinates of a uniform direction are standard normal. So
 * what is added to a log density with respect to the area of the sphere is
 *
 * <pre>{@code
 * log chi(r; n) - (n - 1) log r = (1 - n / 2) log 2 - lgamma(n / 2) - r^2 / 2
 * }</pre>
 *
 * This keeps the mass of the density, as a Jacobian does. A sphere has no map to n - 1 coordinates
 * that is smooth everywhere; with this one there is no seam for a trajectory to stop at (only u =
 * 0, which it does not meet).
 */
public record UnitVector(int n) implements Support {
  public UnitVector {
    Sizes.require(n, 1);
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
    double length = Math.sqrt(squares(u));
    for (int k = 0; k < n; k++) out[k] = u[k] / length;
  }

  private double squares(double[] u) {
    double sum = 0;
    for (int k = 0; k < n; k++) sum += u[k] * u[k];
    return sum;
  }

  /** The coordinates with length 1, of all that have this direction. */
  @Override
  public void unconstrain(double[] value, double[] out) {
    if (contains(value)) {
      System.arraycopy(value, 0, out, 0, n);
    } else {
      Arrays.fill(out, 0, n, Double.NaN);
    }
  }

  @Override
  public double logAbsJacobian(double[] u) {
    double half = 0.5 * n;
    return (1 - half) * Elementary.log(2) - GammaFunctions.lgamma(half) - 0.5 * squares(u);
  }

  @Override
  public boolean contains(double[] value) {
    return value.length == n && Math.abs(squares(value) - 1) <= 1e-8;
  }
}
