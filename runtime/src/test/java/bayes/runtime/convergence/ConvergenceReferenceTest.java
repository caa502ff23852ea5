package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Agreement with R's posterior and loo on stored draws; {@code convergence_reference.R} made the
 * file, which names their versions.
 */
class ConvergenceReferenceTest {
  private static final double TOLERANCE = 1e-8;

  private static final Map<String, ToDoubleFunction<double[][]>> MEASURES = measures();

  private record Case(String name, List<double[]> chains, Map<String, Double> values) {
    double value(String measure) {
      return Objects.requireNonNull(values.get(measure));
    }

    double[][] draws() {
      return chains.toArray(new double[0][]);
    }
  }

  private record Weights(String name, Map<String, double[]> numbers) {
    double[] of(String key) {
      return Objects.requireNonNull(numbers.get(key));
    }
  }

  private static Map<String, ToDoubleFunction<double[][]>> measures() {
    Map<String, ToDoubleFunction<double[][]>> all = new LinkedHashMap<>();
    all.put("rHat", Convergence::rHat);
    all.put("rHatBasic", Convergence::rHatBasic);
    all.put("essBulk", Convergence::essBulk);
    all.put("essTail", Convergence::essTail);
    all.put("essMean", Convergence::essMean);
    all.put("essSd", Convergence::essSd);
    all.put("essQuantile25", draws -> Convergence.essQuantile(draws, 0.25));
    all.put("mcseMean", Convergence::mcseMean);
    all.put("mcseSd", Convergence::mcseSd);
    all.put("mcseQuantile5", draws -> Convergence.mcseQuantile(draws, 0.05));
    all.put("mcseQuantile50", draws -> Convergence.mcseQuantile(draws, 0.5));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> everyMeasureOfEveryCase() {
    return cases().stream()
        .flatMap(
            c ->
                MEASURES.entrySet().stream()
                    .map(
                        m ->
                            DynamicTest.dynamicTest(
                                c.name + ": " + m.getKey(),
                                () -> {
                                  double expected = c.value(m.getKey());
                                  double actual = m.getValue().applyAsDouble(c.draws());
                                  assertClose(expected, actual);
                                })));
  }

  @Test
  void allCasesAreThere() {
    assertEquals(16, cases().size());
    assertEquals(6, weights().size());
    for (Case c : cases()) {
      assertEquals(MEASURES.keySet(), c.values.keySet());
    }
  }

  @TestFactory
  Stream<DynamicTest> paretoSmoothing() {
    return weights().stream()
        .map(
            w ->
                DynamicTest.dynamicTest(
                    w.name,
                    () -> {
                      double[] given = w.of("given");
                      ParetoSmoothing smoothing = ParetoSmoothing.smooth(given);
                      assertClose(w.of("k")[0], smoothing.k());
                      assertClose(w.of("ess")[0], smoothing.ess());
                      double[] expected = w.of("smoothed");
                      for (int i = 0; i < given.length; i++) {
                        assertClose(expected[i], smoothing.logWeights()[i]);
                      }
                    }));
  }

  /** The comparison notices when the last tenth of each chain goes missing. */
  @Test
  void saboteurDropsDraws() {
    Case independent = cases().get(0);
    double[][] fewer = independent.draws();
    for (int c = 0; c < fewer.length; c++) {
      fewer[c] = Arrays.copyOf(fewer[c], fewer[c].length * 9 / 10);
    }
    MEASURES.forEach(
        (name, measure) ->
            assertNotEquals(
                independent.value(name), measure.applyAsDouble(fewer), TOLERANCE, name));
  }

  /** Halves of a single draw have no variance; R would there mistake chains for draws. */
  @Test
  void tooShort() {
    double[][] draws = {{1, 2, 3}, {2, 5, 1}};
    MEASURES.forEach(
        (name, measure) -> assertEquals(Double.NaN, measure.applyAsDouble(draws), name));
  }

  private static void assertClose(double expected, double actual) {
    // Equal values pass whatever they are: NaN and infinities as well.
    if (Double.compare(expected, actual) != 0) {
      assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.min(Math.abs(expected), 1e300)));
      assertTrue(Double.isFinite(expected) && Double.isFinite(actual));
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String line : lines()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "case" ->
            cases.add(new Case(line.substring(5), new ArrayList<>(), new LinkedHashMap<>()));
        case "chain" -> cases.get(cases.size() - 1).chains.add(numbers(words));
        case "value" -> cases.get(cases.size() - 1).values.put(words[1], number(words[2]));
        default -> {}
      }
    }
    return cases;
  }

  private static List<Weights> weights() {
    List<Weights> weights = new ArrayList<>();
    for (String line : lines()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "weights" -> weights.add(new Weights(line.substring(8), new LinkedHashMap<>()));
        case "given", "smoothed", "k", "ess" ->
            weights.get(weights.size() - 1).numbers.put(words[0], numbers(words));
        default -> {}
      }
    }
    return weights;
  }

  private static double[] numbers(String[] words) {
    return Arrays.stream(words).skip(1).mapToDouble(ConvergenceReferenceTest::number).toArray();
  }

  private static double number(String word) {
    return switch (word) {
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  private static List<String> lines() {
    try (InputStream in = ConvergenceReferenceTest.class.getResourceAsStream("reference.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
