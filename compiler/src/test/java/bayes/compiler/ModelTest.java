package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.bytecode.ClassEmitter;
import bayes.compiler.program.Listing;
import bayes.compiler.program.Program;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The embedded API: compile once, bind often, and say what is wrong. */
final class ModelTest {
  private static final String SCHOOLS =
      """
      set School;
      data y : real[School];
      data sigma : real<lower=0>[School];
      mu ~ Normal(0, 5);
      tau ~ HalfCauchy(5);
      theta[s in School] ~ Normal(mu, tau);
      observe y[s in School] ~ Normal(theta[s], sigma[s]);
      generate best = argmax(theta);
      generate again[s in School] ~ Normal(theta[s], sigma[s]);
      """;

  private static Data schools(int n) {
    double[] y = new double[n];
    double[] sigma = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = i % 7;
      sigma[i] = 1 + i % 3;
    }
    return Data.builder().put("y", y).put("sigma", sigma).build();
  }

  @Test
  void oneModelServesDataOfAnySize() {
    Model model = Model.compile(SCHOOLS);
    Program before = Executable.GRADIENT.of(model.programs());
    byte[] bytes = ClassEmitter.emit(before);
    for (int n : new int[] {10, 1_000_000}) {
      BoundModel bound = model.bind(schools(n));
      assertEquals(n + 2, bound.dimension());
      double[] position = new double[n + 2];
      double value = bound.newLogDensity().logDensityAndGradient(position, position.clone());
      assertTrue(Double.isFinite(value));
    }
    Program after = Executable.GRADIENT.of(Model.compile(SCHOOLS).programs());
    assertEquals(Listing.of(before), Listing.of(after));
    assertArrayEquals(bytes, ClassEmitter.emit(after));
    assertTrue(bytes.length < 20_000, bytes.length + " bytes");
  }

  @Test
  void aRowIsLabelledByTheData() {
    Data data =
        Data.builder()
            .put("School", List.of("Choate", "Deerfield", "Exeter"))
            .put("y", new double[] {1, 2, 3})
            .put("sigma", new double[] {1, 1, 1})
            .build();
    BoundModel bound = Model.compile(SCHOOLS).bind(data);
    Recorder recorder = bound.newRecorder();
    assertEquals(
        List.of("mu", "tau", "theta", "best", "again"),
        recorder.variables().stream().map(RecordedVariable::name).toList());
    RecordedVariable best = recorder.variables().get(3);
    assertEquals(RecordedVariable.Kind.MEMBER, best.kind());
    assertEquals(List.of("Choate", "Deerfield", "Exeter"), best.members());
    double[] row = new double[recorder.width()];
    double[] position =
        bound.unconstrain(
            Map.of(
                "mu", new double[] {0.5},
                "tau", new double[] {1},
                "theta", new double[] {0.1, 0.7, -3}));
    recorder.record(position, new Random(3), row);
    assertArrayEquals(new double[] {0.5, 1, 0.1, 0.7, -3, 2}, Arrays.copyOf(row, 6), 1e-15);
  }

  @Test
  void generatedDrawsHaveTheirMoments() {
    BoundModel bound = Model.compile(SCHOOLS).bind(schools(2));
    Recorder recorder = bound.newRecorder();
    double[] row = new double[recorder.width()];
    Random random = new Random(11);
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      recorder.record(new double[] {0, 0, 3, -1}, random, row);
      double deviation = row[5] - 3;
      sum += deviation;
      squares += deviation * deviation;
    }
    // Normal(3, 1): five standard errors.
    assertEquals(0, sum / draws, 5 / Math.sqrt(draws));
    assertEquals(1, squares / draws, 5 * Math.sqrt(2.0 / draws));
  }

  @Test
  void aSimplexIsDrawnFromItsPrior() {
    String text = "set Word = 1..3; p ~ Dirichlet([2, 1, 5]); b ~ Uniform(-1, 3);";
    BoundModel bound = Model.compile(text).bind(Data.empty());
    Target.PriorSampler prior = bound.newPriorSampler().orElseThrow();
    Recorder recorder = bound.newRecorder();
    double[] position = new double[bound.dimension()];
    double[] row = new double[recorder.width()];
    double[] sums = new double[4];
    Random random = new Random(5);
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      prior.sample(random, position);
      recorder.record(position, random, row);
      for (int k = 0; k < 4; k++) sums[k] += row[k] / draws;
    }
    double[] means = {0.25, 0.125, 0.625, 1};
    for (int k = 0; k < 3; k++) {
      double sd = Math.sqrt(means[k] * (1 - means[k]) / 9);
      assertEquals(means[k], sums[k], 5 * sd / Math.sqrt(draws), "p[" + (k + 1) + "]");
    }
    assertEquals(1, sums[3], 5 * Math.sqrt(16 / 12.0) / Math.sqrt(draws));
  }

  @Test
  void aDensityOnTheRealLineIntegratesToOne() {
    String text = "p ~ Dirichlet([2, 3]); b ~ Uniform(-1, 3);";
    LogDensity density = Model.compile(text).bind(Data.empty()).newLogDensity();
    double sum = 0;
    double step = 0.05;
    for (double u = -15; u < 15; u += step) {
      for (double v = -15; v < 15; v += step) {
        sum += Math.exp(density.logDensity(new double[] {u, v})) * step * step;
      }
    }
    assertEquals(1, sum, 1e-4);
  }

  @Test
  void aPriorWithoutMassSaysSo() {
    BoundModel bound = Model.compile("mu ~ Flat();\nfactor -mu ^ 2;").bind(Data.empty());
    assertEquals(Optional.empty(), bound.newPriorSampler().map(sampler -> "sampler"));
    assertTrue(bound.whyNoPrior().orElseThrow().contains("improper"));
  }

  @Test
  void aWrongModelCarriesItsDiagnostics() {
    ModelException problem =
        assertThrows(
            ModelException.class, () -> Model.compile("mu ~ Normal(0, -1);\nx ~ Nrmal(0);"));
    assertEquals(2, problem.diagnostics().size());
    assertTrue(problem.toString().contains("model.bayes:1"), problem.toString());
  }

  private static String binding(String model, Data data) {
    BindingException problem =
        assertThrows(BindingException.class, () -> Model.compile(model).bind(data));
    return problem.diagnostics().get(0).code() + " " + problem.diagnostics().get(0).message();
  }

  @Test
  void dataThatBreakTheDensityAreRefused() {
    Data data = Data.builder().put("y", new double[] {1, 2}).put("i", new int[] {1, 3}).build();
    assertEquals(
        "D0302 index 3 is not between 1 and 2",
        binding(
            "data y : real[2]; data i : int[2]; m ~ Normal(0, 1);"
                + " for k in 1..2 { factor m * y[i[k]]; }",
            data));
    assertEquals(
        "D0311 what `Poisson` describes must be at least 0, but it is -1",
        binding(
            "data n : int; rate ~ Exponential(1); observe n ~ Poisson(rate);",
            Data.builder().put("n", -1).build()));
    assertEquals(
        "D0310 `sd` of `Normal` must be above 0.0, but it is 0.0",
        binding("data s : real<lower=0>; m ~ Normal(0, s);", Data.builder().put("s", 0.0).build()));
    assertEquals(
        "D0303 dimensions of 2 and 3 do not match",
        binding(
            "data n : int; data a : real[2]; let b = [a[1] for i in 1..n]; m ~ Normal(0, 1);"
                + " factor sum(a * b) * m;",
            Data.builder().put("n", 3).put("a", new double[] {1, 2}).build()));
    assertEquals(
        "D0305 the integer result of 2000000000 and 2000000000 does not fit 32 bits",
        binding(
            "data n : int; m ~ Normal(n + n, 1);", Data.builder().put("n", 2_000_000_000).build()));
  }

  @Test
  void latentsOutsideOfAParametersSupportAreRejected() {
    String text = "m ~ Normal(0, 1); factor log_density(Uniform(0, m), 0.5);";
    LogDensity density = Model.compile(text).bind(Data.empty()).newLogDensity();
    double[] gradient = new double[1];
    assertEquals(
        Double.NEGATIVE_INFINITY, density.logDensityAndGradient(new double[] {-1}, gradient));
    // Inside of the parameter's support, but the point is outside of the distribution's.
    assertEquals(Double.NEGATIVE_INFINITY, density.logDensity(new double[] {0.25}));
    assertTrue(Double.isFinite(density.logDensity(new double[] {1})));
  }

  @Test
  void everyStageCanBePrinted() {
    Pipeline pipeline = new Pipeline();
    SourceText source = SourceText.of("schools.bayes", SCHOOLS);
    for (Stage stage : Stage.values()) {
      assertTrue(pipeline.emit(source, stage).value().orElseThrow().length() > 50, stage.option());
    }
    String plan = pipeline.emit(source, Stage.PLAN).value().orElseThrow();
    assertTrue(plan.contains("theta: |School| coordinates, identity"), plan);
  }
}
