package bayes.runtime.sampler.smc;

import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Coordinates in which a cloud of particles has mean zero and unit covariance: position = centre +
 * L * coordinates. L is the Cholesky factor of the weighted covariance, shrunk a little towards its
 * diagonal; of many coordinates, or of few particles for them, the diagonal alone. Immutable.
 */
public final class Frame {
  /** The largest number of coordinates whose correlations are looked at. */
  private static final int LARGEST = 100;

  /** Fewer particles than this per coordinate tell nothing of correlations. */
  private static final int PARTICLES_PER_COORDINATE = 4;

  /** As many particles' worth of independence is assumed. */
  private static final double SHRINKAGE = 5;

  private static final double SMALLEST_VARIANCE = 1e-20;

  private final double[] centre;
  private final double[] scale;
  private final double[] lower;

  private Frame(double[] centre, double[] scale, double[] lower) {
    this.centre = centre;
    this.scale = scale;
    this.lower = lower;
  }

  /**
   * The frame of a cloud.
   *
   * @param positions one array per particle
   * @param weights one per particle, summing to one
   */
  public static Frame of(double[][] positions, double[] weights) {
    int dimension = positions[0].length;
    double squares = 0;
    for (double w : weights) squares += w * w;
    double ess = 1 / squares;
    double[] centre = new double[dimension];
    for (int p = 0; p < positions.length; p++) {
      for (int i = 0; i < dimension; i++) centre[i] += weights[p] * positions[p][i];
    }
    double[] variance = new double[dimension];
    for (int p = 0; p < positions.length; p++) {
      for (int i = 0; i < dimension; i++) {
        double d = positions[p][i] - centre[i];
        variance[i] += weights[p] * d * d;
      }
    }
    double[] scale = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      boolean isUsable = variance[i] > SMALLEST_VARIANCE && Double.isFinite(variance[i]);
      scale[i] = isUsable ? Math.sqrt(variance[i]) : 1;
    }
    boolean isDense = dimension <= LARGEST && ess >= PARTICLES_PER_COORDINATE * dimension;
    double[] lower = isDense ? lower(positions, weights, centre, scale, ess) : new double[0];
    return new Frame(centre, scale, lower);
  }

  /** The factor of the correlation matrix; empty if it has none. */
  private static double[] lower(
      double[][] positions, double[] weights, double[] centre, double[] scale, double ess) {
    int n = centre.length;
    double[] correlation = new double[n * n];
    double[] z = new double[n];
    for (int p = 0; p < positions.length; p++) {
      if (weights[p] == 0) continue;
      for (int i = 0; i < n; i++) z[i] = (positions[p][i] - centre[i]) / scale[i];
      for (int i = 0; i < n; i++) {
        double wz = weights[p] * z[i];
        for (int j = 0; j <= i; j++) correlation[i * n + j] += wz * z[j];
      }
    }
    double kept = ess / (ess + SHRINKAGE);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        correlation[i * n + j] *= kept;
        correlation[j * n + i] = correlation[i * n + j];
      }
      correlation[i * n + i] = 1;
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
    if (!cholesky.decompose(DMatrixRMaj.wrap(n, n, correlation))) return new double[0];
    double[] factor = cholesky.getT(null).getData().clone();
    for (double value : factor) if (!Double.isFinite(value)) return new double[0];
    return factor;
  }

  /** Coordinates that are the positions themselves. */
  public static Frame unit(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return new Frame(new double[dimension], ones, new double[0]);
  }

  /** Writes the frame. */
  public void save(DataOutput out) throws IOException {
    StateArrays.save(centre, out);
    StateArrays.save(scale, out);
    StateArrays.save(lower, out);
  }

  /** Reads what {@link #save} wrote, of {@code dimension} coordinates. */
  public static Frame restored(int dimension, DataInput in) throws IOException {
    double[] centre = new double[dimension];
    double[] scale = new double[dimension];
    StateArrays.restore(centre, in);
    StateArrays.restore(scale, in);
    double[] lower = StateArrays.restoreDoubles(LARGEST * LARGEST, in);
    return new Frame(centre, scale, lower);
  }

  /** The number of coordinates. */
  public int dimension() {
    return centre.length;
  }

  /** Writes the position of {@code coordinates}. */
  public void toPosition(double[] coordinates, double[] positionOut) {
    int n = centre.length;
    for (int i = 0; i < n; i++) {
      double z = coordinates[i];
      if (lower.length > 0) {
        z = 0;
        for (int j = 0, at = i * n; j <= i; j++, at++) z += lower[at] * coordinates[j];
      }
      positionOut[i] = centre[i] + scale[i] * z;
    }
  }

  /** Writes the coordinates of {@code position}. */
  public void toCoordinates(double[] position, double[] coordinatesOut) {
    int n = centre.length;
    for (int i = 0; i < n; i++) {
      double z = (position[i] - centre[i]) / scale[i];
      if (lower.length > 0) {
        for (int j = 0, at = i * n; j < i; j++, at++) z -= lower[at] * coordinatesOut[j];
        z /= lower[i * n + i];
      }
      coordinatesOut[i] = z;
    }
  }

  /** Turns a gradient by position into one by coordinates. */
  void pullBack(double[] gradient) {
    int n = centre.length;
    for (int i = 0; i < n; i++) gradient[i] *= scale[i];
    if (lower.length == 0) return;
    // The result j needs the gradients from j on: ascending, none is overwritten too early.
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = j, at = j * n + j; i < n; i++, at += n) sum += lower[at] * gradient[i];
      gradient[j] = sum;
    }
  }
}
