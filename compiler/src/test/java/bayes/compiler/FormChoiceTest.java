package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Treatment;
import bayes.compiler.plan.reparameterise.Forms;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.RunSettings;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which plates are explored centred and which non-centred, and that nobody else notices. */
final class FormChoiceTest {
  private static final String GROUPS =
      """
      data n : int<lower=1>;
      data each : int<lower=1>;
      data y : real[n, each];
      mu ~ Normal(0, 2);
      tau ~ HalfNormal(2);
      theta[g in 1..n] ~ Normal(mu, tau);
      observe y[g in 1..n, i in 1..each] ~ Normal(theta[g], 1);
      """;

  private static Data data(int groups, int each) {
    Random random = new Random(5);
    double[][] y = new double[groups][each];
    for (double[] row : y) {
      double theta = random.nextGaussian();
      for (int i = 0; i < each; i++) row[i] = theta + random.nextGaussian();
    }
    return Data.builder().put("n", groups).put("each", each).put("y", y).build();
  }

  private static List<Forms.Choice> choices(String text, Data data) {
    Model model = Model.compile(text);
    List<Forms.Open> open = Forms.of(model.plan());
    Set<Symbol> all = Set.copyOf(open.stream().map(Forms.Open::symbol).toList());
    return FormChoice.of(model.inForm(all).bind(data), open);
  }

  /** With the group's variance 1 and the noise's, the pooling is 1 / (1 + each). */
  @ParameterizedTest
  @CsvSource({"1, true", "8, false", "40, false"})
  void thePoolingIsThatOfTheData(int each, boolean isNonCentred) {
    Forms.Choice choice = choices(GROUPS, data(40, each)).get(0);
    assertEquals(1.0 / (1 + each), choice.pooling(), 0.25 / (1 + each), choice.toString());
    assertEquals(isNonCentred, choice.isNonCentred());
  }

  /** A planted fault: data that count for a hundred, as if the likelihood were sharper. */
  @Test
  void sharperDataAreNoticed() {
    String sharper = GROUPS.replace("Normal(theta[g], 1)", "Normal(theta[g], 0.1)");
    assertTrue(choices(GROUPS, data(40, 1)).get(0).pooling() > 0.35);
    assertTrue(choices(sharper, data(40, 1)).get(0).pooling() < 0.1);
  }

  /** A search in thousands of coordinates does not wait for a choice. */
  @Test
  void aModelAsWrittenChoosesNothing() {
    BoundModel model = Model.compile(GROUPS).bind(data(40, 1)).asWritten();
    double[] position = new double[42];
    position[1] = -3;
    // Centred, the prior of an element at its location falls with the scale.
    double[] gradient = new double[42];
    model.newLogDensity().logDensityAndGradient(position, gradient);
    assertTrue(gradient[1] < -38, "slope " + gradient[1]);
  }

  @Test
  void theChoiceIsTheSameEachTime() {
    assertEquals(
        choices(GROUPS, data(9, 2)).get(0).pooling(), choices(GROUPS, data(9, 2)).get(0).pooling());
  }

  private static String told(String text, Data data) {
    Plan plan = Model.compile(text).bind(data).plan();
    return plan.treatments().stream()
        .filter(treatment -> treatment.kind() == Treatment.Kind.REPARAMETERISED)
        .map(Treatment::what)
        .toList()
        .toString();
  }

  @Test
  void thePlanTellsWhatTheDataChose() {
    assertEquals("[non-centred, as a shifted and scaled standard draw]", told(GROUPS, data(40, 1)));
    assertEquals("[centred]", told(GROUPS, data(40, 30)));
    for (String annotation : List.of("@centered ", "@noncentered ")) {
      assertEquals(
          "[]", told(GROUPS.replace("theta[g in", annotation + "theta[g in"), data(40, 1)));
    }
  }

  /** Values go to coordinates and back, and have the same density of values in either form. */
  @Test
  void valuesAreWhatTheyWere() {
    Data data = data(6, 1);
    Model model = Model.compile(GROUPS);
    Symbol theta = Forms.of(model.plan()).get(0).symbol();
    BoundModel centred = model.inForm(Set.of()).bind(data);
    BoundModel nonCentred = model.inForm(Set.of(theta)).bind(data);
    Map<String, double[]> values =
        Map.of(
            "mu", new double[] {0.3},
            "tau", new double[] {0.7},
            "theta", new double[] {0.1, -0.4, 1.2, 0, 2, 0.5});
    double[] row = {0.3, 0.7, 0.1, -0.4, 1.2, 0, 2, 0.5};
    double[] densities = new double[2];
    int form = 0;
    for (BoundModel bound : List.of(centred, nonCentred)) {
      double[] position = bound.unconstrain(values);
      Recorder recorder = bound.newRecorder();
      double[] recorded = new double[recorder.width()];
      recorder.record(position, new Random(1), recorded);
      assertArrayEquals(row, recorded, 1e-14);
      LogDensity density = bound.newLogDensityWithoutJacobian();
      densities[form++] = density.logDensity(position);
    }
    assertEquals(densities[0], densities[1], 1e-12);
    // The measure of coordinates differs by the scale of each element.
    double difference =
        nonCentred.newLogDensity().logDensity(nonCentred.unconstrain(values))
            - centred.newLogDensity().logDensity(centred.unconstrain(values));
    assertEquals(6 * Math.log(0.7), difference, 1e-12);
  }

  /** The funnel of few data has no neck in the form that is chosen. */
  @Test
  void aFunnelIsExploredWhereItIsNone() {
    String text = "tau ~ HalfNormal(2); x[i in 1..8] ~ Normal(0, tau);";
    RunSettings run = RunSettings.defaults(4).withThreads(2);
    Draws draws = Model.compile(text).bind(Data.empty()).sample(NutsSettings.of(run)).draws();
    assertTrue(Convergence.essBulk(draws.chains(0)) > 1000);
  }
}
