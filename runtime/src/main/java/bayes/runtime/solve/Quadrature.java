package bayes.runtime.solve;

import java.util.Arrays;

/**
 * The integral of f(x, arguments) over x from a to b, either of which may be infinite: the
 * Gauss-Kronrod rule of 15 points on intervals that are halved where the error is largest. The
 * variable is changed first, as in L. F. Shampine, "Vectorized adaptive quadrature in MATLAB"
 * (2008), so that ranges become finite and singularities at their ends mild.
 *
 * <p>The pullback is by the arguments that of the rule on the intervals that were found, and by the
 * limits the integrand there.
 *
 * <p>Sizes: the number of arguments. Input: relative tolerance, absolute tolerance, the most
 * intervals, a, b, arguments. Output: the integral. The function's point: x, arguments.
 */
public final class Quadrature implements Solver {
  private static final int OPTIONS = 3;
  private static final int FIRST_INTERVALS = 10;

  /** Positive nodes, from the outermost; every second one is a node of Gauss's rule. */
  private static final double[] NODES = {
    0.991455371120812639206854697526329,
    0.949107912342758524526189684047851,
    0.864864423359769072789712788640926,
    0.741531185599394439863864773280788,
    0.586087235467691130294144258353740,
    0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
    0
  };

  private static final double[] WEIGHTS = {
    0.022935322010529224963732008058970,
    0.063092092629978553290700663189204,
    0.104790010322250183839876322541518,
    0.140653259715525918745189590510238,
    0.169004726639267902826583426598550,
    0.190350578064785409913256402421014,
    0.204432940075298892414161999234649,
    0.209482141084727828012999174891714
  };

  private static final double[] GAUSS_WEIGHTS = {
    0.129484966168869693270611432679082,
    0.279705391489276667901467771423780,
    0.381830050505118944950369775488975,
    0.417959183673469387755102040816327
  };

  private final DifferentiableFunction function;
  private int nArguments;
  private boolean isPrepared;
  private double[] point = {};
  private double[] gradient = {};
  private final double[] result = new double[1];
  private double[] solvedInput = {};
  private boolean isSolved;

  private double[] lows = new double[64];
  private double[] highs = new double[64];
  private double[] integrals = new double[64];
  private double[] errors = new double[64];
  private int nIntervals;

  /** The range, from the lower limit, and the sign that an exchange of limits gives. */
  private double lower;

  private double upper;
  private double sign;

  /** x and its slope, at a point of the changed variable. */
  private double x;

  private double slope;

  public Quadrature(DifferentiableFunction function) {
    this.function = function;
  }

  private boolean prepare(int[] sizes) {
    nArguments = sizes[0];
    if (!function.prepare(sizes)) return false;
    point = new double[1 + nArguments + 1];
    gradient = new double[point.length];
    solvedInput = new double[OPTIONS + 2 + nArguments];
    isPrepared = true;
    return true;
  }

  @Override
  public int solve(int[] sizes, double[] input, int from, int length, double[] output, int to) {
    if (!isPrepared && !prepare(sizes)) return UNDEFINED;
    isSolved = false;
    System.arraycopy(input, from, solvedInput, 0, solvedInput.length);
    double relative = input[from];
    double absolute = input[from + 1];
    double most = input[from + 2];
    if (!(relative >= 0 && absolute >= 0 && most > 0)) return INVALID_OPTION;
    range(input[from + OPTIONS], input[from + OPTIONS + 1]);
    if (Double.isNaN(lower) || Double.isNaN(upper)) return NOT_FINITE;
    System.arraycopy(input, from + OPTIONS + 2, point, 1, nArguments);
    int status = begin();
    if (status == SOLVED) status = refine(relative, absolute, most);
    if (status != SOLVED) return status;
    isSolved = true;
    output[to] = sign * sum(integrals);
    return SOLVED;
  }

  private void range(double a, double b) {
    sign = a <= b ? 1 : -1;
    lower = a <= b ? a : b;
    upper = a <= b ? b : a;
  }

  private int begin() {
    nIntervals = 0;
    if (lower == upper) return SOLVED;
    double from = isHalfInfinite() ? 0 : -1;
    double width = (1 - from) / FIRST_INTERVALS;
    for (int i = 0; i < FIRST_INTERVALS; i++) {
      double high = i == FIRST_INTERVALS - 1 ? 1 : from + width * (i + 1);
      if (!interval(nIntervals++, from + width * i, high)) return NOT_FINITE;
    }
    return SOLVED;
  }

  private boolean isHalfInfinite() {
    return Double.isInfinite(lower) != Double.isInfinite(upper);
  }

