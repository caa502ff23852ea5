package bayes.runtime.solve;

import java.util.Arrays;

/**
 * The solution y of dy/dt = f(t, y, arguments) with y(t0) = start, at given times: a Runge-Kutta
 * method with steps of adapted length, which end at each of the times.
 *
 * <p>The pullback is exact for the steps that were taken: it goes through them backward, stage by
 * stage, so that its cost does not grow with the number of arguments (E. Hairer, C. Lubich, G.
 * Wanner, "Geometric Numerical Integration", section VI.6, on what this adjoint method is). By t0
 * and by the times it is that of the exact solution: f at the point, and minus the adjoint times f.
 *
 * <p>Sizes: n, the number of arguments. Input: relative tolerance, absolute tolerance, the most
 * steps, start, t0, the times, as many as there are, arguments. Output: y by time. The function's
 * point: t, y, arguments.
 */
public abstract class OdeSolver implements Solver {
  private static final int OPTIONS = 3;

  private final DifferentiableFunction function;
  private final Tableau tableau;

  /** The number of components of y, and of arguments. */
  private int n;

  private int nArguments;
  private int nTimes;
  private boolean isPrepared;

  /** t, y, arguments, and then the weights of a pullback. */
  private double[] point = {};

  private double[] gradient = {};
  private double[] y = {};
  private double[] stages = {};
  private double[] result = {};
  private double[] adjoint = {};
  private double[] argumentAdjoint = {};
  private Trajectory trajectory = new Trajectory(0);
  private int[] ends = {};
  private double[] solvedInput = {};
  private double[] solvedOutput = {};
  private boolean isSolved;

  /** Whether steps are kept, which only a pullback needs. */
  private boolean isRecording;

  private double relative;
  private double absolute;
  private long stepsLeft;

  OdeSolver(DifferentiableFunction function, Tableau tableau) {
    this.function = function;
    this.tableau = tableau;
  }

  /** Makes room for {@code n} components. */
  abstract void prepare(int n);

  /** Forgets what it knows of an earlier solution. */
  abstract void begin();

  /** Integrates {@link #state()} from one time to a later one. */
  abstract int advance(double from, double to);

  /**
   * Turns the adjoint of the end of a recorded step into that of its beginning, and gives every
   * stage's slope its adjoint by {@link #pullStage}.
   */
  abstract boolean pullStep(Trajectory steps, int step, double[] ofState);

  final Tableau tableau() {
    return tableau;
  }

  final int n() {
    return n;
  }

  final double[] state() {
    return y;
  }

  /** The points of the stages of the step in hand, one after the other. */
  final double[] stagePoints() {
    return stages;
  }

  /** Writes f at a time and a point to {@code slope}; false if it is not finite there. */
  final boolean slope(double t, double[] points, int from, double[] slope) {
    point[0] = t;
    System.arraycopy(points, from, point, 1, n);
    if (!function.value(point, slope)) return false;
    for (int i = 0; i < n; i++) if (!isFinite(slope[i])) return false;
    return true;
  }

  private static boolean isFinite(double x) {
    return Math.abs(x) <= Double.MAX_VALUE;
  }

  /** Writes the matrix of the derivatives of f by y at a time and a point, by rows. */
  final boolean jacobian(double t, double[] points, int from, double[] matrix) {
    point[0] = t;
    System.arraycopy(points, from, point, 1, n);
    int weights = 1 + n + nArguments;
    for (int i = 0; i < n; i++) {
      Arrays.fill(point, weights, weights + n, 0);
      point[weights + i] = 1;
      if (!function.pullback(point, gradient)) return false;
      System.arraycopy(gradient, 1, matrix, i * n, n);
    }
    for (int i = 0; i < n * n; i++) if (!isFinite(matrix[i])) return false;
    return true;
  }

  /**
   * The adjoint of a stage's point, given that of its slope; adds what goes to the arguments.
   *
   * @param ofPoint the adjoint is written here
   */
  final boolean pullStage(double t, double[] stagePoint, double[] ofSlope, double[] ofPoint) {
    point[0] = t;
    System.arraycopy(stagePoint, 0, point, 1, n);
    System.arraycopy(ofSlope, 0, point, 1 + n + nArguments, n);
    if (!function.pullback(point, gradient)) return false;
    System.arraycopy(gradient, 1, ofPoint, 0, n);
    for (int i = 0; i < nArguments; i++) argumentAdjoint[i] += gradient[1 + n + i];
    return true;
  }

  /** Notes a step that is accepted, if a pullback will ask for it. */
  final void accept(double t, double h) {
    if (isRecording) trajectory.add(t, h, stages);
  }

  /** Counts a step that is tried; false if there are none left. */
  final boolean mayStep() {
    return stepsLeft-- > 0;
  }

  /** The largest error of a component that is tolerated, between two points. */
  final double tolerance(double a, double b) {
    return absolute + relative * Math.max(Math.abs(a), Math.abs(b));
  }

