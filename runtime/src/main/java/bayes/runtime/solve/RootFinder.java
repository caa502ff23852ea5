package bayes.runtime.solve;

import java.util.Arrays;

/**
 * A root y of f(y, arguments) = 0, of as many equations as unknowns, near a guess: Newton's method
 * with shortened steps, and those of Levenberg and Marquardt where it does not come closer. At the
 * end it takes full steps as long as they help, so that the root is exact to rounding.
 *
 * <p>The pullback is that of the implicit function: with J' m = the adjoint of y, where J are the
 * derivatives of f by y, the arguments get minus the pullback of m. The guess gets nothing.
 *
 * <p>Sizes: n, the number of arguments. Input: tolerance of |f|, the most steps, guess, arguments.
 * Output: y. The function's point: y, arguments.
 */
public final class RootFinder implements Solver {
  private static final int OPTIONS = 2;
  private static final int MOST_POLISHING = 5;

  private final DifferentiableFunction function;
  private int n;
  private int nArguments;
  private boolean isPrepared;

  /** y, arguments, and then the weights of a pullback. */
  private double[] point = {};

  private double[] gradient = {};
  private double[] y = {};
  private double[] residual = {};
  private double[] trial = {};
  private double[] ofTrial = {};
  private double[] change = {};
  private double[] jacobian = {};
  private double[] solvedInput = {};
  private LinearSystem system = new LinearSystem(0);
  private boolean isSolved;

  public RootFinder(DifferentiableFunction function) {
    this.function = function;
  }

  private boolean prepare(int[] sizes) {
    n = sizes[0];
    nArguments = sizes[1];
    if (!function.prepare(sizes)) return false;
    point = new double[n + nArguments + n];
    gradient = new double[point.length];
    y = new double[n];
    residual = new double[n];
    trial = new double[n];
    ofTrial = new double[n];
    change = new double[n];
    jacobian = new double[n * n];
    solvedInput = new double[OPTIONS + n + nArguments];
    system = new LinearSystem(n);
    isPrepared = true;
    return true;
  }

  @Override
  public int solve(int[] sizes, double[] input, int from, int length, double[] output, int to) {
    if (!isPrepared && !prepare(sizes)) return UNDEFINED;
    isSolved = false;
    System.arraycopy(input, from, solvedInput, 0, solvedInput.length);
    double tolerance = input[from];
    double most = input[from + 1];
    if (!(tolerance > 0 && most > 0)) return INVALID_OPTION;
    System.arraycopy(input, from + OPTIONS, y, 0, n);
    System.arraycopy(input, from + OPTIONS + n, point, n, nArguments);
    if (!evaluate(y, residual)) return NOT_FINITE;
    int status = approach(tolerance, most);
    if (status != SOLVED) return status;
    polish();
    isSolved = true;
    System.arraycopy(y, 0, output, to, n);
    return SOLVED;
  }

  private int approach(double tolerance, double most) {
    for (int step = 0; largest(residual) > tolerance; step++) {
      if (step >= most) return TOO_MANY_STEPS;
      if (!jacobian()) return NOT_FINITE;
      if (!newton() && !damped()) return NO_SMALLER_STEP;
    }
    return SOLVED;
  }

  /** Writes f at a point; false if it is not finite there. */
  private boolean evaluate(double[] at, double[] value) {
    System.arraycopy(at, 0, point, 0, n);
    return function.value(point, value) && largest(value) <= Double.MAX_VALUE;
  }

