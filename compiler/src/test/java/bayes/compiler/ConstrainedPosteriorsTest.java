package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.DelegatingTarget;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.Recorder;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The No-U-Turn sampler on constrained types, where the means are known. Those within five Monte
 * Carlo standard errors pass; of the 50 or so that are compared, one in a million would not.
 */
final class ConstrainedPosteriorsTest {
  private static final RunSettings RUN =
      RunSettings.defaults(20240).withChains(2).withWarmup(300).withDraws(1500);

  /** The means of {@code t}, a vector that the model generates, which are not {@code means}. */
  private static List<String> wrongMeans(Target target, double... means) {
    Draws draws = Inference.sample(target, NutsSettings.of(RUN)).draws();
    List<String> wrong = new ArrayList<>();
    int first = draws.layout().width() - means.length;
    for (int k = 0; k < means.length; k++) {
      double[][] chains = draws.chains(first + k);
      double sum = 0;
      for (double[] chain : chains) for (double x : chain) sum += x;
      double mean = sum / (chains.length * chains[0].length);
      double allowed = 5 * Convergence.mcseMean(chains);
      if (!(Math.abs(mean - means[k]) <= allowed)) {
        wrong.add("t[" + (k + 1) + "] is " + mean + " instead of " + means[k] + " +- " + allowed);
      }
    }
    return wrong;
  }

