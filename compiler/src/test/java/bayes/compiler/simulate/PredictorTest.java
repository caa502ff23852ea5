package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Predictor;
import bayes.compiler.diagnostic.Checked;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Replications from draws against exact posterior predictive distributions. */
class PredictorTest {
  private static final int DRAWS = 20_000;

  private static Draws draws(BoundModel model, Supplier<double[]> row) {
    double[] all = new double[DRAWS * Layout.of(model.variables()).width()];
    for (int d = 0; d < DRAWS; d++) {
      double[] one = row.get();
      System.arraycopy(one, 0, all, d * one.length, one.length);
    }
    return Draws.of(
        Layout.of(model.variables()), List.of(), DRAWS, List.of(all), List.of(new double[0]));
  }

  private static Predictor predictor(Model model, Data data, Draws run) {
    Checked<Predictor> predictor = model.tryPredictor(data, run);
    return predictor
        .value()
        .orElseThrow(() -> new AssertionError(predictor.diagnostics().toString()));
  }

  private static double[] column(Draws draws, String label) {
    int column = draws.layout().column(label).orElseThrow(() -> new AssertionError(label));
    return draws.chains(column)[0];
  }

  private static boolean hasMoments(double[] values, double mean, double sd) {
    double found = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    // Of normal values, the variance has the relative standard error sqrt(2 / n).
    return Math.abs(found - mean) < 5 * sd / Math.sqrt(values.length)
        && Math.abs(variance / (sd * sd) - 1) < 5 * Math.sqrt(2.0 / values.length);
  }

  private static final String CONJUGATE =
      """
      set Item;
      data y : real[Item];
      mu ~ Normal(0, 2);
      observe y[i in Item] ~ Normal(mu, 3);
      generate total = sum(y);
      """;

  /** With n = 4, the posterior of mu has precision 1/4 + 4/9. */
  @Test
  void conjugateReplicationsHaveTheExactMoments() {
    Model model = Model.compile(CONJUGATE);
    Data data = Data.builder().put("y", new double[] {1, 2, 3, 6}).build();
    double precision = 0.25 + 4 / 9.0;
    double mean = 12 / 9.0 / precision;
    Random random = new Random(4);
    Draws run =
        draws(
            model.bind(data),
            () -> new double[] {mean + random.nextGaussian() / Math.sqrt(precision), 0});
    Draws found = predictor(model, data, run).draws(1);
    double sd = Math.sqrt(9 + 1 / precision);
    assertTrue(hasMoments(column(found, "y[3]"), mean, sd));
    // Replications of one draw share mu.
    double sdOfTotal = Math.sqrt(4 * 9 + 16 / precision);
    assertTrue(hasMoments(column(found, "total"), 4 * mean, sdOfTotal));
    assertFalse(hasMoments(column(found, "y[3]"), mean, 3), "without the spread of mu");
    Draws prior = draws(model.bind(data), () -> new double[] {2 * random.nextGaussian(), 0});
    Draws wrong = predictor(model, data, prior).draws(1);
    assertFalse(hasMoments(column(wrong, "y[3]"), mean, sd), "from the prior");
  }

  /** Other sizes: only the number of members matters, and no observed data. */
  @Test
  void newDataOfAnotherSize() {
    Model model = Model.compile(CONJUGATE);
    Data data = Data.builder().put("y", new double[] {1, 2}).build();
    Draws run = draws(model.bind(data), () -> new double[] {7, 0});
    Draws found = predictor(model, Data.builder().put("Item", 5).build(), run).draws(1);
    assertTrue(hasMoments(column(found, "y[5]"), 7, 3));
    assertTrue(hasMoments(column(found, "total"), 35, 3 * Math.sqrt(5)));
  }

  private static final String GROUPS =
      """
      set School;
      data y : real[School];
      mu ~ Normal(0, 2);
      theta[s in School] ~ Normal(mu, 0.5);
      observe y[s in School] ~ Normal(theta[s], 1);
      generate copy[s in School] = theta[s];
      """;

  /** Members that the run has are held, by label; others are drawn given the hyperparameters. */
  @Test
  void newMembersAreDrawnFromTheirDistribution() {
    Model model = Model.compile(GROUPS);
    Data data = Data.builder().put("y", Map.of("a", 1.0)).build();
    Random random = new Random(8);
    Draws run = draws(model.bind(data), () -> new double[] {3, -1 + random.nextGaussian(), 0});
    Data others = Data.builder().put("School", List.of("new", "a")).build();
    Predictor predictor = predictor(model, others, run);
    assertEquals(
        List.of(
            new Predictor.Latent("mu", 1, List.of()),
            new Predictor.Latent("theta", 1, List.of("theta[\"new\"]"))),
        predictor.latents());
    Draws found = predictor.draws(5);
    assertArrayEquals(column(run, "theta[\"a\"]"), column(found, "copy[\"a\"]"));
    assertTrue(hasMoments(column(found, "theta[\"new\"]"), 3, 0.5));
    assertTrue(hasMoments(column(found, "y[\"new\"]"), 3, Math.sqrt(1.25)));
    assertTrue(hasMoments(column(found, "y[\"a\"]"), -1, Math.sqrt(2)));
  }

