package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import java.util.function.BooleanSupplier;

/**
 * Climbs a log density by the limited-memory BFGS method (Nocedal and Wright, "Numerical
 * Optimization", 2006, algorithm 7.4), with a line search by bisection and expansion for the weak
 * Wolfe conditions (Lewis and Overton, Mathematical Programming 141, 2013). Positions where the
 * density is rejected or fails count as too far.
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int MAX_ITERATIONS = 2000;

  /** For those who look whether it pays. */
  private static final int MOST_ITERATIONS = 5000;

  private static final int MAX_TRIALS = 60;
  private static final double ARMIJO = 1e-4;
  private static final double WOLFE = 0.9;
  private static final double GRADIENT_TOLERANCE = 1e-9;

  /** A gain below this share of the log density is taken for rounding. */
  private static final double LEAST_SHARE = 1e-8;

  /** How many iterations are looked at together, to see whether there is still progress. */
  private static final int STRETCH = 100;

  /** Differences of log densities below this, relative to their size, are rounding. */
  private static final double ROUNDING = 1e-14;

  private final LogDensity density;
  private final int n;
  private final double[][] steps;
  private final double[][] changes;
  private final double[] inverseProducts = new double[MEMORY];
  private final double[] alphas = new double[MEMORY];
  private int stored;
  private int newest = -1;

  private final double[] position;
  private final double[] gradient;
  private double logDensity;
  private final double[] direction;
  private final double[] trial;
  private final double[] trialGradient;
  private double trialLogDensity;
  private int evaluations;
  private int iterations = MAX_ITERATIONS;

  /** Is told of every position on the way, the start among them. */
  interface Follower {
    /** Gets the positions, which are not copies, and says whether to go on. */
    boolean reached(double[] position, double[] gradient, double logDensity);
  }

  Lbfgs(LogDensity density) {
    this.density = density;
    n = density.dimension();
    steps = new double[MEMORY][n];
    changes = new double[MEMORY][n];
    position = new double[n];
    gradient = new double[n];
    direction = new double[n];
    trial = new double[n];
    trialGradient = new double[n];
  }

  /** The evaluations of the gradient so far. */
  int evaluations() {
    return evaluations;
  }

  /** The log density reached. */
  double logDensity() {
    return logDensity;
  }

  /** The position reached. */
  double[] position() {
    return position.clone();
  }

  /**
   * Climbs from {@code start}, where log density and gradient are finite, until the gradient
   * vanishes or no further progress can be made. Whether the end is a mode is for the caller to
   * find out.
   */
  void climb(double[] start, BooleanSupplier stop) {
    climb(start, stop, (position, gradient, logDensity) -> true);
  }

  /**
   * Climbs until a hundred iterations have raised the log density by no more than {@code
   * leastGain}, or than rounding can tell; returns whether that was so, or the gradient vanished.
   */
  boolean climbWhileItPays(double[] start, double leastGain, BooleanSupplier stop) {
    iterations = MOST_ITERATIONS;
    double[] before = {Double.NEGATIVE_INFINITY};
    int[] made = {0};
    boolean[] paysNoMore = {false};
    climb(
        start,
        stop,
        (at, slope, value) -> {
          if (made[0]++ % STRETCH != 0) return true;
          paysNoMore[0] = value - before[0] <= Math.max(leastGain, LEAST_SHARE * Math.abs(value));
          before[0] = value;
          return !paysNoMore[0];
        });
    return paysNoMore[0] || largest(gradient) <= GRADIENT_TOLERANCE;
  }

  /** Climbs, and tells of each position on the way. */
  void climb(double[] start, BooleanSupplier stop, Follower follower) {
    System.arraycopy(start, 0, position, 0, n);
    logDensity = evaluate(position, gradient);
    stored = 0;
    if (!follower.reached(position, gradient, logDensity)) return;
    for (int iteration = 0; iteration < iterations && !stop.getAsBoolean(); iteration++) {
      if (largest(gradient) <= GRADIENT_TOLERANCE) return;
      computeDirection();
      if (!(dot(direction, gradient) > 0)) {
        if (stored == 0) return;
        stored = 0;
        computeDirection();
      }
      double first = stored == 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
      if (!search(first)) {
        // Curvature from before may mislead: try once more along the gradient.
        if (stored == 0) return;
        stored = 0;
        continue;
      }
      accept();
      if (!follower.reached(position, gradient, logDensity)) return;
    }
  }

  private double evaluate(double[] at, double[] gradientOut) {
    evaluations++;
    return density.logDensityAndGradient(at, gradientOut);
  }

  private boolean search(double first) {
    double slope = dot(direction, gradient);
    double slack = ROUNDING * Math.abs(logDensity);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double step = first;
    for (int i = 0; i < MAX_TRIALS; i++) {
      for (int j = 0; j < n; j++) trial[j] = position[j] + step * direction[j];
      trialLogDensity = evaluate(trial, trialGradient);
      double trialSlope = dot(direction, trialGradient);
      boolean climbs =
          trialLogDensity >= logDensity + ARMIJO * step * slope - slack
              && Double.isFinite(trialLogDensity)
              && Double.isFinite(trialSlope);
      if (!climbs) {
        high = step;
      } else if (trialSlope > WOLFE * slope) {
        low = step;
      } else {
        return true;
      }
      step = high == Double.POSITIVE_INFINITY ? 2 * step : (low + high) / 2;
      if (high - low < ROUNDING * step) break;
    }
    // The last trial may be worse than a step that was only too short.
    if (low == 0) return false;
    for (int j = 0; j < n; j++) trial[j] = position[j] + low * direction[j];
    trialLogDensity = evaluate(trial, trialGradient);
    return trialLogDensity > logDensity;
  }

  private void accept() {
    int slot = (newest + 1) % MEMORY;
    double product = 0;
    for (int j = 0; j < n; j++) {
      steps[slot][j] = trial[j] - position[j];
      changes[slot][j] = gradient[j] - trialGradient[j];
      product += steps[slot][j] * changes[slot][j];
    }
    if (product > 0x1p-52 * dot(changes[slot], changes[slot])) {
      inverseProducts[slot] = 1 / product;
      newest = slot;
      stored = Math.min(stored + 1, MEMORY);
    }
    System.arraycopy(trial, 0, position, 0, n);
    System.arraycopy(trialGradient, 0, gradient, 0, n);
    logDensity = trialLogDensity;
  }

  /** The two-loop recursion. */
  private void computeDirection() {
    System.arraycopy(gradient, 0, direction, 0, n);
    if (stored == 0) return;
    for (int i = 0; i < stored; i++) {
      int slot = Math.floorMod(newest - i, MEMORY);
      alphas[slot] = inverseProducts[slot] * dot(steps[slot], direction);
      addScaled(direction, -alphas[slot], changes[slot]);
    }
    double scale = 1 / (inverseProducts[newest] * dot(changes[newest], changes[newest]));
    for (int j = 0; j < n; j++) direction[j] *= scale;
    for (int i = stored - 1; i >= 0; i--) {
      int slot = Math.floorMod(newest - i, MEMORY);
      double beta = inverseProducts[slot] * dot(changes[slot], direction);
      addScaled(direction, alphas[slot] - beta, steps[slot]);
    }
  }

  private static void addScaled(double[] to, double factor, double[] values) {
    for (int j = 0; j < to.length; j++) to[j] += factor * values[j];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) sum += a[j] * b[j];
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) largest = Math.max(largest, Math.abs(value));
    return largest;
  }
}