  private int refine(double relative, double absolute, double most) {
    while (true) {
      double error = sum(errors);
      // Of positive and negative parts alike; errors of rounding are no reason to go on.
      double scale = 0;
      for (int i = 0; i < nIntervals; i++) scale += Math.abs(integrals[i]);
      double tolerance = Math.max(absolute, Math.max(relative, 1e-14) * scale);
      if (error <= tolerance) return SOLVED;
      int worst = 0;
      for (int i = 1; i < nIntervals; i++) if (errors[i] > errors[worst]) worst = i;
      double low = lows[worst];
      double high = highs[worst];
      double middle = 0.5 * (low + high);
      if (!(low < middle && middle < high)) return NO_SMALLER_STEP;
      if (nIntervals + 1 > most) return TOO_MANY_STEPS;
      if (nIntervals == lows.length) grow();
      if (!interval(worst, low, middle)) return NOT_FINITE;
      if (!interval(nIntervals++, middle, high)) return NOT_FINITE;
    }
  }

  private void grow() {
    lows = Arrays.copyOf(lows, 2 * nIntervals);
    highs = Arrays.copyOf(highs, 2 * nIntervals);
    integrals = Arrays.copyOf(integrals, 2 * nIntervals);
    errors = Arrays.copyOf(errors, 2 * nIntervals);
  }

  private double sum(double[] parts) {
    double sum = 0;
    for (int i = 0; i < nIntervals; i++) sum += parts[i];
    return sum;
  }

  /** Finds the integral over one interval, and its error; false if it is not finite. */
  private boolean interval(int at, double low, double high) {
    double half = 0.5 * (high - low);
    double center = 0.5 * (low + high);
    double kronrod = 0;
    double gauss = 0;
    for (int i = 0; i < NODES.length; i++) {
      double offset = half * NODES[i];
      double value = integrand(center + offset);
      if (NODES[i] != 0) value += integrand(center - offset);
      kronrod += WEIGHTS[i] * value;
      if (i % 2 == 1) gauss += GAUSS_WEIGHTS[i / 2] * value;
    }
    lows[at] = low;
    highs[at] = high;
    integrals[at] = half * kronrod;
    errors[at] = Math.abs(half * (kronrod - gauss));
    return Math.abs(integrals[at]) <= Double.MAX_VALUE;
  }

  /** The integrand of the changed variable. */
  private double integrand(double u) {
    change(u);
    point[0] = x;
    if (!function.value(point, result)) return Double.NaN;
    // Far out the slope is infinite where the function has vanished.
    return result[0] == 0 ? 0 : result[0] * slope;
  }

  private void change(double u) {
    if (isHalfInfinite()) {
      double v = u / (1 - u);
      double w = 2 * v / ((1 - u) * (1 - u));
      x = Double.isInfinite(upper) ? lower + v * v : upper - v * v;
      slope = w;
    } else if (Double.isInfinite(upper)) {
      double v = (1 - u) * (1 + u);
      x = u / v;
      slope = (1 + u * u) / (v * v);
    } else {
      // Of a sum of halves, as the limits' difference may overflow.
      double quarter = 0.25 * upper - 0.25 * lower;
      double v = u * (3 - u * u);
      x = v <= 0 ? lower + quarter * (2 + v) : upper - quarter * (2 - v);
      slope = 3 * quarter * (1 - u) * (1 + u);
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
      if (solve(sizes, input, from, length, result, 0) != SOLVED) return;
    }
    System.arraycopy(solvedInput, OPTIONS + 2, point, 1, nArguments);
    double adjoint = outputAdjoint[at];
    int limits = to + OPTIONS;
    inputAdjoint[limits] -= adjoint * valueAt(solvedInput[OPTIONS]);
    inputAdjoint[limits + 1] += adjoint * valueAt(solvedInput[OPTIONS + 1]);
    for (int k = 0; k < nIntervals; k++) {
      double half = 0.5 * (highs[k] - lows[k]);
      double center = 0.5 * (lows[k] + highs[k]);
      for (int i = 0; i < NODES.length; i++) {
        double weight = sign * adjoint * half * WEIGHTS[i];
        pull(center + half * NODES[i], weight, inputAdjoint, limits + 2);
        if (NODES[i] != 0) pull(center - half * NODES[i], weight, inputAdjoint, limits + 2);
      }
    }
  }

  private boolean isSolvedFor(double[] input, int from) {
    for (int i = 0; i < solvedInput.length; i++) {
      if (input[from + i] != solvedInput[i]) return false;
    }
    return true;
  }

  private double valueAt(double limit) {
    if (Double.isInfinite(limit)) return 0;
    point[0] = limit;
    return function.value(point, result) ? result[0] : Double.NaN;
  }

  private void pull(double u, double weight, double[] inputAdjoint, int to) {
    change(u);
    point[0] = x;
    point[1 + nArguments] = 1;
    function.pullback(point, gradient);
    for (int i = 0; i < nArguments; i++) {
      double part = gradient[1 + i];
      if (part != 0) inputAdjoint[to + i] += weight * slope * part;
    }
  }
}
