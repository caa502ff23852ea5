package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Densities for tests of approximations: those of normal distributions and simple others. */
final class Normals {
  private static final double LOG_2PI = Math.log(2 * Math.PI);

  private Normals() {}

  /** A covariance matrix with correlations a^|i-j| and standard deviations 1, b, b^2, ... */
  static RealMatrix covariance(int n, double a, double b) {
    RealMatrix covariance = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance.setEntry(i, j, Math.pow(a, Math.abs(i - j)) * Math.pow(b, i + j));
      }
    }
    return covariance;
  }

  /**
   * The normalised normal density; its gradient times {@code fault}, which is 1 but for tests of
   * the test.
   */
  static LogDensity normal(double[] mean, RealMatrix covariance, double fault) {
    int n = mean.length;
    LUDecomposition lu = new LUDecomposition(covariance);
    double[][] precision = lu.getSolver().getInverse().getData();
    double constant = -0.5 * (n * LOG_2PI + Math.log(lu.getDeterminant()));
    return new Gradient(n) {
      @Override
      public double logDensityAndGradient(double[] x, double[] gradientOut) {
        double squared = 0;
        for (int i = 0; i < n; i++) {
          double sum = 0;
          for (int j = 0; j < n; j++) sum += precision[i][j] * (x[j] - mean[j]);
          gradientOut[i] = -fault * sum;
          squared += sum * (x[i] - mean[i]);
        }
        return constant - squared / 2;
      }
    };
  }

  /** A density that is its gradient's first result. */
  abstract static class Gradient implements LogDensity {
    private final int dimension;
    private final double[] ignored;

    Gradient(int dimension) {
      this.dimension = dimension;
      ignored = new double[dimension];
    }

    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double logDensity(double[] position) {
      return logDensityAndGradient(position, ignored);
    }
  }
}
