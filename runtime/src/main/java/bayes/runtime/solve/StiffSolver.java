package bayes.runtime.solve;

import bayes.runtime.math.Elementary;
import java.util.Arrays;

/**
 * Stiff differential equations, by an implicit pair of orders 4 and 3 of Kennedy and Carpenter. The
 * equations of a stage are solved by Newton's method with the derivatives at the beginning of the
 * step; the estimate of the error is smoothed as in L. F. Shampine and M. W. Reichelt, "The MATLAB
 * ODE suite" (1997), since its stiff part would be too large.
 */
public final class StiffSolver extends OdeSolver {
  private static final double GAMMA = 0.25;
  private static final double SAFETY = 0.9;
  private static final double LARGEST_RISE = 5;
  private static final double LARGEST_FALL = 0.2;
  private static final int MOST_ITERATIONS = 10;

  /** How exactly stages are solved, by the tolerance: the pullback takes them as exact. */
  private static final double STAGE_TOLERANCE = 1e-4;

  private double[][] slopes = {};
  private double[][] ofPoints = {};
  private double[] error = {};
  private double[] known = {};
  private double[] change = {};
  private double[] iterate = {};
  private double[] slope = {};
  private double[] stagePoint = {};
  private double[] ofStage = {};

  /** The adjoint of the last slope of the step before, with which a step begins. */
  private double[] ofCarried = {};

  private double[] jacobian = {};
  private LinearSystem system = new LinearSystem(0);

  /** The length of the next step; 0 if none has been chosen yet. */
  private double next;

  private boolean hasSlope;
  private boolean hasJacobian;

  public StiffSolver(DifferentiableFunction function) {
    super(function, Tableau.KENNEDY_CARPENTER);
  }

  @Override
  void prepare(int n) {
    int nStages = tableau().nStages();
    slopes = new double[nStages][n];
    ofPoints = new double[nStages][n];
    error = new double[n];
    known = new double[n];
    change = new double[n];
    iterate = new double[n];
    slope = new double[n];
    stagePoint = new double[n];
    ofStage = new double[n];
    ofCarried = new double[n];
    jacobian = new double[n * n];
    system = new LinearSystem(n);
  }

  @Override
  void begin() {
    next = 0;
    hasSlope = false;
    hasJacobian = false;
  }

  @Override
  int advance(double from, double to) {
    double[] y = state();
    double t = from;
    boolean wasRejected = false;
    if (!hasSlope && !slope(t, y, 0, slopes[0])) return NOT_FINITE;
    hasSlope = true;
    if (next == 0) next = firstStep(t, to);
    while (true) {
      if (!mayStep()) return TOO_MANY_STEPS;
      if (!hasJacobian && !jacobian(t, y, 0, jacobian)) return NOT_FINITE;
      hasJacobian = true;
      boolean isLast = !(t + 1.01 * next < to);
      double h = isLast ? to - t : next;
      double size = tryStep(t, h);
      if (size <= 1) {
        accept(t, h);
        int last = tableau().nStages() - 1;
        System.arraycopy(stagePoints(), last * n(), y, 0, n());
        System.arraycopy(slopes[last], 0, slopes[0], 0, n());
        hasJacobian = false;
        double rise = wasRejected ? 1 : LARGEST_RISE;
        double proposed = h * Math.max(LARGEST_FALL, Math.min(rise, factor(size)));
        next = isLast ? Math.max(next, proposed) : proposed;
        wasRejected = false;
        if (isLast) return SOLVED;
        t += h;
      } else {
        next = h * (size > 1 ? Math.max(LARGEST_FALL, Math.min(0.9, factor(size))) : 0.25);
        wasRejected = true;
        if (!(t + 0.1 * next > t)) return size > 1 ? NO_SMALLER_STEP : NOT_FINITE;
      }
    }
  }

  private static double factor(double size) {
    return SAFETY * Elementary.exp(-0.25 * Elementary.log(Math.max(size, 1e-10)));
  }

  private double firstStep(double t, double to) {
    double[] y = state();
    double ofSlope = norm(slopes[0], y, y, 0);
    double span = to - t;
    double guess = ofSlope * span > 0.01 ? 0.01 / ofSlope : span;
    return Math.min(guess, span);
  }

