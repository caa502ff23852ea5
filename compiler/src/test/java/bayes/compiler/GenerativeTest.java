package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.bind.Binder;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.ProgramEvaluator;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.link.LinkedProgram;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Simulation;
import bayes.compiler.program.Program;
import bayes.compiler.program.ProgramInstance;
import bayes.runtime.convergence.PointwiseLogLikelihood;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Recorder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every construct of the language and every example, as a model that generates: its observations
 * are weighed one by one, replicated from a draw, and simulated from the prior, without a line more
 * in it.
 */
class GenerativeTest {
  /** A draw may leave the domain of a function, which is told. */
  private static final Set<String> OUTSIDE = Set.of("D0202", "D0310");

  @ParameterizedTest
  @MethodSource({
    "bayes.compiler.SetModels#sets",
    "bayes.compiler.PlateModels#plates",
    "bayes.compiler.StatementModels#statements",
    "bayes.compiler.TypeModels#types",
    "bayes.compiler.DrawModels#draws",
    "bayes.compiler.ExpressionModels#expressions",
    "bayes.compiler.DefinitionModels#definitions",
    "bayes.compiler.WrapperModels#truncated",
    "bayes.compiler.WrapperModels#censored",
    "bayes.compiler.WrapperModels#mixtures",
    "bayes.compiler.WrapperModels#inflated",
    "bayes.compiler.RecurrenceModels#latents",
    "bayes.compiler.RecurrenceModels#values",
    "bayes.compiler.ArrayModels#arrays"
  })
  void constructs(ModelExample example) {
    generates(Model.compile(example.text()), json(example.data()));
  }

