package bayes.compiler.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.CarriedModel;
import bayes.compiler.Model;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.JsonData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every model is carried, or is told why not; the first batch alone has the density that the data
 * have anyway.
 */
class CarriedEverywhereTest {
  private static List<Path> models() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/calibration"))) {
      files.filter(file -> file.toString().endsWith(".bayes")).sorted().forEach(all::add);
    }
    try (Stream<Path> files = Files.walk(Path.of("../examples"), 3)) {
      files
          .filter(file -> file.toString().endsWith(".bayes"))
          .filter(file -> !file.startsWith(Path.of("../examples/posteriordb")))
          .sorted()
          .forEach(all::add);
    }
    assertTrue(all.size() > 12, "the models have moved");
    return all;
  }

  @TestFactory
  List<DynamicTest> eachModel() throws IOException {
    return models().stream()
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> check(file)))
        .toList();
  }

  private static void check(Path file) throws Exception {
    Model model = Model.compile(Files.readString(file));
    for (boolean isExact : new boolean[] {true, false}) {
      CarriedModel.Answer answer = model.carried(isExact);
      assertEquals(answer.model().isEmpty(), !answer.why().isEmpty());
      Optional<Data> data = data(file);
      // Beside models that are calibrated lies a design, of which data are simulated.
      boolean isBound = data.flatMap(given -> model.tryBind(given).value()).isPresent();
      if (answer.model().isEmpty() || !isBound) continue;
      var batch = answer.model().get().tryBind(data.get());
      assertTrue(batch.value().isPresent(), batch.diagnostics().toString());
      BoundModel carried = batch.value().get().posterior();
      assertEquals(density(model.bind(data.get()), isExact), density(carried, isExact), 1e-9);
    }
  }

  private static double density(BoundModel model, boolean isExact) {
    if (isExact) return model.exact().orElseThrow().logEvidence();
    double[] position = new Random(4).doubles(model.dimension(), -0.3, 0.3).toArray();
    return model.newLogDensity().logDensity(position);
  }

  private static Optional<Data> data(Path model) throws Exception {
    String name = model.toString().replace(".bayes", "");
    for (String ending : List.of(".json", ".csv")) {
      Path file = Path.of(name + ending);
      if (!Files.exists(file)) continue;
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(
            ending.equals(".json")
                ? JsonData.read(file.toString(), in)
                : CsvData.read(file.toString(), in));
      }
    }
    return Optional.empty();
  }

  /** A part of an open set is none that two batches have one after the other. */
  @Test
  void partsOfSetsAreNotCarried() {
    Model model =
        Model.compile(
            """
            set Day;
            data y : real[Day];
            mu ~ Normal(0, 1);
            observe y[d in Day[2..]] ~ Normal(mu, 1);
            """);
    assertFalse(model.carried(true).model().isPresent());
  }
}
