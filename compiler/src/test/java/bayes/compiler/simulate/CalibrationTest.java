package bayes.compiler.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.Simulator;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import org.junit.jupiter.api.Test;

/**
 * Sampling recovers what simulation drew: over many simulated data sets, the rank of the true value
 * among the posterior's draws is uniform (simulation-based calibration).
 */
class CalibrationTest {
  private static final int SETS = 120;
  private static final int THINNING = 5;
  private static final int RANKED = 19;
  private static final int BINS = 5;

  /** The 99.9% quantile of a chi-squared distribution of BINS - 1 degrees of freedom. */
  private static final double LIMIT = 18.47;

  private static final String GENERATED =
      """
      data n : int;
      data y : real[n];
      mu ~ Normal(0, 2);
      s ~ LogNormal(0, 0.5);
      observe y[i in 1..n] ~ Normal(mu, s);
      """;

  /** The chi-squared statistic of the ranks of {@code name} in {@code BINS} bins. */
  private static double statistic(String fitted, String name) {
    Simulator simulator = Model.compile(GENERATED).simulator(Data.builder().put("n", 4).build());
    Model model = Model.compile(fitted);
    Draws truth = simulator.draws(SETS, 99);
    int column = truth.layout().column(name).orElseThrow();
    int[] counts = new int[BINS];
    for (int set = 0; set < SETS; set++) {
      BoundModel posterior = model.bind(simulator.data(truth, set));
      RunSettings run =
          RunSettings.defaults(set).withChains(1).withWarmup(250).withDraws(RANKED * THINNING);
      Draws draws = posterior.sample(NutsSettings.of(run)).draws();
      int found = draws.layout().column(name).orElseThrow();
      int rank = 0;
      for (int d = 0; d < draws.draws(); d += THINNING) {
        if (draws.value(0, d, found) < truth.value(0, set, column)) rank++;
      }
      counts[rank * BINS / (RANKED + 1)]++;
    }
    double expected = (double) SETS / BINS;
    double sum = 0;
    for (int count : counts) sum += (count - expected) * (count - expected) / expected;
    return sum;
  }

  @Test
  void samplingRecoversWhatSimulationDrew() {
    assertTrue(statistic(GENERATED, "mu") < LIMIT);
    assertTrue(statistic(GENERATED, "s") < LIMIT);
  }

  @Test
  void aWrongModelWouldBeFound() {
    String narrow = GENERATED.replace("Normal(mu, s)", "Normal(mu, 3 * s)");
    assertFalse(statistic(narrow, "s") < LIMIT);
  }
}
