package bayes.runtime.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Integrals against their closed forms, and derivatives by limits and arguments. */
class QuadratureTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** A function of x and one argument, whose slope by the argument is given. */
  private static DifferentiableFunction of(
      DoubleBinaryOperator f, DoubleBinaryOperator byArgument) {
    return Functions.of(
        2,
        1,
        new Functions.OfPoint() {
          @Override
          public void value(double[] x, double[] result) {
            result[0] = f.applyAsDouble(x[0], x[1]);
          }

          @Override
          public void pull(double[] x, int i, double w, double[] g) {
            g[1] += w * byArgument.applyAsDouble(x[0], x[1]);
          }
        });
  }

  private static void check(
      double integral,
      double byA,
      double byB,
      double byArgument,
      double a,
      double b,
      double argument,
      DifferentiableFunction f) {
    Quadrature quadrature = new Quadrature(f);
    int[] sizes = {1};
    double[] input = {1e-10, 1e-12, 1000, a, b, argument};
    double[] output = {Double.NaN};
    assertEquals(Solver.SOLVED, quadrature.solve(sizes, input, 0, input.length, output, 0));
    assertEquals(integral, output[0], 1e-9 * (1 + Math.abs(integral)));
    double[] adjoint = new double[6];
    quadrature.pullback(sizes, input, 0, input.length, new double[] {2}, 0, adjoint, 0);
    assertEquals(2 * byA, adjoint[3], 1e-8 * (1 + Math.abs(byA)));
    assertEquals(2 * byB, adjoint[4], 1e-8 * (1 + Math.abs(byB)));
    assertEquals(2 * byArgument, adjoint[5], 1e-7 * (1 + Math.abs(byArgument)));
  }

  @Test
  void overAFiniteRange() {
    DifferentiableFunction f = of((x, k) -> Math.exp(k * x), (x, k) -> x * Math.exp(k * x));
    // (e^kb - e^ka) / k
    double ea = Math.exp(0.5);
    double eb = Math.exp(1.5);
    check(2 * (eb - ea), -ea, eb, 2 * (3 * eb - ea) - 4 * (eb - ea), 1, 3, 0.5, f);
    check(-2 * (eb - ea), -eb, ea, -2 * (3 * eb - ea) + 4 * (eb - ea), 3, 1, 0.5, f);
    check(0, -ea, ea, 0, 1, 1, 0.5, f);
  }

  @Test
  void overInfiniteRanges() {
    DifferentiableFunction bell =
        of((x, k) -> Math.exp(-k * x * x), (x, k) -> -x * x * Math.exp(-k * x * x));
    double all = Math.sqrt(Math.PI / 3);
    check(all, 0, 0, -all / 6, -INF, INF, 3, bell);
    check(all / 2, -1, 0, -all / 12, 0, INF, 3, bell);
    check(all / 2, 0, 1, -all / 12, -INF, 0, 3, bell);
    check(-all, 0, 0, all / 6, INF, -INF, 3, bell);
    DifferentiableFunction tail =
        of((x, k) -> 1 / (k + x * x), (x, k) -> -1 / ((k + x * x) * (k + x * x)));
    check(Math.PI / 2, 0, 0, -Math.PI / 16, -INF, INF, 4, tail);
  }

  @Test
  void withSingularEndsAndNarrowPeaks() {
    double[] output = new double[1];
    DifferentiableFunction root = of((x, k) -> Math.pow(x, k - 1), (x, k) -> 0);
    double[] input = {1e-9, 1e-10, 1000, 0, 1, 0.5};
    assertEquals(
        Solver.SOLVED,
        new Quadrature(root).solve(new int[] {1}, input, 0, input.length, output, 0));
    assertEquals(2, output[0], 1e-8);
    DifferentiableFunction peak = of((x, k) -> 1e-3 / (1e-6 + (x - k) * (x - k)), (x, k) -> 0);
    double[] over = {1e-10, 1e-10, 1000, -1, 1, 0.3};
    assertEquals(
        Solver.SOLVED, new Quadrature(peak).solve(new int[] {1}, over, 0, over.length, output, 0));
    assertEquals(Math.atan(0.7e3) + Math.atan(1.3e3), output[0], 1e-8);
  }

  @Test
  void saysWhatKeptItFromASolution() {
    double[] output = new double[1];
    DifferentiableFunction pole = of((x, k) -> 1 / Math.abs(x - k), (x, k) -> 0);
    double[] input = {1e-8, 1e-8, 50, -1, 1, 0.3};
    int[] sizes = {1};
    assertEquals(
        Solver.TOO_MANY_STEPS,
        new Quadrature(pole).solve(sizes, input, 0, input.length, output, 0));
    DifferentiableFunction undefined = of((x, k) -> Math.log(x - k), (x, k) -> 0);
    assertEquals(
        Solver.NOT_FINITE,
        new Quadrature(undefined).solve(sizes, input, 0, input.length, output, 0));
    input[2] = 0;
    assertEquals(
        Solver.INVALID_OPTION,
        new Quadrature(pole).solve(sizes, input, 0, input.length, output, 0));
  }
}
