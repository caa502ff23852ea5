package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.LogDensity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * All posteriors of {@code examples/posteriordb} against log densities that were computed
 * elsewhere: the whole way from text and data to compiled code, on the constrained scale and
 * without Jacobians. Gradients against differences, compiled against interpreted.
 */
final class PosteriordbTest {
  private static final Path FOLDER = Path.of("../examples/posteriordb");
  private static final int DIRECTIONS = 4;

  /** M0, Mt, Mh, Survey, three mixtures, a text by topics and two hidden chains. */
  private static final int DISCRETE = 10;

  /** Nothing is integrated out, so that the points have the coordinates of the model. */
  private static final PlanOptions SUMS = new PlanOptions(true, false, false, true, true);

  /** A line of {@code posteriors.csv}. */
  private record Posterior(String name, String model, String data) {
    String text() throws IOException {
      return Files.readString(FOLDER.resolve(model + ".bayes"));
    }

    /** Where the model is with its discrete latents, if it has any. */
    Path discrete() {
      return FOLDER.resolve("discrete").resolve(model + ".bayes");
    }

    Data dataset() throws IOException, DataException {
      return read(FOLDER.resolve("data").resolve(data));
    }

    PosteriordbPoints points() throws IOException, DataException {
      return PosteriordbPoints.of(
          model, read(FOLDER.resolve("logp_check").resolve(name + ".json")));
    }

    /** Numerical solutions of differential equations are compared absolutely. */
    double tolerance(double logDensity) {
      boolean solves = model.equals("lotka_volterra") || model.equals("sir");
      return solves ? 1e-4 : 1e-8 * (1 + Math.abs(logDensity));
    }
  }

  private static List<Posterior> posteriors() throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("posteriors.csv"))) {
      return lines.skip(1).map(line -> line.split(",")).map(PosteriordbTest::posterior).toList();
    }
  }

  private static Posterior posterior(String[] cells) {
    return new Posterior(cells[0], cells[1], cells[2]);
  }

  @TestFactory
  List<DynamicTest> agree() throws IOException {
    List<Posterior> all = posteriors();
    assertEquals(72, all.size());
    return all.stream()
        .map(posterior -> DynamicTest.dynamicTest(posterior.name(), () -> check(posterior)))
        .toList();
  }

  private static void check(Posterior posterior) throws IOException, DataException {
    BoundModel bound = bind(posterior, posterior.text());
    PosteriordbPoints points = posterior.points();
    assertEquals(List.of(), disagreements(posterior, bound, points, 1));
    Map<String, double[]> values = points.values(0);
    double[] position = bound.unconstrain(values);
    assertEquals(bound.dimension(), position.length);
    slopesAgree(bound.newLogDensity(), position);
    BothWays.of(posterior.text()).bind(posterior.dataset()).gradient(position);
  }

  /**
   * The points whose log density, less that of the first, is not as expected.
   *
   * @param share of the log Jacobian of the map from the points' variables to the model's; 1, but
   *     for tests of the test
   */
  private static List<String> disagreements(
      Posterior posterior, BoundModel bound, PosteriordbPoints points, double share) {
    LogDensity density = bound.newLogDensityWithoutJacobian();
    double[] found = new double[points.count()];
    for (int p = 0; p < found.length; p++) {
      found[p] =
          density.logDensity(bound.unconstrain(points.values(p))) + share * points.logJacobian(p);
    }
    return Stream.iterate(0, p -> p < found.length, p -> p + 1)
        .filter(
            p -> {
              double difference = found[p] - found[0] - points.expected(p);
              return !(Math.abs(difference) <= posterior.tolerance(found[p]));
            })
        .map(p -> "point " + p + ": " + (found[p] - found[0]) + ", not " + points.expected(p))
        .toList();
  }

  /** Slopes along random directions by five-point differences. */
  private static void slopesAgree(LogDensity density, double[] position) {
    double[] gradient = new double[position.length];
    double value = density.logDensityAndGradient(position, gradient);
    assertEquals(density.logDensity(position), value, 1e-11 * (1 + Math.abs(value)));
    Random random = new Random(72);
    for (int k = 0; k < DIRECTIONS; k++) {
      double[] direction = random.doubles(position.length, -1, 1).toArray();
      double expected = 0;
      double size = 0;
      for (int i = 0; i < direction.length; i++) {
        expected += gradient[i] * direction[i];
        size += Math.abs(gradient[i] * direction[i]);
      }
      double h = 1e-4;
      double near = at(density, position, direction, h) - at(density, position, direction, -h);
      double far =
          at(density, position, direction, 2 * h) - at(density, position, direction, -2 * h);
      // Differences of a large value lose digits.
      double lost = 1e-15 * Math.abs(value) / h;
      assertEquals((8 * near - far) / (12 * h), expected, 1e-6 * (1 + size) + 10 * lost);
    }
  }

  private static double at(LogDensity density, double[] from, double[] direction, double step) {
    double[] there = from.clone();
    for (int i = 0; i < there.length; i++) there[i] += step * direction[i];
    return density.logDensity(there);
  }

  /**
   * The models with discrete latents, which the plan sums out, have the density of those that are
   * summed by hand.
   */
  @TestFactory
  List<DynamicTest> discreteLatentsAreSummed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Posterior posterior : posteriors()) {
      if (!Files.exists(posterior.discrete())) continue;
      tests.add(DynamicTest.dynamicTest(posterior.name(), () -> checkDiscrete(posterior)));
    }
    assertEquals(DISCRETE, tests.size());
    return tests;
  }

  private static void checkDiscrete(Posterior posterior) throws IOException, DataException {
    String text = Files.readString(posterior.discrete());
    SourceText source = SourceText.of(posterior.model() + ".bayes", text);
    Model model = Model.compile(source, Imports.NONE, SUMS);
    assertTrue(
        model.typed().variables().stream()
            .map(VariableDeclaration::symbol)
            .anyMatch(
                s -> s.role() == Symbol.Role.LATENT && !(s.type().element() instanceof Type.Real)));
    BoundModel bound = model.bind(posterior.dataset());
    assertEquals(0, bound.discreteSites().count());
    PosteriordbPoints points = posterior.points();
    assertEquals(List.of(), disagreements(posterior, bound, points, 1));
    slopesAgree(bound.newLogDensity(), bound.unconstrain(points.values(0)));
  }

  /** A wrong prior, and a map without its Jacobian, are found. */
  @Test
  void findsFaults() throws IOException, DataException {
    Posterior seeds = find("seeds_data-seeds_model");
    BoundModel right = bind(seeds, seeds.text());
    assertTrue(disagreements(seeds, right, seeds.points(), 1).isEmpty());
    String wrong = seeds.text().replace("tau ~ Gamma(0.001, 0.001)", "tau ~ Gamma(0.001, 0.002)");
    assertFalse(disagreements(seeds, bind(seeds, wrong), seeds.points(), 1).isEmpty());
    Posterior schools = find("eight_schools-eight_schools_noncentered");
    BoundModel mapped = bind(schools, schools.text());
    assertTrue(disagreements(schools, mapped, schools.points(), 1).isEmpty());
    assertFalse(disagreements(schools, mapped, schools.points(), 0).isEmpty());
  }

  private static Posterior find(String name) throws IOException {
    return posteriors().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static BoundModel bind(Posterior posterior, String text)
      throws IOException, DataException {
    return Model.compile(SourceText.of(posterior.model() + ".bayes", text))
        .bind(posterior.dataset());
  }

  private static Data read(Path file) throws IOException, DataException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonData.read(file.toString(), in);
    }
  }
}
