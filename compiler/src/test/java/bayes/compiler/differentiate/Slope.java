package bayes.compiler.differentiate;

import java.util.function.DoubleUnaryOperator;

/**
 * A numeric derivative by Ridders' method: central differences with falling steps, extrapolated to
 * step zero (Numerical Recipes, 3rd edition, section 5.7).
 *
 * @param value the estimate
 * @param error an estimate of its error
 */
public record Slope(double value, double error) {
  private static final int ROWS = 8;
  private static final double FALL = 1.6;

  /** The slope of {@code f} at {@code x}, beginning with the given step. */
  public static Slope of(DoubleUnaryOperator f, double x, double step) {
    double[][] a = new double[ROWS][ROWS];
    double h = step;
    double best = Double.NaN;
    double error = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ROWS; i++, h /= FALL) {
      double up = x + h;
      double down = x - h;
      a[0][i] = (f.applyAsDouble(up) - f.applyAsDouble(down)) / (up - down);
      double factor = FALL * FALL;
      for (int j = 1; j <= i; j++, factor *= FALL * FALL) {
        a[j][i] = (a[j - 1][i] * factor - a[j - 1][i - 1]) / (factor - 1);
        double e = Math.max(Math.abs(a[j][i] - a[j - 1][i]), Math.abs(a[j][i] - a[j - 1][i - 1]));
        if (e <= error) {
          error = e;
          best = a[j][i];
        }
      }
    }
    return new Slope(best, error);
  }

  /** The difference of another value of the same slope, relative beyond one. */
  public double distance(double other) {
    return Math.abs(other - value) / Math.max(1, Math.abs(value));
  }

  /** Whether the estimate itself is good enough to judge by. */
  public boolean isSharp(double tolerance) {
    return error / Math.max(1, Math.abs(value)) < tolerance;
  }
}
