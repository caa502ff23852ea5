package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedValuesTest {
  private static final WeightedValues VALUES =
      new WeightedValues(new double[] {4, 1, Double.NaN, 2}, new double[] {0.25, 0.25, 0, 0.5});

  @Test
  void moments() {
    assertEquals(2.25, VALUES.mean());
    assertEquals(Math.sqrt(1.1875), VALUES.sd(), 1e-15);
    double squared = (1.75 * 1.75 + 1.25 * 1.25) / 16 + 0.25 * 0.25 / 4;
    assertEquals(Math.sqrt(squared), VALUES.mcseMean(), 1e-15);
    assertEquals(1.1875 / squared, VALUES.essMean(), 1e-12);
    assertEquals(1 / 0.375, VALUES.ess(), 1e-15);
  }

  /** Rounding of the weights does not make a constant vary. */
  @Test
  void aConstantHasNoSpread() {
    double[] weights = {0.1, 0.2, 0.3, 0.15, 0.25 + 1e-16};
    double x = -4.7846340229655;
    WeightedValues constant = new WeightedValues(new double[] {x, x, x, x, x}, weights);
    assertEquals(x, constant.mean());
    assertEquals(0, constant.sd());
    assertEquals(0, constant.mcseMean());
  }

  @Test
  void quantiles() {
    assertEquals(1, VALUES.quantile(0.2));
    assertEquals(2, VALUES.quantile(0.5));
    assertEquals(4, VALUES.quantile(0.95));
  }

  @Test
  void lengthsMustAgree() {
    assertThrows(
        IllegalArgumentException.class, () -> new WeightedValues(new double[2], new double[1]));
  }

  /** The errors against the spread of the estimates over repetitions. */
  @Test
  void knowsTheErrorsOfTheSpreadAndOfQuantiles() {
    Random random = new Random(7);
    int repetitions = 400;
    double[][] estimates = new double[3][repetitions];
    double[] errors = new double[3];
    for (int r = 0; r < repetitions; r++) {
      double[] x = new double[500];
      double[] w = new double[x.length];
      double total = 0;
      for (int i = 0; i < x.length; i++) {
        x[i] = 1.3 * random.nextGaussian();
        w[i] = Math.exp(-x[i] * x[i] * (1 - 1 / 1.69) / 2);
        total += w[i];
      }
      for (int i = 0; i < x.length; i++) w[i] /= total;
      WeightedValues values = new WeightedValues(x, w);
      estimates[0][r] = values.sd();
      estimates[1][r] = values.quantile(0.05);
      estimates[2][r] = values.quantile(0.5);
      errors[0] += values.mcseSd() / repetitions;
      errors[1] += values.mcseQuantile(0.05) / repetitions;
      errors[2] += values.mcseQuantile(0.5) / repetitions;
    }
    for (int k = 0; k < 3; k++) {
      double spread = Math.sqrt(Moments.variance(estimates[k]));
      // The spread of 400 is known to 1/sqrt(800).
      assertEquals(1, errors[k] / spread, 5 / Math.sqrt(2.0 * repetitions), "estimate " + k);
    }
  }

  @Test
  void knowsTheErrorOfAShare() {
    WeightedValues values =
        new WeightedValues(new double[] {1, 2, 1, 2}, new double[] {0.1, 0.2, 0.3, 0.4});
    double expected = Math.sqrt((0.01 + 0.09) * 0.36 + (0.04 + 0.16) * 0.16);
    assertEquals(expected, values.mcseShare(1), 1e-12);
    assertEquals(expected, values.mcseShare(2), 1e-12);
    assertEquals(0.25, values.mcseShare(3), 1e-12);
  }
}