  private static double[] numbers(String text) {
    return java.util.Arrays.stream(text.trim().split("\\s+"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Uniform directions: E x^2 = 1/3, E x^4 = 1/5, E x^2 y^2 = 1/15.
        "x : unit_vector[3] ~ Flat(); | x[1], x[3], x[1]^2, x[2]^4, x[1]^2 * x[3]^2"
            + " | 0 0 0.3333333333 0.2 0.0666666667",
        "x : unit_vector[1] ~ Flat(); factor 0.5 * x[1]; | x[1] | 0.46211715726",
        // Correlations of a uniform matrix of three rows are beta variables of 3/2 on (-1, 1).
        "x : corr[3] ~ Flat(); | x[1, 2], x[2, 1]^2, x[3, 1]^2, x[3, 2]^4 | 0 0.25 0.25 0.125",
        "x ~ LKJ(4, 2); | x[1, 2]^2, x[4, 1]^2, x[4, 3]^2 | 0.1428571429 0.1428571429 0.1428571429",
        "x ~ LKJCholesky(3, 1); | x[2, 1]^2, x[3, 1]^2, x[3, 2]^2, x[3, 3]^2"
            + " | 0.25 0.25 0.25 0.5",
        // Bartlett's decomposition: normals below a diagonal of chi variables.
        "x : cholesky_cov[2] ~ Flat(); factor 4 * log(x[1, 1]) + 3 * log(x[2, 2])"
            + " - 0.5 * sum(x ^ 2); | x[1, 1]^2, x[2, 2]^2, x[2, 1], x[2, 1]^2 | 5 4 0 1",
        // The Wishart distribution with seven degrees of freedom.
        "x : cov[2] ~ Flat(); factor 2 * log(x[1, 1] * x[2, 2] - x[1, 2]^2)"
            + " - 0.5 * (x[1, 1] + x[2, 2]); | x[1, 1], x[2, 2], x[2, 1], x[1, 2]^2 | 7 7 0 7",
        // Order statistics.
        "x : ordered[3] ~ Normal(1, 2); | x[1], x[2], x[3] | -0.692568750 1 2.692568750",
        "x : positive_ordered[3] ~ Exponential(1); | x[1], x[2], x[3]"
            + " | 0.3333333333 0.8333333333 1.8333333333",
        "x : positive_ordered[2] ~ Normal(0, 1); | x[1] + x[2], x[1]^2 + x[2]^2 | 1.5957691216 2",
        "x ~ SumToZeroNormal(4, 2); | x[1], x[4]^2, x[1] * x[2] | 0 3 -1",
        "x : simplex[4] ~ Flat(); | x[1], x[4], x[2]^2 | 0.25 0.25 0.1",
        // A plate of matrices, with a mixture of scales.
        "s ~ Exponential(1); for k in 1..2 { x[k] ~ LKJ(2, 1 + s); }"
            + " | s, x[1, 1, 2], x[2, 2, 1] | 1 0 0"
      })
  void haveTheirMeans(String model, String values, String means) {
    double[] expected = numbers(means);
    String text = model + " generate t = [" + values + "];";
    BoundModel bound = Model.compile(text).bind(Data.empty());
    assertEquals(List.of(), wrongMeans(bound, expected));
  }

  /** Draws from the prior, mapped to coordinates and back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x : ordered[3] ~ Normal(1, 2); | x[1], x[2], x[3] | -0.692568750 1 2.692568750",
        "x : positive_ordered[2] ~ Normal(0, 1); | x[1] + x[2], x[1]^2 + x[2]^2 | 1.5957691216 2",
        "m ~ Normal(0, 1); for k in 1..2 { x[k] : ordered[2] ~ Normal(m, 1); }"
            + " | x[1, 1], x[2, 2] | -0.5641895835 0.5641895835",
        "x : unit_vector[3] ~ UniformOn(3); | x[1], x[3]^2, x[1]^2 * x[2]^2"
            + " | 0 0.3333333333 0.0666666667",
        "x : corr[3] ~ UniformOn(3); | x[2, 1], x[3, 2]^2 | 0 0.25",
        "x : cholesky_corr[3] ~ UniformOn(3); | x[2, 1]^2, x[3, 2]^2 | 0.3333333333 0.25",
        "x ~ LKJ(4, 2); | x[1, 2]^2, x[4, 3]^2 | 0.1428571429 0.1428571429",
        "x ~ SumToZeroNormal(4, 2); | x[1], x[4]^2, x[1] * x[2] | 0 3 -1"
      })
  void priorsAreDrawn(String model, String values, String means) {
    BoundModel bound = Model.compile(model + " generate t = [" + values + "];").bind(Data.empty());
    double[] expected = numbers(means);
    Target.PriorSampler prior = bound.newPriorSampler().orElseThrow();
    Recorder recorder = bound.newRecorder();
    Random random = new Random(11);
    double[] position = new double[bound.dimension()];
    double[] row = new double[recorder.width()];
    double[] sums = new double[expected.length];
    double[] squares = new double[expected.length];
    int draws = 5_000;
    for (int i = 0; i < draws; i++) {
      prior.sample(random, position);
      recorder.record(position, random, row);
      for (int k = 0; k < expected.length; k++) {
        double deviation = row[row.length - expected.length + k] - expected[k];
        sums[k] += deviation / draws;
        squares[k] += deviation * deviation / draws;
      }
    }
    for (int k = 0; k < expected.length; k++) {
      assertEquals(0, sums[k], 5 * Math.sqrt(squares[k] / draws), "t[" + (k + 1) + "]");
    }
  }

  /** Without the Jacobian the means are others, and this is noticed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x : ordered[3] ~ Normal(1, 2); | x[1], x[2], x[3] | -0.692568750 1 2.692568750",
        "x : positive_ordered[3] ~ Exponential(1); | x[1], x[2], x[3]"
            + " | 0.3333333333 0.8333333333 1.8333333333",
        "x ~ LKJCholesky(3, 2); | x[2, 1]^2, x[3, 3]^2 | 0.1666666667 0.6666666667",
        "x : cov[2] ~ Flat(); factor 2 * log(x[1, 1] * x[2, 2] - x[1, 2]^2)"
            + " - 0.5 * (x[1, 1] + x[2, 2]); | x[1, 1], x[2, 2] | 7 7"
      })
  void saboteurWithoutJacobian(String model, String values, String means) {
    BoundModel bound = Model.compile(model + " generate t = [" + values + "];").bind(Data.empty());
    assertFalse(wrongMeans(new WithoutJacobian(bound), numbers(means)).isEmpty());
  }

  private static final class WithoutJacobian extends DelegatingTarget {
    WithoutJacobian(Target target) {
      super(target);
    }

    @Override
    public LogDensity newLogDensity() {
      return target().newLogDensityWithoutJacobian();
    }
  }

  /** A direction that is most likely, although any length of its coordinates gives it. */
  @Test
  void aDirectionHasAMode() {
    BoundModel bound =
        Model.compile(
                "x : unit_vector[3] ~ Flat(); factor 3 * x[1] + 4 * x[3]; y ~ Normal(2 * x[1], 1);")
            .bind(Data.empty());
    MapOutcome outcome = bound.mode(MapSettings.of(1));
    MapOutcome.Found found = (MapOutcome.Found) outcome;
    assertEquals(0.6, found.values().get(0), 1e-6);
  }
}
