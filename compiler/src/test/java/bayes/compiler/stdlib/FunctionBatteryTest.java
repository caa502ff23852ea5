package bayes.compiler.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.catalog.Catalog;
import bayes.compiler.catalog.Function;
import bayes.compiler.parse.Parser;
import bayes.compiler.program.Kind;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scalar function of the library against values and derivatives by mpmath (made by {@code
 * function_reference.py}), interpreted and compiled.
 */
class FunctionBatteryTest {
  private static final Catalog CATALOG = new Catalog(Parser::parse);
  private static final double VALUE_ERROR = 1e-13;
  private static final double SLOPE_ERROR = 1e-11;

  /** Next to zero, the spacing of doubles is the limit. */
  private static final double SMALLEST = 1e-306;

  /** A line of the reference: not all derivatives are there. */
  private record Point(double[] arguments, int counts, double value, String[] slopes) {
    /** Of the cells after the name. The first arguments may be integers. */
    static Point of(String[] cells) {
      String[] words = cells[1].split(" ");
      return new Point(
          Arrays.stream(words).mapToDouble(Double::parseDouble).toArray(),
          (int) Arrays.stream(words).filter(w -> w.matches("-?\\d+")).count(),
          Double.parseDouble(cells[2]),
          Arrays.copyOfRange(cells, 3, cells.length));
    }

    int arity() {
      return arguments.length;
    }

    boolean isSmooth() {
      return Arrays.stream(slopes).skip(counts).noneMatch("-"::equals);
    }

    boolean areIntegers() {
      return Arrays.stream(arguments).allMatch(a -> a == Math.rint(a) && Math.abs(a) < 1e9);
    }
  }

