package bayes.runtime.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Solutions against closed forms and {@code solution_values.py}; pullbacks against sensitivities.
 */
class OdeSolverTest {
  enum Method {
    DORMAND_PRINCE(DormandPrince::new),
    STIFF(StiffSolver::new);

    final Function<DifferentiableFunction, OdeSolver> of;

    Method(Function<DifferentiableFunction, OdeSolver> of) {
      this.of = of;
    }
  }

  private static final double[] ARGUMENTS = {0.5, 0.025, 0.75, 0.03125};

  /** Options, start, t0 = 0, times, arguments. */
  private static double[] input(double tolerance, double[] times, double[] start, double... args) {
    double[] input = new double[4 + times.length + start.length + args.length];
    input[0] = tolerance;
    input[1] = tolerance;
    input[2] = 100_000;
    System.arraycopy(start, 0, input, 3, start.length);
    System.arraycopy(times, 0, input, 4 + start.length, times.length);
    System.arraycopy(args, 0, input, 4 + times.length + start.length, args.length);
    return input;
  }

  private static double[] solve(Solver solver, int[] sizes, double[] input) {
    double[] output = new double[sizes[0] * (input.length - 4 - sizes[0] - sizes[1])];
    assertEquals(Solver.SOLVED, solver.solve(sizes, input, 0, input.length, output, 0));
    return output;
  }

  private static double[] gradient(Solver solver, int[] sizes, double[] input, double[] weights) {
    double[] adjoint = new double[input.length];
    solver.pullback(sizes, input, 0, input.length, weights, 0, adjoint, 0);
    return adjoint;
  }

