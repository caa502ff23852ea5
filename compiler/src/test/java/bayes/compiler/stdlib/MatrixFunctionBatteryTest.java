package bayes.compiler.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.catalog.Catalog;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.parse.Parser;
import bayes.runtime.data.Data;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every function of matrices and every kernel against values by mpmath (made by {@code
 * matrix_function_reference.py}), interpreted and compiled. Their gradients are compared with
 * differences elsewhere.
 */
class MatrixFunctionBatteryTest {
  /** Relative to the largest element. */
  private static final double ERROR = 1e-13;

  /** More for Hilbert's matrices, whose condition numbers are 500 and 15,000. */
  private static final double CONDITION = 1e4;

  private record Line(String call, String part, double[] values) {
    String function() {
      return call.substring(0, call.indexOf('('));
    }

    /** A model that generates {@code r}; of several results the one that is meant. */
    String model() {
      if (part.equals("-")) return "generate r = " + call + ";";
      int results = function().equals("svd") ? 3 : 2;
      String names =
          Stream.of("r1", "r2", "r3").limit(results).collect(Collectors.joining(", ", "(", ")"));
      return "let " + names + " = " + call + "; generate r = r" + part + ";";
    }

    String problem() {
      double[] found =
          BothWays.of(model()).bind(Data.builder().build()).record(new double[0], 1).of("r");
      double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
      double allowed = ERROR * largest * (call.contains("0.333333") ? CONDITION : 1);
      if (found.length != values.length) return "length " + found.length;
      for (int i = 0; i < found.length; i++) {
        if (!(Math.abs(found[i] - values[i]) <= allowed)) {
          return "element " + i + " is " + found[i] + ", should be " + values[i] + ": " + call;
        }
      }
      return "";
    }
  }

  private static List<Line> lines() {
    try (InputStream in =
        MatrixFunctionBatteryTest.class.getResourceAsStream("/matrix_functions.csv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(";"))
          .map(cells -> new Line(cells[0], cells[1], numbers(cells[2])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String cell) {
    return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @TestFactory
  Stream<DynamicTest> library() {
    return lines().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.function() + " " + line.part(), () -> assertEquals("", line.problem())));
  }

  @Test
  void allAreThere() {
    Set<String> expected = new TreeSet<>(new Catalog(Parser::parse).matrixFunctionNames());
    for (MatrixOperation operation : MatrixOperation.values()) {
      if (!operation.isOfLibrary()) expected.add(operation.function());
    }
    expected.add("eye");
    assertEquals(
        expected,
        lines().stream().map(Line::function).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void aWrongValueIsFound() {
    Line right = lines().get(0);
    double[] wrong = right.values().clone();
    wrong[wrong.length - 1] += 1e-12;
    assertTrue(!new Line(right.call(), right.part(), wrong).problem().isEmpty());
  }
}
