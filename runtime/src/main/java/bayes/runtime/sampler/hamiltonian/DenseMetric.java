package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.math.Cholesky;
import bayes.runtime.math.Vectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** A metric whose inverse is a full covariance matrix, of which L is the Cholesky factor. */
public final class DenseMetric implements Metric {
  private final int dimension;
  private final double[] factor;

  private DenseMetric(int dimension, double[] factor) {
    this.dimension = dimension;
    this.factor = factor;
  }

  /** The metric whose inverse is {@code covariance}, in row order; empty if that is singular. */
  public static Optional<DenseMetric> ofInverse(int dimension, double[] covariance) {
    double[] factor = new double[dimension * dimension];
    return Cholesky.factor(dimension, covariance, 0, factor, 0) == 0
        ? Optional.of(new DenseMetric(dimension, factor))
        : Optional.empty();
  }

  /** Writes the lower triangle of the factor. */
  void save(DataOutput out) throws IOException {
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) out.writeDouble(factor[i * dimension + j]);
    }
  }

  static DenseMetric restore(int dimension, DataInput in) throws IOException {
    double[] factor = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) factor[i * dimension + j] = in.readDouble();
    }
    return new DenseMetric(dimension, factor);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public MetricKind kind() {
    return MetricKind.DENSE;
  }

  @Override
  public int rank() {
    return dimension;
  }

  @Override
  public void velocity(double[] v, double[] out) {
    for (int i = 0; i < dimension; i++) {
      out[i] = Vectors.dot(factor, i * dimension, v, 0, i + 1);
    }
  }

  @Override
  public void force(double[] g, double[] out) {
    for (int i = 0; i < dimension; i++) {
      double value = g[i];
      int row = i * dimension;
      for (int j = 0; j < i; j++) out[j] += value * factor[row + j];
      out[i] = value * factor[row + i];
    }
  }

  @Override
  public void whiten(double[] x, double[] out) {
    for (int i = 0; i < dimension; i++) {
      int row = i * dimension;
      out[i] = (x[i] - Vectors.dot(factor, row, out, 0, i)) / factor[row + i];
    }
  }

  @Override
  public double[] inverseDiagonal() {
    double[] inverse = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      int row = i * dimension;
      inverse[i] = Vectors.dot(factor, row, factor, row, i + 1);
    }
    return inverse;
  }
}