  /** The root of the mean square of an error, each component by its tolerance. */
  final double norm(double[] error, double[] before, double[] after, int at) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double part = error[i] / tolerance(before[i], after[at + i]);
      sum += part * part;
    }
    return Math.sqrt(sum / n);
  }

  @Override
  public final int solve(
      int[] sizes, double[] input, int from, int length, double[] output, int to) {
    if (!isPrepared && !prepare(sizes)) return UNDEFINED;
    isSolved = false;
    int status = solve(input, from, length);
    if (status != SOLVED) return status;
    System.arraycopy(input, from, solvedInput, 0, length);
    isSolved = true;
    System.arraycopy(solvedOutput, 0, output, to, nTimes * n);
    return SOLVED;
  }

  private boolean prepare(int[] sizes) {
    n = sizes[0];
    nArguments = sizes[1];
    if (!function.prepare(sizes)) return false;
    point = new double[1 + n + nArguments + n];
    gradient = new double[point.length];
    y = new double[n];
    result = new double[n];
    adjoint = new double[n];
    argumentAdjoint = new double[nArguments];
    stages = new double[tableau.nStages() * n];
    trajectory = new Trajectory(stages.length);
    prepare(n);
    isPrepared = true;
    return true;
  }

  /** Makes room for as many times as there are now. */
  private void fit(int length) {
    nTimes = length - (OPTIONS + n + 1 + nArguments);
    if (nTimes > ends.length) ends = new int[nTimes];
    if (length > solvedInput.length) solvedInput = new double[length];
    if (nTimes * n > solvedOutput.length) solvedOutput = new double[nTimes * n];
  }

  private int solve(double[] input, int from, int length) {
    fit(length);
    relative = input[from];
    absolute = input[from + 1];
    double most = input[from + 2];
    if (!(relative > 0 && absolute > 0 && most > 0)) return INVALID_OPTION;
    stepsLeft = (long) most;
    int times = from + OPTIONS + n + 1;
    System.arraycopy(input, from + OPTIONS, y, 0, n);
    System.arraycopy(input, times + nTimes, point, 1 + n, nArguments);
    trajectory.clear();
    begin();
    double t = input[times - 1];
    for (int k = 0; k < nTimes; k++) {
      double next = input[times + k];
      if (!(t <= next)) return UNORDERED;
      int status = t < next ? advance(t, next) : SOLVED;
      if (status != SOLVED) return status;
      t = next;
      ends[k] = trajectory.nSteps();
      System.arraycopy(y, 0, solvedOutput, k * n, n);
    }
    return SOLVED;
  }

  @Override
  public final void pullback(
      int[] sizes,
      double[] input,
      int from,
      int length,
      double[] outputAdjoint,
      int at,
      double[] inputAdjoint,
      int to) {
    if (!isRecording || !isSolved || !isSolvedFor(input, from, length)) {
      isRecording = true;
      if (!isPrepared && !prepare(sizes)) return;
      isSolved = solve(input, from, length) == SOLVED;
      if (!isSolved) return;
      System.arraycopy(input, from, solvedInput, 0, length);
    }
    boolean isDefined = sweep(outputAdjoint, at, inputAdjoint, to);
    double undefined = isDefined ? 0 : Double.NaN;
    for (int i = 0; i < n; i++) inputAdjoint[to + OPTIONS + i] += adjoint[i] + undefined;
    int arguments = to + OPTIONS + n + 1 + nTimes;
    for (int i = 0; i < nArguments; i++) inputAdjoint[arguments + i] += argumentAdjoint[i];
  }

  private boolean isSolvedFor(double[] input, int from, int length) {
    if (length != OPTIONS + n + 1 + nTimes + nArguments) return false;
    for (int i = 0; i < length; i++) {
      if (input[from + i] != solvedInput[i]) return false;
    }
    return true;
  }

  /** Goes through the recorded steps from the last to the first. */
  private boolean sweep(double[] outputAdjoint, int at, double[] inputAdjoint, int to) {
    Arrays.fill(adjoint, 0);
    Arrays.fill(argumentAdjoint, 0);
    int times = OPTIONS + n + 1;
    System.arraycopy(solvedInput, times + nTimes, point, 1 + n, nArguments);
    int step = trajectory.nSteps();
    for (int k = nTimes - 1; k >= 0; k--) {
      double time = solvedInput[times + k];
      if (slope(time, solvedOutput, k * n, result)) {
        inputAdjoint[to + times + k] += dot(outputAdjoint, at + k * n, result);
      }
      for (int i = 0; i < n; i++) adjoint[i] += outputAdjoint[at + k * n + i];
      int first = k == 0 ? 0 : ends[k - 1];
      while (step > first) {
        step--;
        if (!pullStep(trajectory, step, adjoint)) return false;
      }
    }
    if (slope(solvedInput[times - 1], solvedInput, OPTIONS, result)) {
      inputAdjoint[to + times - 1] -= dot(adjoint, 0, result);
    }
    return true;
  }

  private double dot(double[] a, int from, double[] b) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += a[from + i] * b[i];
    return sum;
  }
}
