package bayes.runtime.solve;

import bayes.runtime.math.Elementary;
import java.util.Arrays;

/**
 * Differential equations that are not stiff, by the explicit pair of orders 5 and 4 of Dormand and
 * Prince, with the step control of E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary
 * Differential Equations I", section II.4.
 */
public final class DormandPrince extends OdeSolver {
  private static final double SAFETY = 0.9;
  private static final double LARGEST_RISE = 10;
  private static final double LARGEST_FALL = 0.2;

  /** The exponents of this and of the last error in the length of the next step. */
  private static final double OF_ERROR = -0.17;

  private static final double OF_LAST = 0.04;

  private double[][] slopes = {};
  private double[] error = {};
  private double[] ofStage = {};
  private double[][] ofPoints = {};
  private double[] stagePoint = {};

  /** The length of the next step; 0 if none has been chosen yet. */
  private double next;

  private double lastError;

  /** Whether the first slope is that of the state. */
  private boolean hasSlope;

  public DormandPrince(DifferentiableFunction function) {
    super(function, Tableau.DORMAND_PRINCE);
  }

  @Override
  void prepare(int n) {
    int nStages = tableau().nStages();
    slopes = new double[nStages][n];
    ofPoints = new double[nStages][n];
    error = new double[n];
    ofStage = new double[n];
    stagePoint = new double[n];
  }

  @Override
  void begin() {
    next = 0;
    lastError = 1e-4;
    hasSlope = false;
  }

  @Override
  int advance(double from, double to) {
    double[] y = state();
    double t = from;
    if (!hasSlope && !slope(t, y, 0, slopes[0])) return NOT_FINITE;
    hasSlope = true;
    if (next == 0) next = firstStep(t, to);
    boolean wasRejected = false;
    while (true) {
      if (!mayStep()) return TOO_MANY_STEPS;
      boolean isLast = !(t + 1.01 * next < to);
      double h = isLast ? to - t : next;
      double size = tryStep(t, h);
      if (size <= 1) {
        accept(t, h);
        int last = (tableau().nStages() - 1) * n();
        System.arraycopy(stagePoints(), last, y, 0, n());
        double[] first = slopes[0];
        slopes[0] = slopes[tableau().nStages() - 1];
        slopes[tableau().nStages() - 1] = first;
        double factor = factor(size);
        lastError = Math.max(size, 1e-4);
        // A step cut short to end at a time says little about longer ones.
        double proposed = h * (wasRejected ? Math.min(1, factor) : factor);
        next = isLast ? Math.max(next, proposed) : proposed;
        wasRejected = false;
        if (isLast) return SOLVED;
        t += h;
      } else {
        // Also where the error is not a number, as f is not defined at a stage.
        next = h * (size > 1 ? Math.max(LARGEST_FALL, SAFETY * power(size, -0.2)) : LARGEST_FALL);
        wasRejected = true;
        if (!(t + 0.1 * next > t)) return size > 1 ? NO_SMALLER_STEP : NOT_FINITE;
      }
    }
  }

  private double factor(double size) {
    double best = SAFETY * power(Math.max(size, 1e-10), OF_ERROR) * power(lastError, OF_LAST);
    return Math.min(LARGEST_RISE, Math.max(LARGEST_FALL, best));
  }

  private static double power(double x, double exponent) {
    return Elementary.exp(exponent * Elementary.log(x));
  }

  /** Evaluates the stages of a step; the last is its end. Returns its error by the tolerance. */
  private double tryStep(double t, double h) {
    Tableau tableau = tableau();
    int n = n();
    double[] y = state();
    double[] points = stagePoints();
    System.arraycopy(y, 0, points, 0, n);
    for (int s = 1; s < tableau.nStages(); s++) {
      double[] a = tableau.a()[s];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < s; j++) sum += a[j] * slopes[j][i];
        points[s * n + i] = y[i] + h * sum;
      }
      if (!slope(t + tableau.c()[s] * h, points, s * n, slopes[s])) return Double.NaN;
    }
    double[] e = tableau.e();
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < e.length; j++) sum += e[j] * slopes[j][i];
      error[i] = h * sum;
    }
    return norm(error, y, points, (tableau.nStages() - 1) * n);
  }

  /** A first step whose explicit Euler step, and the change of slope over it, are small. */
  private double firstStep(double t, double to) {
    double[] y = state();
    double span = to - t;
    double ofState = norm(y, y, y, 0);
    double ofSlope = norm(slopes[0], y, y, 0);
    double guess = ofState < 1e-5 || ofSlope < 1e-5 ? 1e-6 : 0.01 * (ofState / ofSlope);
    guess = Math.min(guess, span);
    for (int i = 0; i < n(); i++) stagePoint[i] = y[i] + guess * slopes[0][i];
    if (!slope(t + guess, stagePoint, 0, slopes[1])) return guess;
    for (int i = 0; i < n(); i++) error[i] = slopes[1][i] - slopes[0][i];
    double ofChange = norm(error, y, y, 0) / guess;
    double largest = Math.max(ofSlope, ofChange);
    double better = largest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : power(0.01 / largest, 0.2);
    return Math.min(Math.min(100 * guess, better), span);
  }

  @Override
  boolean pullStep(Trajectory steps, int step, double[] ofState) {
    Tableau tableau = tableau();
    double t = steps.time(step);
    double h = steps.length(step);
    int n = n();
    // The last stage is the end of the step itself.
    int nStages = tableau.nStages() - 1;
    for (int s = nStages - 1; s >= 0; s--) {
      for (int i = 0; i < n; i++) {
        double sum = tableau.b()[s] * ofState[i];
        for (int j = s + 1; j < nStages; j++) sum += tableau.a()[j][s] * ofPoints[j][i];
        ofStage[i] = h * sum;
      }
      Arrays.fill(ofPoints[s], 0);
      steps.stage(step, s, n, stagePoint, 0);
      if (!pullStage(t + tableau.c()[s] * h, stagePoint, ofStage, ofPoints[s])) return false;
    }
    for (int s = 0; s < nStages; s++) {
      for (int i = 0; i < n; i++) ofState[i] += ofPoints[s][i];
    }
    return true;
  }
}
