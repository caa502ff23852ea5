package bayes.compiler.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.LogDensity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models of the literature whose discrete latents the plan sums out, on data that are small enough
 * to sum over all states.
 */
final class DiscreteModelsTest {
  /** Nothing is integrated out, so that both forms have the same continuous coordinates. */
  private static final PlanOptions SUMS = new PlanOptions(true, false, false, true, false);

  private static final int POSITIONS = 5;

  /** A model with data. */
  private enum Example {
    /**
     * A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates", 1979.
     */
    DAWID_SKENE(
        """
        set Item; set Annotator; set Class = 1..3; set Rating;
        data item : Item[Rating];
        data annotator : Annotator[Rating];
        data label : Class[Rating];
        prevalence ~ Dirichlet(Class, 2);
        confusion[a in Annotator, c in Class] ~ Dirichlet(Class, 1.5);
        truth[i in Item] ~ Categorical(prevalence);
        observe label[r in Rating] ~ Categorical(confusion[annotator[r], truth[item[r]]]);
        """,
        """
        {"Item": 4, "Annotator": 2, "item": [1, 1, 2, 2, 3, 4, 4], "annotator": [1, 2, 1, 2, 2, 1, 2],
         "label": [1, 1, 2, 3, 3, 1, 2]}
        """),
    /**
     * Survival and detection of marked animals: R. M. Cormack 1964, G. M. Jolly and G. Seber 1965.
     */
    CORMACK_JOLLY_SEBER(
        """
        set Animal; set Occasion = 1..4;
        data seen : bool[Animal, Occasion];
        data first : int[Animal];
        survival[t in Occasion] ~ Beta(2, 1);
        detection ~ Beta(1, 2);
        for i in Animal, t in first[i]..4 {
          alive[i, t] ~ Bernoulli(t == first[i] ? 1.0 : alive[i, t - 1] * survival[t]);
        }
        for i in Animal, t in (first[i] + 1)..4 {
          observe seen[i, t] ~ Bernoulli(alive[i, t] * detection);
        }
        """,
        """
        {"seen": [[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 1]], "first": [1, 2, 3]}
        """),
    /** A change point of a series of counts. */
    CHANGE_POINT(
        """
        set Year = 1..8;
        data y : int<lower=0>[Year];
        early ~ Exponential(1); late ~ Exponential(1);
        change ~ DiscreteUniform(1, 8);
        observe y[t in Year] ~ Poisson(t < change ? early : late);
        """,
        """
        {"y": [4, 3, 5, 4, 0, 1, 0, 2]}
        """);

    private final String text;
    private final String json;

    Example(String text, String json) {
      this.text = text;
      this.json = json;
    }

    Data data() throws IOException, DataException {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return JsonData.read(name(), new ByteArrayInputStream(bytes));
    }

    BoundModel summed() throws IOException, DataException {
      return Model.compile(SourceText.of("model.bayes", text), Imports.NONE, SUMS).bind(data());
    }
  }

  @ParameterizedTest
  @EnumSource
  void haveTheDensityOfAllStates(Example example) throws IOException, DataException {
    BoundModel summed = example.summed();
    assertEquals(0, summed.discreteSites().count());
    BruteForce states = BruteForce.of(example.text, example.data());
    assertEquals(states.continuous(), summed.dimension());
    LogDensity density = summed.newLogDensity();
    Random random = new Random(5);
    for (int p = 0; p < POSITIONS; p++) {
      double[] position = random.doubles(summed.dimension(), -2, 2).toArray();
      double expected = states.logDensity(position);
      double tolerance = 1e-10 * (1 + Math.abs(expected));
      assertEquals(expected, density.logDensity(position), tolerance);
      slopesAgree(density, position);
    }
  }

  private static void slopesAgree(LogDensity density, double[] position) {
    double[] gradient = new double[position.length];
    density.logDensityAndGradient(position, gradient);
    double h = 1e-5;
    for (int i = 0; i < position.length; i++) {
      double[] up = position.clone();
      up[i] += h;
      double[] down = position.clone();
      down[i] -= h;
      double slope = (density.logDensity(up) - density.logDensity(down)) / (2 * h);
      assertEquals(slope, gradient[i], 1e-6 * (1 + Math.abs(slope)));
    }
  }

  /** A state left out is seen. */
  @Test
  void findsAFault() throws IOException, DataException {
    Example example = Example.CHANGE_POINT;
    BoundModel summed = example.summed();
    String wrong = example.text.replace("DiscreteUniform(1, 8)", "DiscreteUniform(1, 7)");
    double[] position = new double[summed.dimension()];
    Arrays.setAll(position, i -> 0.3 * i);
    double expected = BruteForce.of(wrong, example.data()).logDensity(position);
    assertNotEquals(expected, summed.newLogDensity().logDensity(position), 1e-6);
  }
}