  @TestFactory
  List<DynamicTest> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../examples"), 2)) {
      return files
          .filter(file -> file.toString().endsWith(".bayes"))
          .filter(file -> !file.startsWith("../examples/posteriordb"))
          .sorted()
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> example(file)))
          .toList();
    }
  }

  private static void example(Path file) throws IOException, DataException {
    String name = file.getFileName().toString().replace(".bayes", "");
    // Models that share their data read those of their folder's name.
    for (String stem :
        List.of(name, Objects.requireNonNull(file.getParent()).getFileName().toString())) {
      for (String ending : List.of(".json", ".csv")) {
        Path data = file.resolveSibling(stem + ending);
        if (!Files.exists(data)) continue;
        generates(Model.compile(Files.readString(file)), read(data));
        return;
      }
    }
    throw new AssertionError("no data of " + file);
  }

  /** One data set of each model of posteriordb. */
  @TestFactory
  @Tag("thorough")
  List<DynamicTest> posteriordb() throws IOException {
    Path folder = Path.of("../examples/posteriordb");
    Set<String> seen = new HashSet<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("posteriors.csv"))) {
      String[] cells = line.split(",");
      if (cells[0].equals("posterior") || !seen.add(cells[1])) continue;
      tests.add(
          DynamicTest.dynamicTest(
              cells[1],
              () ->
                  generates(
                      Model.compile(Files.readString(folder.resolve(cells[1] + ".bayes"))),
                      read(folder.resolve("data").resolve(cells[2])))));
    }
    return tests;
  }

  private static Data read(Path file) throws IOException, DataException {
    try (InputStream in = Files.newInputStream(file)) {
      return file.toString().contains(".json")
          ? JsonData.read(file.toString(), in)
          : CsvData.read(file.toString(), in);
    }
  }

  private static Data json(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return JsonData.read("data.json", new ByteArrayInputStream(bytes));
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static void generates(Model model, Data data) {
    BoundModel bound = model.bind(data);
    double[] position = new Random(3).doubles(bound.dimension(), -0.4, 0.4).toArray();
    requireParts(bound, position);
    Recorder recorder = bound.newRecorder();
    double[] row = new double[recorder.width()];
    recorder.record(position, new Random(1), row);
    Draws draw =
        Draws.of(Layout.of(bound.variables()), List.of(), 1, List.of(row), List.of(new double[0]));
    Simulation simulation = Simulation.of(model.typed());
    boolean isRecorded = simulation.whyNoLogLikelihood().isEmpty();
    if (isRecorded && !hasFactor(model.typed().statements())) {
      requireSum(bound.logLikelihood(draw), bound, position);
    }
    if (simulation.whyNotFromDraws().isEmpty()) {
      Checked<Draws> replicated = bound.predictor(draw).tryDraws(1);
      requireDrawn(replicated);
    }
    if (simulation.whyNotFromPrior(false).isEmpty()) {
      requireInterpretedIsCompiled(model, bound.entries());
      Simulator simulator = bound.simulator();
      Optional<Draws> draws = requireDrawn(simulator.tryDraws(2, 1));
      draws.ifPresent(d -> model.bind(simulator.data(d, 1)));
    }
  }

  /** Prior and likelihood make the log density, and so do their gradients. */
  private static void requireParts(BoundModel bound, double[] position) {
    double[] whole = new double[position.length];
    double[] prior = new double[position.length];
    double[] likelihood = new double[position.length];
    double expected = bound.newLogDensity().logDensityAndGradient(position, whole);
    double sum =
        bound.newLogPrior().logDensityAndGradient(position, prior)
            + bound.newLogLikelihood().logDensityAndGradient(position, likelihood);
    if (!Double.isFinite(expected)) return;
    assertEquals(expected, sum, 1e-9 * (1 + Math.abs(expected)));
    for (int i = 0; i < whole.length; i++) {
      assertEquals(whole[i], prior[i] + likelihood[i], 1e-8 * (1 + Math.abs(whole[i])));
    }
  }

  /** The pointwise terms are those of the log likelihood. */
  private static void requireSum(
      PointwiseLogLikelihood points, BoundModel bound, double[] position) {
    double expected = bound.newLogLikelihood().logDensity(position);
    double sum = points.values().stream().mapToDouble(v -> v[0]).sum();
    if (expected == Double.NEGATIVE_INFINITY) return;
    assertEquals(expected, sum, 1e-9 * (1 + Math.abs(expected)));
    assertEquals(points.size(), Set.copyOf(points.labels()).size(), "labels are distinct");
  }

  private static Optional<Draws> requireDrawn(Checked<Draws> draws) {
    Set<String> codes =
        draws.diagnostics().stream().map(d -> d.code().id()).collect(Collectors.toSet());
    assertTrue(
        draws.value().isPresent() || OUTSIDE.containsAll(codes),
        () -> draws.diagnostics().stream().map(Diagnostic::message).toList().toString());
    return draws.value();
  }

  private static void requireInterpretedIsCompiled(Model model, Data data) {
    Program program = model.programs().simulation().value().orElseThrow();
    Set<Symbol> written = Simulation.of(model.typed()).written();
    BoundData bound =
        Binder.bind(
                model.typed(),
                data,
                new ProgramEvaluator(model.plan(), model.programs().inputs(), data),
                written)
            .value()
            .orElseThrow();
    double[] interpreted = row(new Interpreter(program), program, model, bound);
    double[] compiled = row(LinkedProgram.link(program).newInstance(), program, model, bound);
    assertArrayEquals(interpreted, compiled);
  }

  private static double[] row(
      ProgramInstance instance, Program program, Model model, BoundData bound) {
    new InputValues(model.programs().inputs(), bound).setAll(program, instance);
    double[] row = new double[1 << 18];
    if (instance.prelude().isEmpty()) instance.evaluate(new double[0], row, new Random(5));
    return row;
  }

  private static boolean hasFactor(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Factor) return true;
      if (statement instanceof ModelStatement.For loop && hasFactor(loop.body())) return true;
      if (statement instanceof ModelStatement.If branch
          && (hasFactor(branch.then()) || hasFactor(branch.otherwise()))) {
        return true;
      }
    }
    return false;
  }
}
