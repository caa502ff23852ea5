package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  @Test
  void energyFractionByHand() {
    // Steps 1 and 2: (1 + 4) / 3 over the variance 7/3.
    assertEquals(5.0 / 7, Convergence.eBfmi(new double[] {1, 2, 4}), 1e-15);
    assertEquals(Double.NaN, Convergence.eBfmi(new double[] {2, 2, 2}));
  }

  /** Independent energies have a fraction of 2, a slow walk of them nearly 0. */
  @Test
  void energyFractionTellsSlowEnergiesApart() {
    RandomGenerator random = Streams.of(3).chain(0);
    double[] quick = new double[4000];
    double[] slow = new double[4000];
    for (int i = 0; i < quick.length; i++) {
      quick[i] = RandomDraws.standardNormal(random);
      slow[i] = quick[i] + (i == 0 ? 0 : 0.97 * slow[i - 1]);
    }
    assertEquals(2, Convergence.eBfmi(quick), 0.15);
    assertTrue(Convergence.eBfmi(slow) < 0.3);
  }

  @Test
  void chainsOfDifferentLengthAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Convergence.rHat(new double[][] {{1, 2}, {1, 2, 3}}));
  }

  @Test
  void quantilesOfTypeSeven() {
    double[] values = {4, 1, 3, 2};
    assertEquals(1, Quantiles.of(values, 0));
    assertEquals(1.75, Quantiles.of(values, 0.25));
    assertEquals(2.5, Quantiles.of(values, 0.5));
    assertEquals(4, Quantiles.of(values, 1));
    assertEquals(2.5, Quantiles.median(values));
    assertEquals(Double.NaN, Quantiles.of(new double[] {1, Double.NaN}, 0.5));
    assertEquals(Double.NaN, Quantiles.of(new double[0], 0.5));
  }

  /** Both ways to an autocovariance give the same: lags summed directly, and the transform. */
  @Test
  void transformedAutocovarianceIsTheSum() {
    RandomGenerator random = Streams.of(4).chain(0);
    double[][] draws = new double[3][333];
    for (double[] chain : draws) {
      Arrays.setAll(chain, i -> RandomDraws.standardNormal(random) + (i == 0 ? 0 : chain[i - 1]));
    }
    Autocovariance autocovariance = new Autocovariance(new Chains(draws));
    for (int lag : new int[] {0, 5, 63, 64, 100, 332}) {
      double expected = 0;
      for (double[] chain : draws) {
        double mean = Arrays.stream(chain).average().orElseThrow();
        for (int i = 0; i + lag < chain.length; i++) {
          expected += (chain[i] - mean) * (chain[i + lag] - mean) / chain.length / draws.length;
        }
      }
      assertEquals(expected, autocovariance.at(lag), 1e-10, "lag " + lag);
    }
  }

  /** The shape of exact quantiles is found again, up to the prior's pull towards one half. */
  @Test
  void paretoShapeIsRecovered() {
    for (double k : new double[] {-0.3, 0.2, 0.7, 1.2}) {
      GeneralizedPareto tail = new GeneralizedPareto(k, 2);
      double[] x = new double[2000];
      Arrays.setAll(x, i -> tail.quantile((i + 0.5) / x.length));
      GeneralizedPareto fitted = GeneralizedPareto.fit(x);
      assertEquals((k * 2000 + 5) / 2010, fitted.k(), 0.02);
      assertEquals(2, fitted.sigma(), 0.05);
    }
  }

  @Test
  void reliabilityDependsOnTheNumberOfDraws() {
    assertEquals(0.5, ParetoSmoothing.threshold(100), 1e-15);
    assertEquals(0.7, ParetoSmoothing.threshold(10_000), 1e-15);
    double[] weights = new double[100];
    assertTrue(new ParetoSmoothing(weights, 0.45, 50).isReliable());
    assertFalse(new ParetoSmoothing(weights, 0.55, 50).isReliable());
    assertFalse(new ParetoSmoothing(weights, Double.POSITIVE_INFINITY, 50).isReliable());
  }
}
