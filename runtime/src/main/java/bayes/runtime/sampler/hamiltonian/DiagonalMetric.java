package bayes.runtime.sampler.hamiltonian;

import java.util.Arrays;

/** A metric whose inverse is diagonal: L = diag(scale), an estimate of standard deviations. */
public final class DiagonalMetric implements Metric {
  private final double[] scale;

  private DiagonalMetric(double[] scale) {
    this.scale = scale;
  }

  /** The metric whose inverse has this diagonal, positive and finite. */
  public static DiagonalMetric ofInverse(double[] inverse) {
    return new DiagonalMetric(scales(inverse));
  }

  /** The unit metric. */
  public static DiagonalMetric unit(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return new DiagonalMetric(ones);
  }

  static DiagonalMetric ofScale(double[] scale) {
    return new DiagonalMetric(scale);
  }

  /** The square roots of variances, which must be positive and finite. */
  static double[] scales(double[] inverse) {
    double[] scale = new double[inverse.length];
    for (int i = 0; i < scale.length; i++) {
      if (!(inverse[i] > 0) || inverse[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("inverse metric " + inverse[i] + " of coordinate " + i);
      }
      scale[i] = Math.sqrt(inverse[i]);
    }
    return scale;
  }

  @Override
  public int dimension() {
    return scale.length;
  }

  @Override
  public MetricKind kind() {
    return MetricKind.DIAGONAL;
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public void velocity(double[] v, double[] out) {
    for (int i = 0; i < scale.length; i++) out[i] = scale[i] * v[i];
  }

  @Override
  public void force(double[] g, double[] out) {
    velocity(g, out);
  }

  @Override
  public void whiten(double[] x, double[] out) {
    for (int i = 0; i < scale.length; i++) out[i] = x[i] / scale[i];
  }

  @Override
  public double[] inverseDiagonal() {
    double[] inverse = new double[scale.length];
    for (int i = 0; i < inverse.length; i++) inverse[i] = scale[i] * scale[i];
    return inverse;
  }

  /** The diagonal of L itself, for the hot loops of this package. */
  double[] sharedScale() {
    return scale;
  }
}
