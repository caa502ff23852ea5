package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The curvature of a log density at a point: the Cholesky factor L of the precision P = L L', the
 * negative Hessian. It exists only where the Hessian is negative definite. Immutable.
 */
public final class Curvature {
  /** Steps for the second derivatives, in standard deviations of each coordinate. */
  private static final double STEP = 1e-3;

  private static final double LARGEST_STEP = 0.1;

  /** At a kink the difference quotient of half a step is twice that of the whole one. */
  private static final double DISAGREEMENT = 0.3;

  private static final double FIRST_STEP = 1e-5;

  private final int n;
  private final double[] lower;

  private Curvature(int n, double[] lower) {
    this.n = n;
    this.lower = lower;
  }

  /**
   * The curvature at {@code position}, by central differences of the gradient extrapolated from two
   * steps; empty if the Hessian is not negative definite or cannot be evaluated, or if the steps
   * disagree, as they do at a kink.
   */
  static Optional<Curvature> at(LogDensity density, double[] position) {
    int n = density.dimension();
    double[] point = position.clone();
    double[] whole = new double[n];
    double[] half = new double[n];
    double[] scratch = new double[n];
    double[] precision = new double[n * n];
    for (int i = 0; i < n; i++) {
      double first = FIRST_STEP * Math.max(1, Math.abs(position[i]));
      if (!slope(density, point, i, first, whole, scratch)) return Optional.empty();
      if (!(whole[i] > 0)) return Optional.empty();
      double step = Math.min(STEP / Math.sqrt(whole[i]), LARGEST_STEP);
      if (!slope(density, point, i, step, whole, scratch)) return Optional.empty();
      if (!slope(density, point, i, step / 2, half, scratch)) return Optional.empty();
      if (!(Math.abs(half[i] - whole[i]) < DISAGREEMENT * Math.abs(whole[i]))) {
        return Optional.empty();
      }
      for (int j = 0; j < n; j++) precision[i * n + j] = (4 * half[j] - whole[j]) / 3;
    }
    return ofPrecision(n, precision);
  }

  /** Writes minus the derivative of the gradient by coordinate i; returns whether it could. */
  private static boolean slope(
      LogDensity density, double[] point, int i, double step, double[] out, double[] scratch) {
    double old = point[i];
    point[i] = old + step;
    boolean finite = Double.isFinite(density.logDensityAndGradient(point, scratch));
    point[i] = old - step;
    finite &= Double.isFinite(density.logDensityAndGradient(point, out));
    point[i] = old;
    for (int j = 0; j < out.length; j++) out[j] = (out[j] - scratch[j]) / (2 * step);
    return finite;
  }

  private static Optional<Curvature> ofPrecision(int n, double[] precision) {
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double value = (precision[i * n + j] + precision[j * n + i]) / 2;
        if (!Double.isFinite(value)) return Optional.empty();
        matrix.set(i, j, value);
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
    if (n > 0 && !cholesky.decompose(matrix)) return Optional.empty();
    return Optional.of(new Curvature(n, n == 0 ? new double[0] : cholesky.getT(null).getData()));
  }

  /** The number of coordinates. */
  public int dimension() {
    return n;
  }

  /** Replaces {@code vector} by P^-1 {@code vector}, the covariance times it. */
  public void multiplyByCovariance(double[] vector) {
    TriangularSolver_DDRM.solveL(lower, vector, n);
    TriangularSolver_DDRM.solveTranL(lower, vector, n);
  }

  /** The variance v' P^-1 v of a linear function; overwrites {@code vector}. */
  public double variance(double[] vector) {
    TriangularSolver_DDRM.solveL(lower, vector, n);
    double sum = 0;
    for (double value : vector) sum += value * value;
    return sum;
  }

  /** Replaces {@code vector}, of unit covariance, by one of covariance P^-1. */
  void colour(double[] vector) {
    TriangularSolver_DDRM.solveTranL(lower, vector, n);
  }

  /** Replaces {@code vector} by P {@code vector}. */
  void multiplyByPrecision(double[] vector) {
    for (int j = 0; j < n; j++) {
      double product = 0;
      for (int i = j; i < n; i++) product += lower[i * n + j] * vector[i];
      vector[j] = product;
    }
    for (int i = n - 1; i >= 0; i--) {
      double product = 0;
      for (int j = 0; j <= i; j++) product += lower[i * n + j] * vector[j];
      vector[i] = product;
    }
  }

  /** v' P v. */
  double squaredDistance(double[] vector) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double product = 0;
      for (int i = j; i < n; i++) product += lower[i * n + j] * vector[i];
      sum += product * product;
    }
    return sum;
  }

  /** Half the logarithm of the determinant of P. */
  double halfLogDeterminant() {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += Math.log(lower[i * n + i]);
    return sum;
  }
}
