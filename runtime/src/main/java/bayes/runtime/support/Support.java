package bayes.runtime.support;

import bayes.runtime.math.Elementary;
import bayes.runtime.math.Links;
import java.util.Arrays;

/**
 * Where a value lives, and its transform: a smooth bijection from unconstrained coordinates u in
 * R^d.
 *
 * <p>{@link #logAbsJacobian} is the logarithm of the absolute determinant of the derivative of the
 * constrained value by u. Adding it to a log density of the constrained value gives the log density
 * of u.
 */
public sealed interface Support
    permits Support.Scalar,
        Support.Simplex,
        Ordered,
        UnitVector,
        SumToZero,
        CorrelationMatrix,
        CovarianceMatrix {
  /** The number of unconstrained coordinates, d. */
  int unconstrainedSize();

  /** The number of elements of the constrained value. */
  int constrainedSize();

  /** Writes the value at the coordinates u to {@code out}, of length {@link #constrainedSize()}. */
  void constrain(double[] u, double[] out);

  /**
   * Writes the coordinates of a value to {@code out}, of length {@link #unconstrainedSize()}:
   * infinite for values on the boundary, NaN for values outside.
   */
  void unconstrain(double[] value, double[] out);

  /** The log absolute determinant of the derivative of the value at u. */
  double logAbsJacobian(double[] u);

  /** Whether the value belongs to the support, boundaries included. */
  boolean contains(double[] value);

  /** All real numbers: y = u. */
  static Support real() {
    return new Real();
  }

  /** The positive numbers: y = exp(u). */
  static Support positive() {
    return new LowerBounded(0);
  }

  /** The unit interval: y = 1 / (1 + exp(-u)). */
  static Support unitInterval() {
    return new Interval(0, 1);
  }

  /** All real numbers: y = u. */
  record Real() implements Scalar {
    @Override
    public double constrain(double u) {
      return u;
    }

    @Override
    public double unconstrain(double y) {
      return y;
    }

    @Override
    public double logAbsJacobian(double u) {
      return 0;
    }

    @Override
    public boolean contains(double y) {
      return !Double.isNaN(y);
    }
  }

  /** Numbers above a bound: y = lower + exp(u), log|dy/du| = u. */
  record LowerBounded(double lower) implements Scalar {
    @Override
    public double constrain(double u) {
      return lower + Elementary.exp(u);
    }

    @Override
    public double unconstrain(double y) {
      return Elementary.log(y - lower);
    }

    @Override
    public double logAbsJacobian(double u) {
      return u;
    }

    @Override
    public boolean contains(double y) {
      return y >= lower;
    }
  }

  /** Numbers below a bound: y = upper - exp(u), log|dy/du| = u. */
  record UpperBounded(double upper) implements Scalar {
    @Override
    public double constrain(double u) {
      return upper - Elementary.exp(u);
    }

    @Override
    public double unconstrain(double y) {
      return Elementary.log(upper - y);
    }

    @Override
    public double logAbsJacobian(double u) {
      return u;
    }

    @Override
    public boolean contains(double y) {
      return y <= upper;
    }
  }

  /**
   * Numbers between two bounds: y = lower + (upper - lower) p with p = 1 / (1 + exp(-u)),
   * log|dy/du| = log(upper - lower) + log p + log(1 - p).
   */
  record Interval(double lower, double upper) implements Scalar {
    public Interval {
      if (!(lower < upper)) {
        throw new IllegalArgumentException("lower " + lower + ", upper " + upper);
      }
    }

    @Override
    public double constrain(double u) {
      return lower + (upper - lower) * Links.invLogit(u);
    }

    @Override
    public double unconstrain(double y) {
      return Elementary.log((y - lower) / (upper - y));
    }

    @Override
    public double logAbsJacobian(double u) {
      // log p + log(1 - p) = -|u| - 2 log(1 + exp(-|u|))
      double size = Math.abs(u);
      return Elementary.log(upper - lower) - size - 2 * Elementary.log1p(Elementary.exp(-size));
    }

    @Override
    public boolean contains(double y) {
      return y >= lower && y <= upper;
    }
  }

  /**
   * Probabilities of n categories, by the isometric log-ratio transform: y = softmax(z), where z =
   * V u for the Helmert matrix V, whose columns are orthonormal and sum to 0. In one pass over u
   * from its end, with sums of what lies behind:
   *
   * <pre>{@code
   * s = 0
   * for i = n - 1, ..., 1:            // positions from 1; u has n - 1 elements
   *   w = u[i] / sqrt(i (i + 1))
   *   z[i + 1] = s - i w
   *   s = s + w
   * z[1] = s
   * m = max(z);  t = sum exp(z - m)
   * y[k] = exp(z[k] - m) / t
   * }</pre>
   *
   * The log-Jacobian is with respect to y[1], ..., y[n - 1], as the densities of simplexes are:
   *
   * <pre>{@code
   * log|J| = 1/2 log n + sum over k = 1..n of log y[k]
   *        = 1/2 log n - n (m + log t)          // because z sums to 0
   * }</pre>
   *
   * It is preferred to breaking a stick: the coordinates of all categories are treated alike, no
   * factor of a long product underflows for many categories, u = 0 is the uniform simplex, and the
   * posterior of the coordinates under a Dirichlet is nearly spherical where counts are alike.
   */
  record Simplex(int n) implements Support {
    public Simplex {
      if (n < 1) {
        throw new IllegalArgumentException("a simplex of " + n + " categories");
      }
    }

    @Override
    public int unconstrainedSize() {
      return n - 1;
    }

    @Override
    public int constrainedSize() {
      return n;
    }

    @Override
    public void constrain(double[] u, double[] out) {
      double logTotal = logRatios(u, out);
      for (int k = 0; k < n; k++) {
        out[k] = Elementary.exp(out[k] - logTotal);
      }
    }

    /** Writes z and returns log sum exp(z). */
    private double logRatios(double[] u, double[] z) {
      double behind = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = n - 1; i >= 1; i--) {
        double w = u[i - 1] / Math.sqrt((double) i * (i + 1));
        z[i] = behind - i * w;
        behind += w;
        most = Math.max(most, z[i]);
      }
      z[0] = behind;
      most = Math.max(most, behind);
      double total = 0;
      for (int k = 0; k < n; k++) {
        total += Elementary.exp(z[k] - most);
      }
      return most + Elementary.log(total);
    }

    @Override
    public void unconstrain(double[] value, double[] out) {
      if (!contains(value)) {
        Arrays.fill(out, 0, n - 1, Double.NaN);
        return;
      }
      // u = V' log y: the i-th column compares the mean of the first i with the next one.
      double sum = Elementary.log(value[0]);
      for (int i = 1; i < n; i++) {
        double next = Elementary.log(value[i]);
        out[i - 1] = (sum - i * next) / Math.sqrt((double) i * (i + 1));
        sum += next;
      }
    }

    @Override
    public double logAbsJacobian(double[] u) {
      return 0.5 * Elementary.log(n) - n * logRatios(u, new double[n]);
    }

    /** Whether the elements are from 0 and sum to 1 within 1e-8. */
    @Override
    public boolean contains(double[] value) {
      double sum = 0;
      for (double y : value) {
        if (!(y >= 0)) {
          return false;
        }
        sum += y;
      }
      return value.length == n && Math.abs(sum - 1) <= 1e-8;
    }
  }

  /** Supports of a single number. */
  sealed interface Scalar extends Support permits Real, LowerBounded, UpperBounded, Interval {
    double constrain(double u);

    double unconstrain(double y);

    double logAbsJacobian(double u);

    boolean contains(double y);

    @Override
    default int unconstrainedSize() {
      return 1;
    }

    @Override
    default int constrainedSize() {
      return 1;
    }

    @Override
    default void constrain(double[] u, double[] out) {
      out[0] = constrain(u[0]);
    }

    @Override
    default void unconstrain(double[] value, double[] out) {
      out[0] = unconstrain(value[0]);
    }

    @Override
    default double logAbsJacobian(double[] u) {
      return logAbsJacobian(u[0]);
    }

    @Override
    default boolean contains(double[] value) {
      return value.length == 1 && contains(value[0]);
    }
  }
}
