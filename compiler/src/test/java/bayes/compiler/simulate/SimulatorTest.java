package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.ModelException;
import bayes.compiler.Simulator;
import bayes.compiler.diagnostic.Checked;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws from models themselves: their moments against formulas, and their use as data. */
class SimulatorTest {
  private static final int DRAWS = 20_000;

  private static final String SCHOOLS =
      """
      set School;
      data y     : real[School];
      data sigma : real<above=0>[School];
      mu  ~ Normal(1, 2);
      tau ~ HalfNormal(3);
      theta[s in School] ~ Normal(mu, tau);
      observe y[s in School] ~ Normal(theta[s], sigma[s]);
      let above = count(y[s] > 0 for s in School);
      generate total = sum(y);
      generate some = above;
      generate best = argmax(theta);
      """;

  private static final Data DESIGN =
      Data.builder()
          .put("School", new String[] {"a", "b", "c"})
          .put("sigma", new double[] {1, 2, 3})
          .build();

  private static double[] column(Draws draws, String label) {
    int column = draws.layout().column(label).orElseThrow(() -> new AssertionError(label));
    return draws.chains(column)[0];
  }

  /** Whether mean and standard deviation are as expected, within five standard errors. */
  private static boolean hasMoments(double[] values, double mean, double sd) {
    double found = Arrays.stream(values).average().orElseThrow();
    double[] squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).toArray();
    double variance = Arrays.stream(squares).average().orElseThrow();
    double spread = Arrays.stream(squares).map(s -> (s - variance) * (s - variance)).sum();
    double error = Math.sqrt(spread) / values.length;
    return Math.abs(found - mean) < 5 * sd / Math.sqrt(values.length)
        && Math.abs(variance - sd * sd) < 5 * error;
  }

  @Test
  void momentsOfTheDataAreThoseOfTheFormulas() {
    Draws draws = Model.compile(SCHOOLS).simulator(DESIGN).draws(DRAWS, 20240);
    assertTrue(hasMoments(column(draws, "mu"), 1, 2));
    // Var y = Var mu + E tau^2 + sigma^2.
    for (int i = 0; i < 3; i++) {
      double sd = Math.sqrt(4 + 9 + (i + 1) * (i + 1));
      double[] y = column(draws, List.of("y[\"a\"]", "y[\"b\"]", "y[\"c\"]").get(i));
      assertTrue(hasMoments(y, 1, sd));
      assertFalse(hasMoments(y, 1, sd * 1.05), "a wrong formula would be found");
      assertFalse(hasMoments(y, 1.2, sd), "a wrong mean would be found");
    }
  }

  @Test
  void laterStatementsReadWhatWasWritten() {
    Draws draws = Model.compile(SCHOOLS).simulator(DESIGN).draws(50, 1);
    double[][] y = {
      column(draws, "y[\"a\"]"), column(draws, "y[\"b\"]"), column(draws, "y[\"c\"]")
    };
    double[] total = column(draws, "total");
    double[] some = column(draws, "some");
    for (int d = 0; d < 50; d++) {
      assertEquals(y[0][d] + y[1][d] + y[2][d], total[d], 1e-12);
      int above = 0;
      for (double[] one : y) if (one[d] > 0) above++;
      assertEquals(above, some[d]);
    }
  }

  /** y[t] = phi y[t - 1] + noise, from y[1], which is given. */
  @Test
  void recurrencesThroughTheData() {
    Model model =
        Model.compile(
            """
            data n : int;
            data y : real[n];
            observe y[t in 2..n] ~ Normal(0.5 * y[t - 1], 1);
            """);
    Data start = Data.builder().put("n", 4).put("y", Arrays.asList(8.0, null, null, null)).build();
    Draws draws = model.simulator(start).draws(DRAWS, 3);
    assertArrayEquals(new double[] {8, 8}, Arrays.copyOf(column(draws, "y[1]"), 2));
    assertTrue(hasMoments(column(draws, "y[2]"), 4, 1));
    assertTrue(hasMoments(column(draws, "y[4]"), 1, Math.sqrt(1 + 0.25 + 0.0625)));
    Checked<Draws> without =
        model
            .trySimulator(Data.builder().put("n", 4).build(), false)
            .then(simulator -> simulator.tryDraws(1, 1));
    assertEquals("D0201", without.diagnostics().get(0).code().id());
  }

  /** What is read in a loop before it is written there is the data, not what is to come. */
  @Test
  void whatIsReadBeforeIsTheData() {
    Model model =
        Model.compile(
            """
            data y : real[3];
            for i in 1..3 {
              let before = y[i];
              observe y[i] ~ Normal(100, 1);
              generate old[i] = before;
              generate new[i] = y[i];
            }
            """);
    Draws draws =
        model.simulator(Data.builder().put("y", new double[] {1, 2, 3}).build()).draws(1, 1);
    for (int i = 1; i <= 3; i++) {
      assertEquals(i, column(draws, "old[" + i + "]")[0]);
      assertTrue(column(draws, "new[" + i + "]")[0] > 90);
      assertEquals(column(draws, "y[" + i + "]")[0], column(draws, "new[" + i + "]")[0]);
    }
  }

  private static final String KINDS =
      """
      set Colour = {"red", "green"};
      set Person;
      data likes  : Colour[Person];
      data count  : int<lower=0>[Person];
      data yes    : bool[Person];
      data shares : simplex[Colour];
      data n      : int<lower=0>;
      p ~ Dirichlet(Colour, 1);
      z[i in Person] ~ Categorical(p);
      k ~ Poisson(5);
      on ~ Bernoulli(0.25);
      rate[c in Colour] ~ Gamma(2, 1);
      observe likes[i in Person] ~ Categorical(p);
      observe count[i in Person] ~ Poisson(rate[z[i]]);
      observe yes[i in Person] ~ Bernoulli(on ? 0.9 : 0.1);
      observe shares ~ Dirichlet(Colour, 2);
      observe n ~ Poisson(k + 1.0);
      """;

  @Test
  void discreteLatentsAreDrawn() {
    Data design = Data.builder().put("Person", List.of("Ann", "Bob")).build();
    Simulator simulator = Model.compile(KINDS).simulator(design);
    Draws draws = simulator.draws(DRAWS, 5);
    assertTrue(hasMoments(column(draws, "k"), 5, Math.sqrt(5)));
    assertTrue(hasMoments(column(draws, "n"), 6, Math.sqrt(11)));
    assertTrue(hasMoments(column(draws, "on"), 0.25, Math.sqrt(0.25 * 0.75)));
    assertTrue(hasMoments(column(draws, "yes[\"Ann\"]"), 0.3, Math.sqrt(0.3 * 0.7)));
    // A mixture over z of Poisson distributions of rate Gamma(2, 1).
    assertTrue(hasMoments(column(draws, "count[\"Bob\"]"), 2, 2));
    Data data = simulator.data(draws, 0);
    assertTrue(
        data.find("z").orElseThrow().value().toString().contains("Text"), "printed by label");
    DataValue on = data.find("on").orElseThrow().value();
    assertTrue(on instanceof DataValue.Bool || on instanceof DataValue.Number, on.describe());
  }

  @Test
  void aDrawIsDataOfTheModel() {
    String observed = KINDS.replace("z[i]", "likes[i]").replaceAll("(?m)^(z|k|on).*\\n", "");
    Model model =
        Model.compile(observed.replace("on ? 0.9 : 0.1", "0.4").replace("k + 1.0", "3.0"));
    Data design = Data.builder().put("Person", List.of("Ann", "Bob")).build();
    Simulator simulator = model.simulator(design);
    Draws draws = simulator.draws(5, 7);
    for (int d = 0; d < 5; d++) {
      Data data = simulator.data(draws, d);
      BoundModel bound = model.bind(data);
      double[] values = new double[4];
      for (int i = 0; i < 2; i++) {
        values[i] =
            draws.value(
                0,
                d,
                draws.layout().column("p[\"" + (i == 0 ? "red" : "green") + "\"]").orElseThrow());
      }
      assertEquals(1, values[0] + values[1], 1e-12);
      assertEquals(data, simulator.data(draws, d));
      assertTrue(bound.dimension() == 3);
    }
  }

  @Test
  void theSameSeedGivesTheSameDraws() {
    Simulator simulator = Model.compile(SCHOOLS).simulator(DESIGN);
    Draws few = simulator.draws(3, 11);
    Draws many = simulator.draws(10, 11);
    Draws other = simulator.draws(3, 12);
    for (String label : few.layout().labels()) {
      assertArrayEquals(column(few, label), Arrays.copyOf(column(many, label), 3));
    }
    assertFalse(Arrays.equals(column(few, "mu"), column(other, "mu")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "mu ~ Flat(); observe y ~ Normal(mu, 1); => M0122",
        "mu ~ Normal(0, 1); factor -mu ^ 2; observe y ~ Normal(mu, 1); => M0121",
        "mu ~ Normal(0, 1); observe exp(y) ~ Normal(mu, 1); => M0124",
        "dist D() : real { log_density(x) = -x ^ 2; } mu ~ D(); observe y ~ Normal(mu, 1); => M0123",
        "dist D() : real { log_density(x) = -x ^ 2; } observe y ~ D(); => M0123",
      })
  void whatCannotBeSimulatedSaysWhy(String statements, String code) {
    Model model = Model.compile("data y : real; " + statements);
    Data none = Data.builder().build();
    ModelException refused = assertThrows(ModelException.class, () -> model.simulator(none));
    assertEquals(1, refused.diagnostics().size());
    assertEquals(code, refused.diagnostics().get(0).code().id());
    boolean isFactor = code.equals("M0121");
    assertEquals(isFactor, model.trySimulator(none, true).value().isPresent());
  }

  /** Rows that differ in length are given as lists of what is to be drawn. */
  @Test
  void raggedRowsAreDrawnInTheirShape() {
    Model model =
        Model.compile(
            """
            set Doc;
            data y : real[Doc][];
            for d in Doc { for i in 1..len(y[d]) { observe y[d, i] ~ Normal(7, 1); } }
            """);
    List<List<Double>> shape = List.of(Arrays.asList(null, null), Arrays.asList((Double) null));
    Draws draws = model.simulator(Data.builder().put("y", shape).build()).draws(DRAWS, 1);
    assertEquals(List.of("y[1, 1]", "y[1, 2]", "y[2, 1]"), draws.layout().labels());
    assertTrue(hasMoments(column(draws, "y[2, 1]"), 7, 1));
  }

  @Test
  void setsNeedMembers() {
    Checked<Simulator> simulator =
        Model.compile(SCHOOLS).trySimulator(Data.builder().put("sigma", 1.0).build(), false);
    assertTrue(simulator.value().isEmpty());
    Checked<Simulator> unknown =
        Model.compile("set S; data y : real[S]; observe y[s in S] ~ Normal(0, 1);")
            .trySimulator(Data.builder().build(), false);
    assertEquals("D0110", unknown.diagnostics().get(0).code().id());
  }

  /** A value outside of a parameter's domain ends the simulation, with its place and its draw. */
  @Test
  void aDrawOutsideOfADomainIsTold() {
    Simulator simulator =
        Model.compile("data y : real; s ~ Normal(1, 1); observe y ~ Normal(0, sqrt(s));")
            .simulator(Data.builder().build());
    Checked<Draws> draws = simulator.tryDraws(50, 1);
    assertTrue(draws.value().isEmpty());
    assertTrue(draws.diagnostics().get(0).notes().toString().contains("in draw "));
  }
}
