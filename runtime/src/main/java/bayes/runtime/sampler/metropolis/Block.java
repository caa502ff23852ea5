package bayes.runtime.sampler.metropolis;

import bayes.runtime.random.RandomDraws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * A run of coordinates that move together, and the covariance L L' of their steps. Immutable.
 *
 * <p>Models of many coordinates are divided into blocks of at most {@link #LARGEST}: the covariance
 * of a larger block could not be learnt during warmup.
 */
public final class Block {
  /** The largest number of coordinates of a block. */
  public static final int LARGEST = 64;

  private final int from;
  private final int size;
  private final double[] lower;

  private Block(int from, int size, double[] lower) {
    this.from = from;
    this.size = size;
    this.lower = lower;
  }

  /** Divides {@code dimension} coordinates into blocks of nearly equal size with unit steps. */
  public static List<Block> divide(int dimension) {
    int count = (dimension + LARGEST - 1) / LARGEST;
    var blocks = new ArrayList<Block>();
    for (int k = 0; k < count; k++) {
      int from = (int) ((long) dimension * k / count);
      int to = (int) ((long) dimension * (k + 1) / count);
      int size = to - from;
      double[] lower = new double[size * size];
      for (int i = 0; i < size; i++) lower[i * size + i] = 1;
      blocks.add(new Block(from, size, lower));
    }
    return blocks;
  }

  /**
   * The same coordinates with steps of this covariance (row after row); empty if it is not positive
   * definite.
   */
  public Optional<Block> withCovariance(double[] covariance) {
    DMatrixRMaj matrix = DMatrixRMaj.wrap(size, size, covariance.clone());
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(size, true);
    if (!cholesky.decompose(matrix)) return Optional.empty();
    double[] factor = cholesky.getT(null).getData().clone();
    for (double value : factor) if (!Double.isFinite(value)) return Optional.empty();
    return Optional.of(new Block(from, size, factor));
  }

  /** The same coordinates with steps of the covariance L L', for this L (row after row). */
  public Block withFactor(double[] factor) {
    if (factor.length != size * size) {
      throw new IllegalArgumentException(factor.length + " elements of a factor of " + size);
    }
    return new Block(from, size, factor.clone());
  }

  /** The factor L of the steps' covariance, row after row. */
  public double[] factor() {
    return lower.clone();
  }

  /** The first coordinate. */
  public int from() {
    return from;
  }

  /** The number of coordinates. */
  public int size() {
    return size;
  }

  /** Adds {@code scale} times a normal step of this covariance to the block's coordinates. */
  void step(double[] position, double scale, RandomGenerator random, double[] normals) {
    for (int i = 0; i < size; i++) normals[i] = RandomDraws.standardNormal(random);
    for (int i = 0, row = 0; i < size; i++, row += size) {
      double sum = 0;
      for (int j = 0; j <= i; j++) sum += lower[row + j] * normals[j];
      position[from + i] += scale * sum;
    }
  }
}
