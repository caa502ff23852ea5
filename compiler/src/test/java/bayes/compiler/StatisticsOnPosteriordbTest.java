package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Likelihoods as functions of statistics, and as they are written, on all posteriors. */
final class StatisticsOnPosteriordbTest {
  private static final Path FOLDER = Path.of("../examples/posteriordb");

  @TestFactory
  List<DynamicTest> agree() throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("posteriors.csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(","))
          .map(
              cells -> DynamicTest.dynamicTest(cells[0], () -> check(cells[0], cells[1], cells[2])))
          .toList();
    }
  }

  private static void check(String name, String model, String data)
      throws IOException, DataException {
    String text = Files.readString(FOLDER.resolve(model + ".bayes"));
    PlanOptions all = PlanOptions.defaults();
    PlanOptions plain =
        new PlanOptions(
            all.sums(), all.integrals(), all.collapsedGibbs(), false, all.reparameterisation());
    Data given = read(FOLDER.resolve("data").resolve(data));
    Model compressed = compile(text, all);
    LogDensity one = compressed.bind(given).newLogDensityWithoutJacobian();
    BoundModel written = compile(text, plain).bind(given);
    LogDensity other = written.newLogDensityWithoutJacobian();
    PosteriordbPoints points =
        PosteriordbPoints.of(model, read(FOLDER.resolve("logp_check").resolve(name + ".json")));
    for (int p = 0; p < points.count(); p++) {
      double[] at = written.unconstrain(points.values(p));
      double[] slopes = new double[at.length];
      double[] expectedSlopes = new double[at.length];
      double value = one.logDensityAndGradient(at, slopes);
      double expected = other.logDensityAndGradient(at, expectedSlopes);
      assertEquals(expected, value, 1e-10 * (1 + Math.abs(expected)));
      double size = 1;
      for (double slope : expectedSlopes) size = Math.max(size, Math.abs(slope));
      for (int i = 0; i < at.length; i++) {
        assertEquals(expectedSlopes[i], slopes[i], 1e-9 * size);
      }
    }
  }

  private static Model compile(String text, PlanOptions options) {
    return Model.compile(SourceText.of("model.bayes", text), Imports.NONE, options);
  }

  private static Data read(Path file) throws IOException, DataException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonData.read(file.toString(), in);
    }
  }
}
