package bayes.runtime.approximation;

import bayes.runtime.math.GammaFunctions;
import bayes.runtime.random.RandomDraws;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A normal distribution (or a Student t, with finite degrees of freedom) whose scale matrix is
 * diagonal but for a few directions:
 *
 * <p>H = D (I + Q (M - I) Q') D, with a diagonal D, k orthonormal columns Q and a positive definite
 * k by k matrix M = L L'. Draws, densities and determinants take time in proportion to n k.
 *
 * <p>An instance owns its workspace and is confined to one thread; see {@link #copy()}.
 */
public final class LowRankNormal implements Approximation {
  private final double[] mean;
  private final double[] scales;
  private final double[][] directions;
  private final double[][] lower;
  private final double degreesOfFreedom;
  private final double logConstant;
  private final double[] standard;
  private final double[] inner;

  private LowRankNormal(
      double[] mean,
      double[] scales,
      double[][] directions,
      double[][] lower,
      double degreesOfFreedom) {
    this.mean = mean;
    this.scales = scales;
    this.directions = directions;
    this.lower = lower;
    this.degreesOfFreedom = degreesOfFreedom;
    standard = new double[mean.length];
    inner = new double[directions.length];
    double logDeterminant = 0;
    for (double scale : scales) logDeterminant += Math.log(scale);
    for (int i = 0; i < lower.length; i++) logDeterminant += Math.log(lower[i][i]);
    double v = degreesOfFreedom;
    double half = mean.length / 2.0;
    logConstant =
        -logDeterminant
            + (v == Double.POSITIVE_INFINITY
                ? -half * Math.log(2 * Math.PI)
                : GammaFunctions.lgamma(v / 2 + half)
                    - GammaFunctions.lgamma(v / 2)
                    - half * Math.log(v * Math.PI));
  }

  /**
   * The normal distribution with this mean and scale; the arrays are not copied.
   *
   * @param scales the diagonal of D, positive
   * @param directions the columns of Q
   * @param middle M; its lower triangle is overwritten by L
   * @return empty if M is not positive definite, or not finite
   */
  static Optional<LowRankNormal> of(
      double[] mean, double[] scales, double[][] directions, double[][] middle) {
    for (double value : mean) if (!Double.isFinite(value)) return Optional.empty();
    for (double value : scales) {
      if (!(value > 0) || value == Double.POSITIVE_INFINITY) return Optional.empty();
    }
    if (!factor(middle)) return Optional.empty();
    return Optional.of(
        new LowRankNormal(mean, scales, directions, middle, Double.POSITIVE_INFINITY));
  }

  /** Replaces the lower triangle of a matrix by its Cholesky factor; returns whether it has one. */
  private static boolean factor(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) sum -= a[i][k] * a[j][k];
        if (i == j) {
          if (!(sum > 0) || sum == Double.POSITIVE_INFINITY) return false;
          a[i][i] = Math.sqrt(sum);
        } else {
          a[i][j] = sum / a[j][j];
        }
      }
    }
    return true;
  }

  /**
   * A Student t distribution of the same mean and scale matrix, with a workspace of its own.
   *
   * @param newDegreesOfFreedom positive; infinity for the normal distribution
   */
  public LowRankNormal withDegreesOfFreedom(double newDegreesOfFreedom) {
    if (!(newDegreesOfFreedom > 0)) {
      throw new IllegalArgumentException("degrees of freedom must be positive");
    }
    return new LowRankNormal(mean, scales, directions, lower, newDegreesOfFreedom);
  }

  /** The same distribution with a workspace of its own, for another thread. */
  public LowRankNormal copy() {
    return new LowRankNormal(mean, scales, directions, lower, degreesOfFreedom);
  }

  @Override
  public int dimension() {
    return mean.length;
  }

  /** The mean. */
  public double[] mean() {
    return mean.clone();
  }

  /** The diagonal of the scale matrix H: the variances, of a normal distribution. */
  public double[] variances() {
    double[] variances = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double along = 0;
      double outside = 1;
      for (int j = 0; j < directions.length; j++) {
        // Row i of Q L.
        double sum = 0;
        for (int k = j; k < directions.length; k++) sum += directions[k][i] * lower[k][j];
        along += sum * sum;
        outside -= directions[j][i] * directions[j][i];
      }
      variances[i] = scales[i] * scales[i] * (along + Math.max(0, outside));
    }
    return variances;
  }

  /** The scale matrix H, row after row: of n x n numbers, so not for thousands of coordinates. */
  public double[] scaleMatrix() {
    int n = mean.length;
    int k = directions.length;
    // M - I, from M = L L'.
    double[][] excess = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double sum = i == j ? -1 : 0;
        for (int m = 0; m <= Math.min(i, j); m++) sum += lower[i][m] * lower[j][m];
        excess[i][j] = sum;
      }
    }
    double[] matrix = new double[n * n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = a == b ? 1 : 0;
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k; j++) sum += directions[i][a] * excess[i][j] * directions[j][b];
        }
        matrix[a * n + b] = scales[a] * sum * scales[b];
        matrix[b * n + a] = matrix[a * n + b];
      }
    }
    return matrix;
  }

  @Override
  public void sample(RandomGenerator random, double[] positionOut) {
    sample(random, 1, positionOut);
  }

  /** Writes a draw to {@code positionOut} whose distance from the mean is {@code spread}-fold. */
  public void sample(RandomGenerator random, double spread, double[] positionOut) {
    int n = mean.length;
    for (int i = 0; i < n; i++) standard[i] = RandomDraws.standardNormal(random);
    double factor = spread;
    if (degreesOfFreedom != Double.POSITIVE_INFINITY) {
      double half = degreesOfFreedom / 2;
      factor /= Math.sqrt(RandomDraws.gamma(random, half, half));
    }
    project();
    for (int i = 0; i < n; i++) positionOut[i] = standard[i];
    for (int j = inner.length - 1; j >= 0; j--) {
      double sum = -inner[j];
      for (int k = 0; k <= j; k++) sum += lower[j][k] * inner[k];
      double[] direction = directions[j];
      for (int i = 0; i < n; i++) positionOut[i] += sum * direction[i];
    }
    for (int i = 0; i < n; i++) positionOut[i] = mean[i] + factor * scales[i] * positionOut[i];
  }

  @Override
  public double logDensity(double[] position) {
    int n = mean.length;
    for (int i = 0; i < n; i++) standard[i] = (position[i] - mean[i]) / scales[i];
    project();
    for (int j = 0; j < inner.length; j++) {
      double[] direction = directions[j];
      for (int i = 0; i < n; i++) standard[i] -= inner[j] * direction[i];
    }
    double squared = 0;
    for (int i = 0; i < n; i++) squared += standard[i] * standard[i];
    for (int j = 0; j < inner.length; j++) {
      double sum = inner[j];
      for (int k = 0; k < j; k++) sum -= lower[j][k] * inner[k];
      inner[j] = sum / lower[j][j];
      squared += inner[j] * inner[j];
    }
    double v = degreesOfFreedom;
    return v == Double.POSITIVE_INFINITY
        ? logConstant - squared / 2
        : logConstant - (v + n) / 2 * Math.log1p(squared / v);
  }

  /** Q' times the standardised position. */
  private void project() {
    for (int j = 0; j < inner.length; j++) {
      double[] direction = directions[j];
      double sum = 0;
      for (int i = 0; i < standard.length; i++) sum += direction[i] * standard[i];
      inner[j] = sum;
    }
  }
}