  /** Solves the stages of a step. Returns its error by the tolerance; NaN if it cannot be made. */
  private double tryStep(double t, double h) {
    Tableau tableau = tableau();
    int n = n();
    double[] y = state();
    double[] points = stagePoints();
    System.arraycopy(y, 0, points, 0, n);
    if (!factor(h, jacobian)) return Double.NaN;
    for (int s = 1; s < tableau.nStages(); s++) {
      double[] a = tableau.a()[s];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < s; j++) sum += a[j] * slopes[j][i];
        known[i] = y[i] + h * sum;
      }
      if (!solveStage(t + tableau.c()[s] * h, h, s)) return Double.NaN;
    }
    double[] e = tableau.e();
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < e.length; j++) sum += e[j] * slopes[j][i];
      error[i] = h * sum;
    }
    system.solve(error);
    return norm(error, y, points, (tableau.nStages() - 1) * n);
  }

  /** Factors I - h gamma J. */
  private boolean factor(double h, double[] derivatives) {
    int n = n();
    double[] matrix = system.matrix();
    for (int i = 0; i < n * n; i++) matrix[i] = -h * GAMMA * derivatives[i];
    for (int i = 0; i < n; i++) matrix[i * n + i] += 1;
    return system.factor();
  }

  /** Finds the slope k with k = f(t, known + h gamma k), beginning at the last stage's. */
  private boolean solveStage(double t, double h, int s) {
    int n = n();
    double[] y = state();
    double[] points = stagePoints();
    double[] k = slopes[s];
    for (int i = 0; i < n; i++) iterate[i] = known[i] + h * GAMMA * slopes[s - 1][i];
    double last = Double.POSITIVE_INFINITY;
    for (int m = 0; m < MOST_ITERATIONS; m++) {
      if (!slope(t, iterate, 0, slope)) return false;
      for (int i = 0; i < n; i++) change[i] = known[i] + h * GAMMA * slope[i] - iterate[i];
      system.solve(change);
      for (int i = 0; i < n; i++) iterate[i] += change[i];
      double size = norm(change, y, iterate, 0);
      boolean isSmall = size <= STAGE_TOLERANCE;
      if (!isSmall && !(size < 0.9 * last)) return false;
      if (isSmall) {
        System.arraycopy(iterate, 0, points, s * n, n);
        for (int i = 0; i < n; i++) k[i] = (iterate[i] - known[i]) / (h * GAMMA);
        return true;
      }
      last = size;
    }
    return false;
  }

  /**
   * With K the adjoint of a stage's slope and P of its point, K = h (b y' + sum of a P over later
   * stages) + h gamma P and P = J' K: a linear system for K. The first slope of a step is the last
   * one of the step before, and so is its adjoint; that of the first step is f at the start.
   */
  @Override
  boolean pullStep(Trajectory steps, int step, double[] ofState) {
    Tableau tableau = tableau();
    double t = steps.time(step);
    double h = steps.length(step);
    int n = n();
    int nStages = tableau.nStages();
    if (step == steps.nSteps() - 1) Arrays.fill(ofCarried, 0);
    for (int s = nStages - 1; s >= 0; s--) {
      for (int i = 0; i < n; i++) {
        double sum = tableau.b()[s] * ofState[i];
        for (int j = s + 1; j < nStages; j++) sum += tableau.a()[j][s] * ofPoints[j][i];
        ofStage[i] = h * sum;
      }
      if (s == nStages - 1) {
        for (int i = 0; i < n; i++) ofStage[i] += ofCarried[i];
      }
      Arrays.fill(ofPoints[s], 0);
      if (s == 0 && step > 0) {
        System.arraycopy(ofStage, 0, ofCarried, 0, n);
      } else if (!pullImplicit(steps, step, s)) {
        return false;
      }
    }
    for (int s = 0; s < nStages; s++) {
      for (int i = 0; i < n; i++) ofState[i] += ofPoints[s][i];
    }
    return true;
  }

  private boolean pullImplicit(Trajectory steps, int step, int s) {
    double h = steps.length(step);
    double time = steps.time(step) + tableau().c()[s] * h;
    steps.stage(step, s, n(), stagePoint, 0);
    if (s > 0) {
      if (!jacobian(time, stagePoint, 0, jacobian) || !factor(h, jacobian)) return false;
      system.solveTransposed(ofStage);
    }
    return pullStage(time, stagePoint, ofStage, ofPoints[s]);
  }
}
