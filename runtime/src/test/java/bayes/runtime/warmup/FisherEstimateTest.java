package bayes.runtime.warmup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.sampler.hamiltonian.DiagonalMetric;
import bayes.runtime.sampler.hamiltonian.Metric;
import bayes.runtime.sampler.hamiltonian.MetricKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Estimates on normal posteriors, whose covariance is known. */
class FisherEstimateTest {
  /** Of independent coordinates the diagonal estimate is exact from any two draws. */
  @Test
  void diagonalOfIndependentCoordinates() {
    CorrelatedNormal normal = new CorrelatedNormal(6, 0);
    double[] truth = new double[6];
    for (int i = 0; i < 6; i++) truth[i] = normal.covariance(i, i);
    DiagonalMetric metric = FisherEstimate.diagonal(normal.sample(10, 1), truth);
    for (int i = 0; i < 6; i++) assertEquals(1, metric.inverseDiagonal()[i] / truth[i], 1e-9);
  }

  /**
   * sqrt(var x / var g): with gradients of a fifth of the size, variances are five times as big.
   */
  @Test
  void diagonalReadsGradients() {
    DrawSample sample = new CorrelatedNormal(3, 0).sample(400, 2);
    double[][] smaller = new double[sample.size()][3];
    for (int i = 0; i < sample.size(); i++) {
      for (int j = 0; j < 3; j++) smaller[i][j] = sample.gradients()[i][j] / 5;
    }
    double[] known = {1e-4, 1, 1e4};
    double[] before = FisherEstimate.diagonal(sample, known).inverseDiagonal();
    double[] after =
        FisherEstimate.diagonal(new DrawSample(3, sample.positions(), smaller), known)
            .inverseDiagonal();
    for (int j = 0; j < 3; j++) assertEquals(5, after[j] / before[j], 0.3);
  }

  /** A few more draws than coordinates tell a covariance with correlations of 0.99. */
  @Test
  void denseFromFewDraws() {
    CorrelatedNormal normal = new CorrelatedNormal(8, 0.99);
    Metric metric = DiagonalMetric.unit(8);
    double before = MetricChoice.cost(metric, normal.sample(200, 4));
    // Where the unit matrix of weight 1 / n still holds it back, the next estimate goes on.
    for (int round = 0; round < 6; round++) {
      metric = FisherEstimate.dense(normal.sample(16, 10 + round), metric).orElseThrow();
    }
    double after = MetricChoice.cost(metric, normal.sample(200, 4));
    assertTrue(before > 1000, "" + before);
    assertTrue(after < 1.2, "" + after);
    for (int i = 0; i < 8; i++) {
      assertEquals(1, metric.inverseDiagonal()[i] / normal.covariance(i, i), 0.1);
    }
  }

  /** One direction in forty coordinates, from about as many draws. */
  @Test
  void lowRankFromFewDraws() {
    CorrelatedNormal normal = new CorrelatedNormal(40, 0.9);
    DrawSample sample = normal.sample(50, 5);
    double[] variances = new double[40];
    for (int i = 0; i < 40; i++) variances[i] = normal.covariance(i, i);
    DiagonalMetric diagonal = FisherEstimate.diagonal(sample, variances);
    Metric metric = FisherEstimate.lowRank(sample, diagonal).orElseThrow();
    DrawSample heldOut = normal.sample(100, 6);
    assertTrue(metric.rank() <= 10, "" + metric.rank());
    assertTrue(MetricChoice.cost(diagonal, heldOut) > 10);
    assertTrue(MetricChoice.cost(metric, heldOut) < 2.5);
  }

  /** S B S = A. */
  @Test
  void geometricMean() {
    double[] a = {4, 1, 1, 3};
    double[] b = {2, -0.5, -0.5, 1};
    double[] s = FisherEstimate.geometricMean(2, a, b);
    assertArrayEquals(a, product(product(s, b), s), 1e-12);
  }

  private static double[] product(double[] a, double[] b) {
    return new double[] {
      a[0] * b[0] + a[1] * b[2],
      a[0] * b[1] + a[1] * b[3],
      a[2] * b[0] + a[3] * b[2],
      a[2] * b[1] + a[3] * b[3]
    };
  }

  /** Independent coordinates take a diagonal metric, correlated ones a richer one. */
  @Test
  void choosesByEvidence() {
    MetricChoice choice = new MetricChoice(Optional.empty());
    Metric unit = DiagonalMetric.unit(6);
    CorrelatedNormal plain = new CorrelatedNormal(6, 0);
    assertEquals(MetricKind.DIAGONAL, choice.choose(plain.sample(200, 7), unit).metric().kind());
    CorrelatedNormal correlated = new CorrelatedNormal(6, 0.95);
    Metric first = choice.choose(correlated.sample(200, 8), unit).metric();
    Metric second = choice.choose(correlated.sample(200, 9), first).metric();
    assertTrue(second.kind() != MetricKind.DIAGONAL);
    for (MetricKind kind : MetricKind.values()) {
      MetricChoice given = new MetricChoice(Optional.of(kind));
      assertEquals(kind, given.choose(correlated.sample(200, 8), unit).metric().kind());
    }
  }
}
