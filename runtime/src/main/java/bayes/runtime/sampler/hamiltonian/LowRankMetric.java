package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.math.Vectors;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A diagonal metric that is stretched along a few directions: M^-1 = D (I + U (Lambda - I) U') D
 * with D = diag(scale), orthonormal columns of U and Lambda diagonal. Its root is L = D (I + U
 * (Lambda^(1/2) - I) U'); a product with it costs 2 rank passes over the coordinates.
 */
public final class LowRankMetric implements Metric {
  private final double[] scale;
  private final double[] directions;
  private final double[] stretch;

  private LowRankMetric(double[] scale, double[] directions, double[] stretch) {
    this.scale = scale;
    this.directions = directions;
    this.stretch = stretch;
  }

  /**
   * The metric with these parts.
   *
   * @param variances the diagonal of D squared
   * @param directions the columns of U, orthonormal, one after the other
   * @param lambda the diagonal of Lambda, positive
   */
  public static LowRankMetric of(double[] variances, double[] directions, double[] lambda) {
    if (directions.length != variances.length * lambda.length) {
      throw new IllegalArgumentException(
          directions.length + " numbers are not " + lambda.length + " directions");
    }
    return new LowRankMetric(
        DiagonalMetric.scales(variances), directions.clone(), DiagonalMetric.scales(lambda));
  }

  void save(DataOutput out) throws IOException {
    StateArrays.save(stretch, out);
    StateArrays.save(scale, out);
    StateArrays.save(directions, out);
  }

  static LowRankMetric restore(int dimension, DataInput in) throws IOException {
    double[] stretch = StateArrays.restoreDoubles(dimension, in);
    double[] scale = new double[dimension];
    double[] directions = new double[dimension * stretch.length];
    StateArrays.restore(scale, in);
    StateArrays.restore(directions, in);
    return new LowRankMetric(scale, directions, stretch);
  }

  @Override
  public int dimension() {
    return scale.length;
  }

  @Override
  public MetricKind kind() {
    return MetricKind.LOW_RANK;
  }

  @Override
  public int rank() {
    return stretch.length;
  }

  @Override
  public void velocity(double[] v, double[] out) {
    int n = scale.length;
    System.arraycopy(v, 0, out, 0, n);
    stretch(out, false);
    for (int i = 0; i < n; i++) out[i] *= scale[i];
  }

  @Override
  public void force(double[] g, double[] out) {
    for (int i = 0; i < scale.length; i++) out[i] = scale[i] * g[i];
    stretch(out, false);
  }

  @Override
  public void whiten(double[] x, double[] out) {
    for (int i = 0; i < scale.length; i++) out[i] = x[i] / scale[i];
    stretch(out, true);
  }

  /** Multiplies by I + U (Lambda^(1/2) - I) U', one direction after the other, or its inverse. */
  private void stretch(double[] x, boolean inverts) {
    int n = scale.length;
    for (int k = 0; k < stretch.length; k++) {
      double factor = (inverts ? 1 / stretch[k] : stretch[k]) - 1;
      double along = factor * Vectors.dot(directions, k * n, x, 0, n);
      for (int i = 0; i < n; i++) x[i] += along * directions[k * n + i];
    }
  }

  @Override
  public double[] inverseDiagonal() {
    int n = scale.length;
    double[] inverse = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 1;
      for (int k = 0; k < stretch.length; k++) {
        double u = directions[k * n + i];
        sum += (stretch[k] * stretch[k] - 1) * u * u;
      }
      inverse[i] = scale[i] * scale[i] * sum;
    }
    return inverse;
  }
}