  private static List<double[]> reference(String name) {
    try (InputStream in = OdeSolverTest.class.getResourceAsStream("solutions.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .filter(words -> words[0].equals(name))
          .map(words -> Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** y' = -a y + b sin t: known in closed form, also its derivatives. */
  private static double decay(double t0, double t, double y0, double a, double b) {
    double scale = b / (1 + a * a);
    double atStart = scale * (a * Math.sin(t0) - Math.cos(t0));
    double atEnd = scale * (a * Math.sin(t) - Math.cos(t));
    return (y0 - atStart) * Math.exp(-a * (t - t0)) + atEnd;
  }

  @ParameterizedTest
  @EnumSource
  void solvesLinearEquations(Method method) {
    double[] times = {0, 0.5, 3, 10};
    int[] sizes = {1, 2};
    double[] input = input(1e-9, times, new double[] {2}, 0.7, 1.3);
    double[] output = solve(method.of.apply(Functions.forcedDecay()), sizes, input);
    for (int k = 0; k < times.length; k++) {
      assertEquals(decay(0, times[k], 2, 0.7, 1.3), output[k], 3e-8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pullsBackToTimesStartAndArguments(Method method) {
    double[] times = {0.5, 3, 10};
    int[] sizes = {1, 2};
    double[] weights = {1, -2, 0.5};
    double[] input = input(1e-10, times, new double[] {2}, 0.7, 1.3);
    input[4] = 0.125;
    OdeSolver solver = method.of.apply(Functions.forcedDecay());
    double[] before = solve(solver, sizes, input);
    double[] gradient = gradient(solver, sizes, input, weights);
    // Keeping the steps for the pullback changes nothing.
    assertArrayEquals(before, solve(solver, sizes, input));
    assertArrayEquals(gradient, gradient(solver, sizes, input, weights));
    for (int i = 3; i < input.length; i++) {
      double[] up = input.clone();
      double[] down = input.clone();
      up[i] += 1e-6;
      down[i] -= 1e-6;
      double slope = (total(up, weights) - total(down, weights)) / 2e-6;
      assertEquals(slope, gradient[i], 1e-7 * (1 + Math.abs(slope)), "input " + i);
    }
  }

  private static double total(double[] input, double[] weights) {
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      total += weights[k] * decay(input[4], input[5 + k], input[3], input[8], input[9]);
    }
    return total;
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTaylorSeriesOnPredatorsAndPrey(Method method) {
    double[] times = {1, 5, 20};
    int[] sizes = {2, 4};
    double[] input = input(1e-10, times, new double[] {33, 6}, ARGUMENTS);
    OdeSolver solver = method.of.apply(Functions.lotkaVolterra());
    double[] output = solve(solver, sizes, input);
    List<double[]> reference = reference("lotka_volterra");
    for (int k = 0; k < times.length; k++) {
      double[] line = reference.get(k);
      assertEquals(times[k], line[0]);
      for (int i = 0; i < 2; i++) {
        assertEquals(line[1 + i], output[2 * k + i], 2e-8 * line[1 + i]);
        double[] weights = new double[6];
        weights[2 * k + i] = 1;
        double[] gradient = gradient(solver, sizes, input, weights);
        for (int j = 0; j < 6; j++) {
          double expected = line[3 + 6 * i + j];
          assertEquals(expected, gradient[j < 2 ? 3 + j : 7 + j], 1e-6 * (1 + Math.abs(expected)));
        }
      }
    }
  }

  @Test
  void solvesAStiffReaction() {
    double[] times = {0.4, 40};
    int[] sizes = {3, 3};
    double[] input = input(1e-9, times, new double[] {1, 0, 0}, 0.04, 1e4, 3e7);
    input[1] = 1e-13;
    OdeSolver solver = new StiffSolver(Functions.robertson());
    double[] output = solve(solver, sizes, input);
    List<double[]> reference = reference("robertson");
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < 3; i++) {
        double expected = reference.get(k)[1 + i];
        assertEquals(expected, output[3 * k + i], 1e-6 * expected);
      }
    }
    assertSlopes(solver, sizes, input, new double[] {1, 1e4, -1, 2, -3e4, 1}, 9, 1e-4);
  }

  /** After ten steps of the clock, 1e11, with values of E. Hairer's and G. Wanner's test set. */
  @Test
  void reachesTheEndOfAStiffReaction() {
    int[] sizes = {3, 3};
    double[] input = input(1e-8, new double[] {1e11}, new double[] {1, 0, 0}, 0.04, 1e4, 3e7);
    input[1] = 1e-18;
    double[] output = solve(new StiffSolver(Functions.robertson()), sizes, input);
    assertEquals(0.2083340149701255e-07, output[0], 1e-5 * 0.2083340149701255e-07);
    assertEquals(0.8333360770334713e-13, output[1], 1e-5 * 0.8333360770334713e-13);
    assertEquals(0.9999999791665050, output[2], 1e-9);
  }

  private static void assertSlopes(
      Solver solver, int[] sizes, double[] input, double[] weights, int from, double tolerance) {
    double[] gradient = gradient(solver, sizes, input, weights);
    for (int i = from; i < input.length; i++) {
      double step = 1e-3 * Math.max(Math.abs(input[i]), 1e-3);
      double[] up = input.clone();
      double[] down = input.clone();
      up[i] += step;
      down[i] -= step;
      double slope =
          (dot(solve(solver, sizes, up), weights) - dot(solve(solver, sizes, down), weights))
              / (2 * step);
      assertEquals(slope, gradient[i], tolerance * (1e-6 + Math.abs(slope)), "input " + i);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void theErrorFollowsTheTolerance(Method method) {
    double exact = reference("lotka_volterra").get(2)[1];
    double last = Double.POSITIVE_INFINITY;
    for (double tolerance : new double[] {1e-4, 1e-6, 1e-8, 1e-10}) {
      double[] input = input(tolerance, new double[] {20}, new double[] {33, 6}, ARGUMENTS);
      double[] output = solve(method.of.apply(Functions.lotkaVolterra()), new int[] {2, 4}, input);
      double error = Math.abs(output[0] / exact - 1);
      assertTrue(error < 1000 * tolerance && error < last / 3, tolerance + " " + error);
      last = error;
    }
  }

  @Test
  void saysWhatKeptItFromASolution() {
    OdeSolver solver = new DormandPrince(Functions.lotkaVolterra());
    int[] sizes = {2, 4};
    double[] output = new double[2];
    double[] input = input(1e-8, new double[] {20}, new double[] {33, 6}, ARGUMENTS);
    input[2] = 20;
    assertEquals(Solver.TOO_MANY_STEPS, solver.solve(sizes, input, 0, input.length, output, 0));
    input[2] = 0;
    assertEquals(Solver.INVALID_OPTION, solver.solve(sizes, input, 0, input.length, output, 0));
    input[2] = 1e5;
    input[5] = 21;
    assertEquals(Solver.UNORDERED, solver.solve(sizes, input, 0, input.length, output, 0));
    input[5] = Double.NaN;
    assertEquals(Solver.UNORDERED, solver.solve(sizes, input, 0, input.length, output, 0));
    input[5] = 0;
    input[3] = Double.POSITIVE_INFINITY;
    assertEquals(Solver.NOT_FINITE, solver.solve(sizes, input, 0, input.length, output, 0));
    assertArrayEquals(new double[2], output);
  }

  /** y' = y^2 runs to infinity at t = 1. */
  @ParameterizedTest
  @EnumSource
  void aSolutionThatEndsIsNoticed(Method method) {
    DifferentiableFunction square =
        Functions.of(
            2,
            1,
            new Functions.OfPoint() {
              @Override
              public void value(double[] x, double[] result) {
                result[0] = x[1] * x[1];
              }

              @Override
              public void pull(double[] x, int i, double w, double[] g) {
                g[1] += 2 * w * x[1];
              }
            });
    double[] input = input(1e-8, new double[] {2}, new double[] {1});
    int status =
        method.of.apply(square).solve(new int[] {1, 0}, input, 0, input.length, new double[1], 0);
    assertTrue(
        status == Solver.NO_SMALLER_STEP
            || status == Solver.NOT_FINITE
            || status == Solver.TOO_MANY_STEPS,
        "status " + status);
  }

  /** After a first solution there is room for the next ones. */
  @ParameterizedTest
  @EnumSource
  void allocatesNothing(Method method) {
    int[] sizes = {2, 4};
    double[] input = input(1e-8, new double[] {1, 5, 20}, new double[] {33, 6}, ARGUMENTS);
    double[] output = new double[6];
    double[] weights = {1, 2, 3, 4, 5, 6};
    double[] adjoint = new double[input.length];
    OdeSolver solver = method.of.apply(Functions.lotkaVolterra());
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long allocated = 0;
    for (int round = 0; round < 3; round++) {
      input[3] += 0.01;
      long before = threads.getThreadAllocatedBytes(id);
      solver.solve(sizes, input, 0, input.length, output, 0);
      solver.pullback(sizes, input, 0, input.length, weights, 0, adjoint, 0);
      allocated = threads.getThreadAllocatedBytes(id) - before;
    }
    assertTrue(allocated < 500, allocated + " bytes");
  }

  /** Row sums are the times of the stages, and the orders are as claimed, up to the third. */
  @Test
  void coefficientsHaveTheirOrder() {
    for (Tableau tableau : List.of(Tableau.DORMAND_PRINCE, Tableau.KENNEDY_CARPENTER)) {
      double[] sums = new double[4];
      double error = 0;
      for (int i = 0; i < tableau.nStages(); i++) {
        double row = 0;
        double second = 0;
        for (int j = 0; j < tableau.a()[i].length; j++) {
          row += tableau.a()[i][j];
          second += tableau.a()[i][j] * tableau.c()[j];
        }
        assertEquals(tableau.c()[i], row, 1e-15);
        sums[0] += tableau.b()[i];
        sums[1] += tableau.b()[i] * tableau.c()[i];
        sums[2] += tableau.b()[i] * tableau.c()[i] * tableau.c()[i];
        sums[3] += tableau.b()[i] * second;
        error += tableau.e()[i];
      }
      assertArrayEquals(new double[] {1, 1.0 / 2, 1.0 / 3, 1.0 / 6}, sums, 1e-15);
      assertEquals(0, error, 1e-15);
    }
  }
}
