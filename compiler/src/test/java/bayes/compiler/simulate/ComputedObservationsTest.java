package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Predictor;
import bayes.compiler.Simulator;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Observations of what is computed from data: drawn and named, but written nowhere. */
class ComputedObservationsTest {
  private static final int DRAWS = 20_000;

  private static Draws draws(BoundModel model, Supplier<double[]> row) {
    int width = Layout.of(model.variables()).width();
    double[] all = new double[DRAWS * width];
    for (int d = 0; d < DRAWS; d++) System.arraycopy(row.get(), 0, all, d * width, width);
    return Draws.of(
        Layout.of(model.variables()), List.of(), DRAWS, List.of(all), List.of(new double[0]));
  }

  private static Predictor predictor(Model model, Data data, Draws run) {
    Checked<Predictor> predictor = model.tryPredictor(data, run);
    return predictor
        .value()
        .orElseThrow(
            () ->
                new AssertionError(
                    predictor.diagnostics().stream().map(Diagnostic::message).toList()));
  }

  private static double[] column(Draws draws, String label) {
    int column =
        draws
            .layout()
            .column(label)
            .orElseThrow(() -> new AssertionError(label + " in " + draws.layout().labels()));
    return draws.chains(column)[0];
  }

  private static boolean hasMoments(double[] values, double mean, double sd) {
    double found = Arrays.stream(values).average().orElseThrow();
    double[] squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).toArray();
    double variance = Arrays.stream(squares).average().orElseThrow();
    double spread = Arrays.stream(squares).map(s -> (s - variance) * (s - variance)).sum();
    double error = Math.sqrt(spread) / values.length;
    return Math.abs(found - mean) < 5 * sd / Math.sqrt(values.length)
        && Math.abs(variance - sd * sd) < 5 * error;
  }

  private static List<String> labels(Predictor predictor) {
    return Layout.of(predictor.computed()).labels();
  }

  private static final String CONJUGATE =
      """
      set Item;
      data y : real<above=0>[Item];
      data x : real;
      mu ~ Normal(0, 2);
      observe log(y) ~ Normal(mu, 3);
      observe x ~ Normal(-mu, 1);
      """;

  private static final Data LOGS =
      Data.builder()
          .put("Item", List.of("a", "b", "c", "d"))
          .put("y", new double[] {Math.exp(1), Math.exp(2), Math.exp(3), Math.exp(6)})
          .put("x", -2.5)
          .build();

  /** With n = 4 logarithms and x, the posterior of mu has precision 1/4 + 4/9 + 1. */
  @Test
  void conjugateReplicationsHaveTheExactMoments() {
    Model model = Model.compile(CONJUGATE);
    double precision = 0.25 + 4 / 9.0 + 1;
    double mean = (12 / 9.0 + 2.5) / precision;
    Random random = new Random(4);
    Draws run =
        draws(
            model.bind(LOGS),
            () -> new double[] {mean + random.nextGaussian() / Math.sqrt(precision)});
    Predictor predictor = predictor(model, LOGS, run);
    Draws found = predictor.draws(1);
    double sd = Math.sqrt(9 + 1 / precision);
    assertTrue(hasMoments(column(found, "log(y)[\"c\"]"), mean, sd));
    assertFalse(hasMoments(column(found, "log(y)[\"c\"]"), mean, 3), "without the spread of mu");
    assertTrue(hasMoments(column(found, "x"), -mean, Math.sqrt(1 + 1 / precision)));
    RecordedVariable logs = predictor.computed().get(0);
    assertArrayEquals(new double[] {1, 2, 3, 6}, predictor.given(logs), 1e-12);
    // Replications share mu within a draw, and nothing else.
    double[] first = column(found, "log(y)[\"a\"]");
    double[] last = column(found, "log(y)[\"d\"]");
    double[] sum = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) sum[d] = first[d] + last[d];
    assertTrue(hasMoments(sum, 2 * mean, Math.sqrt(18 + 4 / precision)));
  }

  /** A model that draws from something else than it says would be found. */
  @Test
  void aPlantedFaultIsFound() {
    Model right = Model.compile(CONJUGATE);
    Model wrong = Model.compile(CONJUGATE.replace("Normal(mu, 3)", "Normal(mu + 0.2, 3)"));
    Draws run = draws(right.bind(LOGS), () -> new double[] {1});
    String label = "log(y)[\"c\"]";
    assertTrue(hasMoments(column(predictor(right, LOGS, run).draws(1), label), 1, 3));
    assertFalse(hasMoments(column(predictor(wrong, LOGS, run).draws(1), label), 1, 3));
  }

  private static final String KINDS =
      """
      set Colour = {"red", "green"};
      set Item = 1..3;
      data n : int<lower=0>[Item];
      data z : real<above=0>[Item, 2];
      data c : Colour[Item];
      let many[i in Item] = n[i] > 2;
      let other[i in Item] = c[i];
      let back[k in 1..2, i in Item] = z[i, k] / 2;
      mu ~ Normal(0, 1);
      observe many ~ Bernoulli(0.25);
      observe other[i in Item] ~ Categorical([0.25, 0.75]);
      for i in Item {
        observe n[i] + 1 ~ Categorical([0.0, 0.0, 0.25, 0.75]);
        let q = n[i] + 2;
        observe q ~ Poisson(2);
        for k in 1..2 { observe back[k, i] ~ Normal(10 * k, 1); }
        if n[i] == 2 { observe sqrt(z[i, 1]) ~ Normal(5, 1); }
      }
      for i in Item { observe log(z[i]) ~ MvNormal([mu, 3], [[1.0, 0.5], [0.5, 1.0]]); }
      """;

  private static final Data ITEMS =
      Data.builder()
          .put("n", new int[] {3, 2, 3})
          .put("c", List.of("red", "green", "green"))
          .put("z", List.of(new double[] {1, 2}, new double[] {4, 3}, new double[] {1, 1}))
          .build();

  @Test
  void theyAreNamedAndTypedAsTheyAreComputed() {
    Model model = Model.compile(KINDS);
    Draws run = draws(model.bind(ITEMS), () -> new double[] {2});
    Predictor predictor = predictor(model, ITEMS, run);
    List<String> names = predictor.computed().stream().map(RecordedVariable::name).toList();
    assertEquals(
        List.of("many", "other", "(n + 1)", "q", "back", "sqrt(z[i, 1])", "log(z)"), names);
    List<RecordedVariable.Kind> kinds =
        predictor.computed().stream().map(RecordedVariable::kind).toList();
    assertEquals(RecordedVariable.Kind.BOOL, kinds.get(0));
    assertEquals(RecordedVariable.Kind.MEMBER, kinds.get(1));
    assertEquals(RecordedVariable.Kind.INT, kinds.get(2));
    assertEquals(List.of("red", "green"), predictor.computed().get(1).members());
    List<String> labels = labels(predictor);
    assertTrue(
        labels.containsAll(List.of("back[2, 3]", "sqrt(z[i, 1])[2]", "log(z)[3, 1]", "q[1]")));
    Draws found = predictor.draws(1);
    assertTrue(hasMoments(column(found, "many[1]"), 0.25, Math.sqrt(3) / 4));
    assertTrue(hasMoments(column(found, "other[3]"), 1.75, Math.sqrt(3) / 4));
    assertTrue(hasMoments(column(found, "(n + 1)[2]"), 3.75, Math.sqrt(3) / 4));
    assertTrue(hasMoments(column(found, "back[2, 1]"), 20, 1));
    assertTrue(hasMoments(column(found, "back[1, 3]"), 10, 1));
    assertTrue(hasMoments(column(found, "sqrt(z[i, 1])[2]"), 5, 1));
    assertTrue(hasMoments(column(found, "log(z)[2, 1]"), 2, 1));
    assertTrue(hasMoments(column(found, "log(z)[2, 2]"), 3, 1));
    double[] back = predictor.given(predictor.computed().get(4));
    assertEquals(List.of("back[1, 1]", "back[2, 1]"), labels.subList(12, 14));
    assertEquals(1, back[1]);
    assertEquals(2, predictor.given(predictor.computed().get(5))[0]);
  }

  /** Other sizes ask for no data that only what is observed is computed from. */
  @Test
  void newDataOfAnotherSize() {
    Model model = Model.compile(CONJUGATE);
    Draws run = draws(model.bind(LOGS), () -> new double[] {7});
    Data others = Data.builder().put("Item", List.of("new", "a")).build();
    Predictor predictor = predictor(model, others, run);
    Draws found = predictor.draws(1);
    assertTrue(hasMoments(column(found, "log(y)[\"new\"]"), 7, 3));
    double[] given = predictor.given(predictor.computed().get(0));
    assertTrue(Arrays.stream(given).allMatch(Double::isNaN));
    assertTrue(predictor.data(found, 0, 0).find("y").isEmpty());
    Model reading = Model.compile(CONJUGATE + "generate first = y[1] * mu;");
    Draws more = draws(reading.bind(LOGS), () -> new double[] {7, 1});
    assertEquals("D0101", reading.tryPredictor(others, more).diagnostics().get(0).code().id());
  }

  /** Later statements read the data that were given: there is nowhere to write a logarithm to. */
  @Test
  void aSimulationDrawsThemWithoutWritingThem() {
    Model model = Model.compile(CONJUGATE + "generate total = sum(y);");
    Simulator simulator = model.simulator(LOGS);
    Draws draws = simulator.draws(DRAWS, 3);
    assertTrue(hasMoments(column(draws, "log(y)[\"b\"]"), 0, Math.sqrt(13)));
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(3) + Math.exp(6);
    for (double total : column(draws, "total")) assertEquals(sum, total, 1e-9);
    Simulator again = model.simulator(simulator.data(draws, 0));
    assertEquals(sum, column(again.draws(1, 1), "total")[0], 1e-9);
    assertEquals(
        List.of("log(y)"), simulator.computed().stream().map(RecordedVariable::name).toList());
    Data without = Data.builder().put("Item", 3).build();
    assertEquals("M0124", model.trySimulator(without, false).diagnostics().get(0).code().id());
  }

  /** Which of them there are must be known before anything is drawn. */
  @Test
  void thoseThatOtherObservationsDecideOnAreRefused() {
    Model model =
        Model.compile(
            """
            data x : real;
            data y : real<above=0>;
            mu ~ Normal(0, 1);
            observe x ~ Normal(mu, 1);
            if x > 0 { observe log(y) ~ Normal(mu, 1); }
            """);
    Data data = Data.builder().put("x", 1.0).put("y", 2.0).build();
    assertEquals("M0124", model.trySimulator(data, false).diagnostics().get(0).code().id());
    Draws run = draws(model.bind(data), () -> new double[] {0});
    assertEquals("M0124", model.tryPredictor(data, run).diagnostics().get(0).code().id());
  }

  /** The same twice, or in rows that differ in length: every event has a label of its own. */
  @Test
  void labelsAreDistinct() {
    Model model =
        Model.compile(
            """
            data y : real<above=0>[3];
            mu ~ Normal(0, 1);
            for i in 1..3 {
              observe log(y[i]) ~ Normal(mu, 1);
              observe log(y[i]) ~ Normal(mu, 2);
              for j in 1..i { observe y[i] + j ~ Normal(0, 1); }
            }
            """);
    Data data = Data.builder().put("y", new double[] {1, 2, 3}).build();
    Draws run = draws(model.bind(data), () -> new double[] {0});
    Predictor predictor = predictor(model, data, run);
    assertEquals(
        List.of(
            "log(y)[1]",
            "log(y)[1 (2)]",
            "log(y)[2]",
            "log(y)[2 (2)]",
            "log(y)[3]",
            "log(y)[3 (2)]",
            "(y[i] + j)[1, 1]",
            "(y[i] + j)[2, 1]",
            "(y[i] + j)[2, 2]",
            "(y[i] + j)[3, 1]",
            "(y[i] + j)[3, 2]",
            "(y[i] + j)[3, 3]"),
        labels(predictor));
    assertArrayEquals(
        new double[] {2, 3, 4, 4, 5, 6}, predictor.given(predictor.computed().get(1)), 1e-12);
    assertTrue(hasMoments(column(predictor.draws(1), "log(y)[2 (2)]"), 0, 2));
  }
}