  /** A recurrence goes on from where the run ended. */
  @Test
  void recurrencesAreForecast() {
    Model model =
        Model.compile(
            """
            data T : int;
            set Time = 1..T;
            data y : real[Time];
            x[1] ~ Normal(0, 10);
            for t in Time[2..] { x[t] ~ Normal(x[t - 1] + 1, 0.5); }
            observe y[t in Time] ~ Normal(x[t], 2);
            """);
    Data data = Data.builder().put("T", 2).put("y", new double[] {0, 0}).build();
    Draws run = draws(model.bind(data), () -> new double[] {4, 9});
    Draws found = predictor(model, Data.builder().put("T", 4).build(), run).draws(2);
    assertEquals(9, column(found, "x[2]")[0]);
    assertTrue(hasMoments(column(found, "x[4]"), 11, 0.5 * Math.sqrt(2)));
    assertTrue(hasMoments(column(found, "y[4]"), 11, Math.sqrt(4.5)));
  }

  /** A vector is drawn as a whole: it cannot be held in part. */
  @Test
  void aPartOfAVectorIsRefused() {
    Model model =
        Model.compile(
            """
            set Word;
            set Doc;
            data n : int<lower=0>[Doc, Word];
            phi[d in Doc] ~ Dirichlet(Word, 1);
            observe n[d in Doc] ~ Multinomial(10, phi[d]);
            """);
    Data data =
        Data.builder().put("Word", List.of("a", "b")).put("n", List.of(new int[] {4, 6})).build();
    Draws run = draws(model.bind(data), () -> new double[] {0.25, 0.75});
    Data more = Data.builder().put("Word", List.of("a", "b", "c")).put("Doc", 1).build();
    assertEquals("D0203", model.tryPredictor(more, run).diagnostics().get(0).code().id());
    Data documents = Data.builder().put("Word", List.of("a", "b")).put("Doc", 2).build();
    Draws found = predictor(model, documents, run).draws(3);
    double[] counts = column(found, "n[1, \"a\"]");
    assertEquals(2.5, Arrays.stream(counts).average().orElseThrow(), 0.05);
    // A new document has a vector of its own, uniform over the simplex of two.
    assertEquals(5, Arrays.stream(column(found, "n[2, \"a\"]")).average().orElseThrow(), 0.12);
  }

  /** Improper latents are held: only a simulation from the prior needs to draw them. */
  @Test
  void improperLatentsAndFactorsAreHeld() {
    Model model =
        Model.compile(
            """
            data y : real;
            mu ~ Flat();
            factor -0.5 * mu ^ 2;
            observe y ~ Normal(mu, 1);
            """);
    Data data = Data.builder().put("y", 0.0).build();
    Draws run = draws(model.bind(data), () -> new double[] {2});
    assertTrue(hasMoments(column(predictor(model, data, run).draws(1), "y"), 2, 1));
  }

  @Test
  void theSameSeedGivesTheSameReplications() {
    Model model = Model.compile(CONJUGATE);
    Data data = Data.builder().put("y", new double[] {1, 2}).build();
    Draws run = draws(model.bind(data), () -> new double[] {7, 0});
    Predictor predictor = predictor(model, data, run);
    assertArrayEquals(column(predictor.draws(1), "y[1]"), column(predictor.draws(1), "y[1]"));
    assertFalse(
        Arrays.equals(column(predictor.draws(1), "y[1]"), column(predictor.draws(2), "y[1]")));
  }

  /** Missing elements of the run's data are latents, and held as such. */
  @Test
  void missingElementsAreHeld() {
    Model model =
        Model.compile(
            """
            set Item;
            data y : real[Item]?;
            observe y[i in Item] ~ Normal(3, 1);
            generate first = y[1];
            """);
    Data data = Data.builder().put("y", Arrays.asList(null, 2.0)).build();
    Draws run = draws(model.bind(data), () -> new double[] {50, 0});
    Draws found = predictor(model, data, run).draws(1);
    assertEquals(50, column(found, "first")[0]);
    assertTrue(hasMoments(column(found, "y[2]"), 3, 1));
    assertTrue(Double.isNaN(column(found, "y[1]")[0]));
  }
}
