package bayes.compiler.differentiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation's partial derivatives, against numeric slopes at ordinary and extreme points. */
class PartialsTest {
  private static final double[] POINTS = {
    0.05, 0.3, 0.62, 0.97, 1.7, -0.6, 2.9, -3.1, 0, 1e-9, -1e-9, 0.999, -0.05, -0.12, -0.17, -0.22,
    12.5, 31, -29, 1e3, -1e3, 1e6, -1e6, 1e150
  };

  static Stream<Operation> operations() {
    return Arrays.stream(Operation.values())
        .filter(o -> o.result() == Kind.REAL && o.operands().get(0) == Kind.REAL)
        // Derivatives that are operations of their own stand in gradients only.
        .filter(o -> !o.name().contains("_SLOPE"))
        // A step of a search, which is differentiated as a whole.
        .filter(o -> o != Operation.MIDWAY);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void partialDerivativesAreSlopes(Operation operation) {
    int n = operation.operands().size();
    Example example = program(operation, n);
    Program gradient = Differentiate.gradient(example.program());
    Evaluated function = new Evaluated(example.program(), example.data(), n);
    Evaluated derivative = new Evaluated(gradient, example.data(), n);
    int[] judged = new int[n];
    for (double[] point : points(n)) {
      double[] found = derivative.gradient(point);
      for (int i = 0; i < n; i++) {
        int at = i;
        if (isPeriodic(operation) && !isModerate(point)) continue;
        double step = 1e-2 * Math.max(Math.abs(point[i]), 1e-2);
        Slope slope =
            Slope.of(
                x -> {
                  double[] moved = point.clone();
                  moved[at] = x;
                  return function.value(moved);
                },
                point[i],
                step);
        double rounding = Math.ulp(function.value(point)) / step;
        if (!(rounding < 1e-10 * Math.max(1, Math.abs(slope.value())))) continue;
        if (!slope.isSharp(1e-9)) continue;
        judged[i]++;
        String place = operation + " by operand " + i + " at " + Arrays.toString(point);
        assertTrue(slope.distance(found[i]) < 1e-7, place + ": " + found[i] + ", not " + slope);
      }
    }
    for (int times : judged) assertTrue(times >= 4, operation + ": " + Arrays.toString(judged));
  }

  @ParameterizedTest
  @MethodSource("corners")
  void cornersHaveFiniteDerivatives(
      Operation operation, List<Double> point, List<Double> partials) {
    Program gradient = Differentiate.gradient(program(operation, point.size()).program());
    double[] at = point.stream().mapToDouble(x -> x).toArray();
    double[] found = new Evaluated(gradient, Map.of(), at.length).gradient(at);
    assertEquals(partials, Arrays.stream(found).boxed().toList());
  }

  static Stream<Arguments> corners() {
    return Stream.of(
        corner(Operation.POW, List.of(0.0, 2.0), List.of(0.0, 0.0)),
        corner(Operation.POW, List.of(0.0, 0.0), List.of(0.0, Double.NEGATIVE_INFINITY)),
        corner(Operation.XLOGY, List.of(0.0, 0.0), List.of(Double.NEGATIVE_INFINITY, 0.0)),
        corner(Operation.ABS, List.of(0.0), List.of(0.0)),
        corner(Operation.MIN, List.of(1.0, 1.0), List.of(1.0, 0.0)),
        corner(Operation.MAX, List.of(1.0, 1.0), List.of(1.0, 0.0)),
        corner(Operation.LOG_SUM_EXP, List.of(Double.NEGATIVE_INFINITY, 3.0), List.of(0.0, 1.0)));
  }

  private static Arguments corner(Operation operation, List<Double> point, List<Double> partials) {
    return Arguments.of(operation, point, partials);
  }

  private static Example program(Operation operation, int n) {
    return Example.of(
        operation.mnemonic(),
        n,
        (w, total) -> {
          List<Value> operands = new ArrayList<>();
          for (int i = 0; i < n; i++) operands.add(w.position(i));
          w.body.accumulate(total, w.body.op(operation, operands));
        });
  }

  private static boolean isPeriodic(Operation operation) {
    return switch (operation) {
      case SIN, COS, TAN, ZETA, FMOD, FLOOR, CEIL, ROUND, TRUNC -> true;
      default -> false;
    };
  }

  /** Whether a step of a hundredth is well within a period. */
  private static boolean isModerate(double[] point) {
    return Arrays.stream(point).allMatch(x -> Math.abs(x) < 4 && Math.abs(x) > 0.04);
  }

  /** All tuples of different points, and for three operands a selection. */
  private static List<double[]> points(int n) {
    List<double[]> all = new ArrayList<>();
    for (double x : POINTS) {
      if (n == 1) {
        all.add(new double[] {x});
        continue;
      }
      for (double y : POINTS) {
        if (x == y) continue;
        if (n == 2) all.add(new double[] {x, y});
        if (n == 3) all.add(new double[] {x, y, 2.2});
        if (n == 3) all.add(new double[] {x, y, 0.7});
      }
    }
    return all;
  }
}
