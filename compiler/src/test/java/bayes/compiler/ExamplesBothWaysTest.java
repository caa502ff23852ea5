package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.DiscreteSites;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every example with its own data: interpreted and compiled agree to the last bit (which {@link
 * BothWays} demands of every value), and the gradient is the slope of the log density.
 */
class ExamplesBothWaysTest {
  private static final int DIRECTIONS = 6;

  @TestFactory
  List<DynamicTest> examples() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("../examples"), 2)) {
      List<DynamicTest> tests =
          files
              .filter(file -> file.toString().endsWith(".bayes"))
              .filter(file -> !file.startsWith("../examples/posteriordb")) // see PosteriordbTest
              .sorted()
              .map(model -> DynamicTest.dynamicTest(model.toString(), () -> check(model)))
              .toList();
      assertTrue(tests.size() >= 6, "the examples have moved");
      return tests;
    }
  }

  private static void check(Path model) throws Exception {
    BothWays.Bound bound = BothWays.of(Files.readString(model)).bind(data(model));
    Random random = new Random(20240);
    double[] position = random.doubles(bound.dimension(), -0.3, 0.3).toArray();
    DiscreteSites sites = bound.discreteSites();
    for (int site = 0; site < sites.count(); site++) {
      position[sites.coordinate(site)] = sites.lower(site);
    }
    double[] gradient = bound.gradient(position);
    assertTrue(slopesAgree(bound, position, gradient, random), model.toString());
    // The twin: a gradient that lacks a half is found.
    double[] halved = gradient.clone();
    for (int i = 0; i < halved.length; i++) halved[i] /= 2;
    assertFalse(slopesAgree(bound, position, halved, random), model.toString());
    bound.record(position, 1);
    bound.terms(position);
  }

  /** Slopes along random directions by five-point differences: as good a check as every axis. */
  private static boolean slopesAgree(
      BothWays.Bound bound, double[] position, double[] gradient, Random random) {
    double h = 1e-3;
    for (int k = 0; k < DIRECTIONS; k++) {
      double[] direction = random.doubles(position.length, -1, 1).toArray();
      // Whole numbers have no slope.
      Arrays.fill(
          direction, bound.discreteSites().continuous(direction.length), direction.length, 0);
      double expected = 0;
      for (int i = 0; i < direction.length; i++) expected += gradient[i] * direction[i];
      double slope =
          (8 * (at(bound, position, direction, h) - at(bound, position, direction, -h))
                  - (at(bound, position, direction, 2 * h)
                      - at(bound, position, direction, -2 * h)))
              / (12 * h);
      if (!(Math.abs(slope - expected) <= 1e-5 * (1 + Math.abs(expected)))) return false;
    }
    return true;
  }

  private static double at(
      BothWays.Bound bound, double[] position, double[] direction, double step) {
    double[] moved = position.clone();
    for (int i = 0; i < moved.length; i++) moved[i] += step * direction[i];
    return bound.logDensity(moved);
  }

  /** The data of the model's name, or those that the folder is called after, for several models. */
  private static Data data(Path model) throws Exception {
    Path folder = model.resolveSibling("").normalize();
    String own = model.getFileName().toString().replace(".bayes", "");
    Path file =
        Stream.of(own + ".json", own + ".csv", folder.getFileName() + ".csv")
            .map(folder::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    boolean isJson = file.toString().endsWith(".json");
    try (InputStream in = Files.newInputStream(file)) {
      return isJson ? JsonData.read(file.toString(), in) : CsvData.read(file.toString(), in);
    }
  }
}
