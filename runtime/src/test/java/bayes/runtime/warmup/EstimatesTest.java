package bayes.runtime.warmup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Against sums by hand: values (1, 2), (3, 1), (5, 6), shrunk with weight 3 / 8. */
class EstimatesTest {
  private static final double[][] VALUES = {{1, 2}, {3, 1}, {5, 6}};
  private static final double SHRUNK = 1e-3 * 5 / 8;

  @Test
  void covariances() {
    CovarianceEstimate estimate = new CovarianceEstimate(1, 2);
    estimate.add(new double[] {0, 100, 100});
    estimate.clear();
    for (double[] value : VALUES) estimate.add(new double[] {9, value[0], value[1]});
    double[] expected = {1.5 + SHRUNK, 1.5, 1.5, 7 * 3 / 8.0 + SHRUNK};
    assertArrayEquals(expected, estimate.shrunk(), 1e-12);
  }
}
