package bayes.compiler.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bayes.compiler.BothWays;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every function of arrays against values and derivatives by mpmath (made by {@code
 * array_function_reference.py}), interpreted and compiled, of data and of latents.
 */
class ArrayFunctionBatteryTest {
  private static final double VALUE_ERROR = 1e-14;
  private static final double SLOPE_ERROR = 1e-13;

  /** What a sum of terms of this size may be off by. */
  private static final double ROUNDINGS = 16 * Math.ulp(1.0);

  /** A line of the reference. */
  private record Point(
      String function, String expression, double[] x, String shape, double[] value, String slopes) {
    static Point of(String line) {
      String[] cells = line.split("\\|", -1);
      return new Point(
          cells[0], cells[1], numbers(cells[2]), cells[3], numbers(cells[4]), cells[5]);
    }

    private static double[] numbers(String cell) {
      return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    boolean isSmooth() {
      return !slopes.equals("-");
    }

    double[] derivatives() {
      return numbers(slopes);
    }
  }

  @TestFactory
  Stream<DynamicTest> library() {
    return points().stream()
        .map(
            point ->
                DynamicTest.dynamicTest(
                    point.expression() + " at " + Arrays.toString(point.x()),
                    () -> assertEquals("", problems(point, point.expression()))));
  }

  private static String problems(Point point, String expression) {
    String data =
        "set Side = {\"left\", \"right\"};\ndata given : real[" + point.x().length + "];\n";
    BothWays model = BothWays.of(data + "let x = given;\ngenerate value = " + expression + ";\n");
    double[] actual = model.bind(data(point, false)).record(new double[0], 1).of("value");
    String problems = compared("value", point, point.value(), actual, VALUE_ERROR);
    if (!point.isSmooth()) return problems;
    BothWays.Bound bound = BothWays.of(data + shifted(point, expression)).bind(data(point, true));
    double[] slopes = bound.gradient(new double[bound.dimension()]);
    return problems + compared("slope", point, point.derivatives(), slopes, SLOPE_ERROR);
  }

  /** The gradient at zero is that by x of the weighted sum of the elements. */
  private static String shifted(Point point, String expression) {
    String moved =
        "d : real["
            + point.x().length
            + "] ~ Flat();\nlet x = given + d;\nlet value = "
            + expression
            + ";\n";
    if (point.shape().isEmpty()) return moved + "factor value;\n";
    String sizes = point.shape().replace(" ", ", ");
    return "data weight : real[" + sizes + "];\n" + moved + "factor sum(weight * value);\n";
  }

  private static Data data(Point point, boolean weighted) {
    DataBuilder data = Data.builder();
    data.put("given", point.x());
    if (!weighted || point.shape().isEmpty()) return data.build();
    double[] weights = new double[point.value().length];
    for (int k = 0; k < weights.length; k++) weights[k] = 1.0 / (k + 1);
    String[] sizes = point.shape().split(" ");
    if (sizes.length == 1) return data.put("weight", weights).build();
    int columns = Integer.parseInt(sizes[1]);
    double[][] rows = new double[weights.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(weights, i * columns, (i + 1) * columns);
    }
    return data.put("weight", rows).build();
  }

  private static String compared(
      String what, Point point, double[] expected, double[] actual, double relative) {
    if (actual.length != expected.length) return actual.length + " elements";
    double magnitude = Math.abs(Arrays.stream(expected).map(Math::abs).max().orElse(0));
    StringBuilder problems = new StringBuilder();
    for (int i = 0; i < actual.length; i++) {
      double allowed = relative * Math.abs(expected[i]) + ROUNDINGS * magnitude;
      if (actual[i] == expected[i] || Math.abs(actual[i] - expected[i]) <= allowed) continue;
      problems.append(
          what + " " + i + " is " + actual[i] + ", should be " + expected[i] + ", " + point + "\n");
    }
    return problems.toString();
  }

  /** A wrong value, and one that its derivative does not follow, are found. */
  @Test
  void saboteurs() {
    Point variance = point("variance(x)");
    assertFalse(problems(variance, "sum((x - mean(x))^2) / 3").isEmpty());
    Point cumulated = point("cumsum(x)");
    assertFalse(problems(cumulated, "cumsum(x) + 0.00000000000001 * x").isEmpty());
  }

  private static Point point(String expression) {
    return points().stream()
        .filter(p -> p.expression().equals(expression))
        .findFirst()
        .orElseThrow();
  }

  private static List<Point> points() {
    List<Point> points = new ArrayList<>();
    try (InputStream in =
        ArrayFunctionBatteryTest.class.getResourceAsStream("/array_functions.csv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(l -> !l.startsWith("#")).map(Point::of).forEach(points::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return points;
  }
}