  @TestFactory
  Stream<DynamicTest> library() {
    Map<String, List<Point>> reference = reference();
    assertEquals(names(), reference.keySet());
    return reference.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertEquals(
                            "", problems("", entry.getKey(), entry.getKey(), entry.getValue()))));
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String name : CATALOG.languageFunctionNames()) {
      boolean ofScalars =
          CATALOG.function(name).orElseThrow().parameters().stream()
              .allMatch(p -> p.type().dimensions().isEmpty());
      if (ofScalars) names.add(name);
    }
    for (Function function : CATALOG.scalarFunctions()) names.add(function.name());
    return names;
  }

  /** The functions of integers are those of reals, at integers. */
  @TestFactory
  Stream<DynamicTest> ofIntegers() {
    List<Function> functions =
        CATALOG.scalarFunctions().stream()
            .filter(f -> f.parameters().stream().allMatch(k -> k == Kind.INT))
            .toList();
    assertFalse(functions.isEmpty());
    return functions.stream().map(f -> DynamicTest.dynamicTest(f.name(), () -> integers(f.name())));
  }

  private static void integers(String name) {
    List<Point> points = Objects.requireNonNull(reference().get(name));
    List<Point> whole = points.stream().filter(Point::areIntegers).toList();
    assertTrue(whole.size() > 1);
    int arity = whole.get(0).arity();
    BothWays model = BothWays.of(declarations(arity, arity) + value(name, arity));
    double[] actual = model.bind(data(whole, arity)).record(new double[0], 1).of("value");
    assertEquals("", compared(whole, actual));
  }

  private static String problems(String preamble, String name, String right, List<Point> points) {
    int arity = points.get(0).arity();
    int counts = points.get(0).counts();
    String declarations = preamble + declarations(arity, counts);
    BothWays evaluation = BothWays.of(declarations + value(name, arity));
    Data data = data(points, counts);
    String problems = compared(points, evaluation.bind(data).record(new double[0], 1).of("value"));
    List<Point> smooth = points.stream().filter(Point::isSmooth).toList();
    if (smooth.isEmpty()) return problems;
    BothWays gradient = BothWays.of(declarations + shifts(name, arity, counts));
    BothWays.Bound bound = gradient.bind(data(smooth, counts));
    double[] slopes = bound.gradient(new double[bound.dimension()]);
    return problems + comparedSlopes(right, smooth, slopes);
  }

  /** The first {@code counts} arguments are integers. */
  private static String declarations(int arity, int counts) {
    StringBuilder text = new StringBuilder("set Point;\n");
    for (int i = 0; i < arity; i++) {
      text.append("data a" + i + " : " + (i < counts ? "int" : "real") + "[Point];\n");
    }
    return text.toString();
  }

  private static String value(String name, int arity) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < arity; i++) arguments.add("a" + i + "[k]");
    return "generate value[k in Point] = " + name + "(" + String.join(", ", arguments) + ");\n";
  }

  /** Their gradient at zero is the function's. */
  private static String shifts(String name, int arity, int counts) {
    StringBuilder text = new StringBuilder();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < counts; i++) arguments.add("a" + i + "[k]");
    for (int i = counts; i < arity; i++) {
      text.append("d" + i + " : real[Point] ~ Flat();\n");
      arguments.add("a" + i + "[k] + d" + i + "[k]");
    }
    String call = name + "(" + String.join(", ", arguments) + ")";
    return text + "factor sum(" + call + " for k in Point);\n";
  }

  private static Data data(List<Point> points, int counts) {
    DataBuilder data = Data.builder();
    for (int i = 0; i < points.get(0).arity(); i++) {
      int argument = i;
      double[] values = points.stream().mapToDouble(p -> p.arguments()[argument]).toArray();
      if (i < counts) data.put("a" + i, Arrays.stream(values).mapToInt(v -> (int) v).toArray());
      else data.put("a" + i, values);
    }
    return data.build();
  }

  private static String compared(List<Point> points, double[] actual) {
    StringBuilder problems = new StringBuilder();
    for (int i = 0; i < actual.length; i++) {
      Point point = points.get(i);
      if (isClose(actual[i], point.value(), VALUE_ERROR)) continue;
      problems.append(
          "at "
              + Arrays.toString(point.arguments())
              + " is "
              + actual[i]
              + ", should be "
              + point.value()
              + "\n");
    }
    return problems.toString();
  }

  private static String comparedSlopes(String name, List<Point> points, double[] slopes) {
    StringBuilder problems = new StringBuilder();
    for (int i = 0; i < slopes.length; i++) {
      Point point = points.get(i % points.size());
      int argument = point.counts() + i / points.size();
      double expected = Double.parseDouble(point.slopes()[argument]);
      // Slopes that vanish beside the value are sums of what cancels: 1 - tanh(x)^2.
      double rounding = 4 * Math.ulp(1.0) * Math.abs(point.value());
      boolean isClose = Math.abs(slopes[i] - expected) <= rounding;
      if (isClose || isClose(slopes[i], expected, SLOPE_ERROR)) continue;
      problems.append(
          "slope "
              + argument
              + " of "
              + name
              + " at "
              + Arrays.toString(point.arguments())
              + " is "
              + slopes[i]
              + ", should be "
              + expected
              + "\n");
    }
    return problems.toString();
  }

  private static boolean isClose(double actual, double expected, double relative) {
    return actual == expected
        || (Double.isNaN(actual) && Double.isNaN(expected))
        || Math.abs(actual - expected) <= relative * Math.abs(expected) + SMALLEST;
  }

  /** A wrong value and a value with a wrong derivative are found. */
  @Test
  void saboteurs() {
    List<Point> points = Objects.requireNonNull(reference().get("log1p"));
    String naive = "fun copied(x: real) -> real { return log(1 + x); }\n";
    assertFalse(problems(naive, "copied", "log1p", points).isEmpty());
    List<Point> ofFloor = Objects.requireNonNull(reference().get("floor"));
    String sloped = "fun copied(x: real) -> real { return floor(x) + 0.00000000000001 * x; }\n";
    assertTrue(problems(sloped, "copied", "floor", ofFloor).contains("slope"));
  }

  private static Map<String, List<Point>> reference() {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    try (InputStream in = FunctionBatteryTest.class.getResourceAsStream("/functions.csv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] cells = line.split(",", -1);
        points.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(Point.of(cells));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return points;
  }
}