  /** The largest absolute value; NaN if any is not a number. */
  private double largest(double[] values) {
    double largest = 0;
    for (int i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i]));
    return largest;
  }

  private double squares(double[] values) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += values[i] * values[i];
    return sum;
  }

  /** The derivatives of f by y at y, by rows; false if one is not finite. */
  private boolean jacobian() {
    System.arraycopy(y, 0, point, 0, n);
    for (int i = 0; i < n; i++) {
      Arrays.fill(point, n + nArguments, n + nArguments + n, 0);
      point[n + nArguments + i] = 1;
      if (!function.pullback(point, gradient)) return false;
      System.arraycopy(gradient, 0, jacobian, i * n, n);
    }
    for (int i = 0; i < n * n; i++) if (!(Math.abs(jacobian[i]) <= Double.MAX_VALUE)) return false;
    return true;
  }

  private boolean factor() {
    System.arraycopy(jacobian, 0, system.matrix(), 0, n * n);
    return system.factor();
  }

  /** Newton's step, halved until it comes closer; false if it does not. */
  private boolean newton() {
    if (!factor()) return false;
    System.arraycopy(residual, 0, change, 0, n);
    system.solve(change);
    double before = squares(residual);
    for (double share = 1; share > 1e-4; share /= 2) {
      for (int i = 0; i < n; i++) trial[i] = y[i] - share * change[i];
      if (evaluate(trial, ofTrial) && squares(ofTrial) <= (1 - 1e-4 * share) * before) {
        move();
        return true;
      }
    }
    return false;
  }

  private void move() {
    System.arraycopy(trial, 0, y, 0, n);
    System.arraycopy(ofTrial, 0, residual, 0, n);
  }

  /** A step of (J'J + m D) d = -J'f with m large enough to come closer; false if none is. */
  private boolean damped() {
    double before = squares(residual);
    double largestDiagonal = 0;
    for (int i = 0; i < n; i++) largestDiagonal = Math.max(largestDiagonal, product(i, i));
    if (!(largestDiagonal > 0)) return false;
    for (double damping = 1e-6; damping < 1e12; damping *= 10) {
      double[] matrix = system.matrix();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) matrix[i * n + j] = product(i, j);
        matrix[i * n + i] += damping * largestDiagonal;
        double sum = 0;
        for (int k = 0; k < n; k++) sum += jacobian[k * n + i] * residual[k];
        change[i] = sum;
      }
      if (!system.factor()) continue;
      system.solve(change);
      for (int i = 0; i < n; i++) trial[i] = y[i] - change[i];
      if (evaluate(trial, ofTrial) && squares(ofTrial) < before) {
        move();
        return true;
      }
    }
    return false;
  }

  /** An element of J'J. */
  private double product(int i, int j) {
    double sum = 0;
    for (int k = 0; k < n; k++) sum += jacobian[k * n + i] * jacobian[k * n + j];
    return sum;
  }

  private void polish() {
    for (int k = 0; k < MOST_POLISHING && largest(residual) > 0; k++) {
      if (!jacobian() || !factor()) return;
      System.arraycopy(residual, 0, change, 0, n);
      system.solve(change);
      for (int i = 0; i < n; i++) trial[i] = y[i] - change[i];
      if (!evaluate(trial, ofTrial) || !(squares(ofTrial) < squares(residual))) return;
      move();
    }
  }

  @Override
  public void pullback(
      int[] sizes,
      double[] input,
      int from,
      int length,
      double[] outputAdjoint,
      int at,
      double[] inputAdjoint,
      int to) {
    if (!isSolved || !isSolvedFor(input, from)) {
      if (solve(sizes, input, from, length, trial, 0) != SOLVED) return;
    }
    System.arraycopy(solvedInput, OPTIONS + n, point, n, nArguments);
    boolean isDefined = jacobian() && factor();
    System.arraycopy(outputAdjoint, at, change, 0, n);
    if (isDefined) system.solveTransposed(change);
    System.arraycopy(change, 0, point, n + nArguments, n);
    isDefined = isDefined && function.pullback(point, gradient);
    for (int i = 0; i < nArguments; i++) {
      inputAdjoint[to + OPTIONS + n + i] -= isDefined ? gradient[n + i] : Double.NaN;
    }
  }

  private boolean isSolvedFor(double[] input, int from) {
    for (int i = 0; i < solvedInput.length; i++) {
      if (input[from + i] != solvedInput[i]) return false;
    }
    return true;
  }
}
