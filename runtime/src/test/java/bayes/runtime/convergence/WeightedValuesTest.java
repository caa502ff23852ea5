package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
