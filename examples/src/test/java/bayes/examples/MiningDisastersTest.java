package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.MetropolisSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.math.GammaFunctions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With the rates integrated out, the probability of a year is proportional to the product over both
 * parts of the series, of n years and s disasters, of gamma(2 + s) / (1 + n)^(2 + s).
 */
class MiningDisastersTest {
  private static final Example EXAMPLE =
      Example.of(Reference.EXAMPLES, "mining_disasters/mining_disasters");
  private static final int FIRST = 1851;

  /** For about twenty years that have a share of the draws, a false alarm in 7,000 seeds. */
  private static final double LIMIT = 4.5;

  private static int[] counts = {};
  private static double[][] changed = {};

  @BeforeAll
  static void sample() {
    BoundModel model = EXAMPLE.bind();
    counts =
        model.data().values().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("disasters"))
            .findFirst()
            .orElseThrow()
            .getValue()
            .integers();
    Draws draws = model.sample(MetropolisSettings.of(RunSettings.defaults(1))).draws();
    changed = draws.chains(draws.layout().column("changed").orElseThrow());
  }

  private static double logWeight(int from, int to) {
    double sum = 2 + Arrays.stream(counts, from, to).sum();
    return GammaFunctions.lgamma(sum) - sum * Math.log(1 + to - from);
  }

  /** The probabilities that the late rate begins with the second year, the third, ... */
  private static double[] exact() {
    double[] weights = new double[counts.length - 1];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.exp(logWeight(0, k + 1) + logWeight(k + 1, counts.length));
    }
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  /** How far the shares of the years are from probabilities, at most, in standard errors. */
  private static double distance(double[] probabilities, int firstYear) {
    double worst = 0;
    for (int k = 0; k < probabilities.length; k++) {
      if (probabilities[k] < 0.002) continue;
      int year = firstYear + k;
      double[][] is =
          Arrays.stream(changed)
              .map(chain -> Arrays.stream(chain).map(value -> value == year ? 1 : 0).toArray())
              .toArray(double[][]::new);
      double share = Arrays.stream(is).flatMapToDouble(Arrays::stream).average().orElseThrow();
      worst = Math.max(worst, Math.abs(share - probabilities[k]) / Convergence.mcseMean(is));
    }
    return worst;
  }

  @Test
  void theYearHasTheClosedForm() {
    double worst = distance(exact(), FIRST + 1);
    assertTrue(worst < LIMIT, worst + " standard errors");
  }

  /** A planted fault: the change is taken for the last year of the early rate. */
  @Test
  void aShiftByOneYearIsSeen() {
    assertTrue(distance(exact(), FIRST) > LIMIT);
  }
}
