package bayes.runtime.warmup;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix.
 *
 * @param size the number of rows of the matrix
 * @param values the eigenvalues
 * @param vectors the eigenvectors, one after the other; if there are none to be found, as of a
 *     matrix that is not finite, the eigenvalues are NaN
 */
record Spectrum(int size, double[] values, double[] vectors) {
  static Spectrum of(int size, double[] matrix) {
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(size, true, true);
    double[] values = new double[size];
    double[] vectors = new double[size * size];
    if (!decomposition.decompose(new DMatrixRMaj(size, size, true, matrix.clone()))) {
      Arrays.fill(values, Double.NaN);
      return new Spectrum(size, values, vectors);
    }
    for (int k = 0; k < size; k++) {
      values[k] = decomposition.getEigenvalue(k).getReal();
      DMatrixRMaj vector = decomposition.getEigenVector(k);
      for (int i = 0; i < size; i++) vectors[k * size + i] = vector.get(i, 0);
    }
    return new Spectrum(size, values, vectors);
  }

  /** The matrix with the same eigenvectors whose eigenvalues are powers of these. */
  double[] power(double exponent) {
    double[] out = new double[size * size];
    for (int k = 0; k < size; k++) {
      double value = Math.pow(Math.max(values[k], 1e-300), exponent);
      for (int i = 0; i < size; i++) {
        double scaled = value * vectors[k * size + i];
        for (int j = 0; j < size; j++) out[i * size + j] += scaled * vectors[k * size + j];
      }
    }
    return out;
  }

  double largest() {
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) most = Math.max(most, value);
    return most;
  }

  double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  double smallest() {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) least = Math.min(least, value);
    return least;
  }
}
