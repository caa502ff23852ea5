package bayes.runtime.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Roots against closed forms, and derivatives of the implicit function. */
class RootFinderTest {
  /** y of 2, and r, s: y1^2 + y2^2 = r, y1 y2 = s. */
  private static final Functions.OfPoint CIRCLE =
      new Functions.OfPoint() {
        @Override
        public void value(double[] x, double[] result) {
          result[0] = x[0] * x[0] + x[1] * x[1] - x[2];
          result[1] = x[0] * x[1] - x[3];
        }

        @Override
        public void pull(double[] x, int i, double w, double[] g) {
          if (i == 0) {
            g[0] += 2 * w * x[0];
            g[1] += 2 * w * x[1];
            g[2] -= w;
          } else {
            g[0] += w * x[1];
            g[1] += w * x[0];
            g[3] -= w;
          }
        }
      };

  private static double[] exact(double r, double s) {
    double sum = Math.sqrt(r + 2 * s);
    double difference = Math.sqrt(r - 2 * s);
    return new double[] {(sum + difference) / 2, (sum - difference) / 2};
  }

  @Test
  void findsARootAndItsDerivatives() {
    RootFinder finder = new RootFinder(Functions.of(4, 2, CIRCLE));
    int[] sizes = {2, 2};
    double[] input = {1e-9, 100, 5, 0.1, 5, 2};
    double[] output = new double[2];
    assertEquals(Solver.SOLVED, finder.solve(sizes, input, 0, input.length, output, 0));
    assertEquals(2, output[0], 1e-14);
    assertEquals(1, output[1], 1e-14);
    double[] adjoint = new double[6];
    finder.pullback(sizes, input, 0, input.length, new double[] {1, -3}, 0, adjoint, 0);
    for (int k = 0; k < 2; k++) {
      double h = 1e-5;
      double[] up = exact(5 + (k == 0 ? h : 0), 2 + (k == 1 ? h : 0));
      double[] down = exact(5 - (k == 0 ? h : 0), 2 - (k == 1 ? h : 0));
      double slope = (up[0] - down[0] - 3 * (up[1] - down[1])) / (2 * h);
      assertEquals(slope, adjoint[4 + k], 1e-8);
    }
    assertEquals(0, adjoint[2]);
    assertEquals(0, adjoint[3]);
  }

  @Test
  void comesCloserFromFarAway() {
    RootFinder finder = new RootFinder(Functions.of(4, 2, CIRCLE));
    double[] output = new double[2];
    // The derivatives are singular where both unknowns are equal.
    double[] input = {1e-9, 200, 300, 300, 5, 2};
    int status = finder.solve(new int[] {2, 2}, input, 0, input.length, output, 0);
    assertTrue(status == Solver.SOLVED || status == Solver.NO_SMALLER_STEP, "status " + status);
    double[] other = {1e-9, 200, -400, 1, 5, 2};
    assertEquals(Solver.SOLVED, finder.solve(new int[] {2, 2}, other, 0, other.length, output, 0));
    assertEquals(-2, output[0], 1e-12);
  }

  @Test
  void saysWhatKeptItFromASolution() {
    RootFinder finder = new RootFinder(Functions.of(4, 2, CIRCLE));
    int[] sizes = {2, 2};
    double[] output = new double[2];
    // No real solution: y1^2 + y2^2 = -1.
    double[] input = {1e-9, 200, 3, 4, -1, 2};
    int status = finder.solve(sizes, input, 0, input.length, output, 0);
    assertTrue(
        status == Solver.NO_SMALLER_STEP || status == Solver.TOO_MANY_STEPS, "status " + status);
    input[4] = 5;
    input[1] = 1;
    assertEquals(Solver.TOO_MANY_STEPS, finder.solve(sizes, input, 0, input.length, output, 0));
    input[4] = Double.NaN;
    assertEquals(Solver.NOT_FINITE, finder.solve(sizes, input, 0, input.length, output, 0));
    input[0] = 0;
    assertEquals(Solver.INVALID_OPTION, finder.solve(sizes, input, 0, input.length, output, 0));
  }
}
