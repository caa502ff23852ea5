package bayes.runtime.sampler.hamiltonian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every metric is a root of its inverse: L L' = M^-1. */
class MetricTest {
  private static final int N = 11;
  private static final double EXACT = 1e-12;

  @ParameterizedTest
  @EnumSource(MetricKind.class)
  void rootOfTheInverse(MetricKind kind) {
    Metric metric = Metrics.of(kind, N);
    double[] inverse = Metrics.inverse(kind, N);
    double[] force = new double[N];
    double[] product = new double[N];
    for (int j = 0; j < N; j++) {
      metric.force(unit(j), force);
      metric.velocity(force, product);
      assertArrayEquals(column(inverse, j), product, EXACT);
      assertEquals(inverse[j * N + j], metric.inverseDiagonal()[j], EXACT);
    }
    assertEquals(N, metric.dimension());
    assertEquals(kind, metric.kind());
  }

  /** Kinetic energy p'M^-1 p / 2 is |v|^2 / 2 of the whitened momentum v = L'p. */
  @ParameterizedTest
  @EnumSource(MetricKind.class)
  void kineticEnergy(MetricKind kind) {
    Metric metric = Metrics.of(kind, N);
    double[] inverse = Metrics.inverse(kind, N);
    RandomGenerator random = Streams.of(5).chain(0);
    double[] p = normals(random);
    double[] v = new double[N];
    metric.force(p, v);
    double expected = 0;
    double found = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) expected += p[i] * inverse[i * N + j] * p[j] / 2;
      found += v[i] * v[i] / 2;
    }
    assertEquals(expected, found, EXACT * expected);
  }

  @ParameterizedTest
  @EnumSource(MetricKind.class)
  void whiteningUndoesVelocity(MetricKind kind) {
    Metric metric = Metrics.of(kind, N);
    double[] v = normals(Streams.of(6).chain(0));
    double[] x = new double[N];
    double[] back = new double[N];
    metric.velocity(v, x);
    metric.whiten(x, back);
    assertArrayEquals(v, back, EXACT);
  }

  /** Velocities of random momenta have covariance M^-1; that of another kind is refused. */
  @Test
  void velocitiesHaveTheCovarianceOfTheInverse() {
    assertTrue(velocityError(MetricKind.DENSE, MetricKind.DENSE) < 5);
    assertTrue(velocityError(MetricKind.LOW_RANK, MetricKind.LOW_RANK) < 5);
    assertTrue(velocityError(MetricKind.DIAGONAL, MetricKind.DIAGONAL) < 5);
    assertFalse(velocityError(MetricKind.DENSE, MetricKind.DIAGONAL) < 5);
  }

  /** The largest error of a covariance, in its standard errors. */
  private static double velocityError(MetricKind kind, MetricKind truth) {
    Metric metric = Metrics.of(kind, N);
    double[] expected = Metrics.inverse(truth, N);
    int draws = 20_000;
    RandomGenerator random = Streams.of(7).chain(0);
    double[] momentum = new double[N];
    double[] velocity = new double[N];
    double[] products = new double[N * N];
    for (int draw = 0; draw < draws; draw++) {
      PhasePoint.sampleMomentum(random, momentum);
      metric.velocity(momentum, velocity);
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) products[i * N + j] += velocity[i] * velocity[j] / draws;
      }
    }
    double most = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double c = expected[i * N + j];
        double variance = expected[i * N + i] * expected[j * N + j] + c * c;
        most = Math.max(most, Math.abs(products[i * N + j] - c) / Math.sqrt(variance / draws));
      }
    }
    return most;
  }

  @ParameterizedTest
  @EnumSource(MetricKind.class)
  void survivesSaving(MetricKind kind) throws IOException {
    Metric metric = Metrics.of(kind, N);
    var bytes = new ByteArrayOutputStream();
    MetricState.save(metric, new DataOutputStream(bytes));
    var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Metric back = MetricState.restore(N, in);
    double[] v = normals(Streams.of(8).chain(0));
    double[] expected = new double[N];
    double[] found = new double[N];
    metric.velocity(v, expected);
    back.velocity(v, found);
    assertArrayEquals(expected, found);
    assertEquals(0, in.available());
  }

  @Test
  void refusesWhatIsNoVariance() {
    assertThrows(
        IllegalArgumentException.class, () -> DiagonalMetric.ofInverse(new double[] {1, 0}));
    assertTrue(DenseMetric.ofInverse(2, new double[] {1, 1, 1, 1}).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> LowRankMetric.of(new double[2], new double[3], new double[1]));
  }

  private static double[] unit(int j) {
    double[] unit = new double[N];
    unit[j] = 1;
    return unit;
  }

  private static double[] column(double[] matrix, int j) {
    double[] column = new double[N];
    for (int i = 0; i < N; i++) column[i] = matrix[i * N + j];
    return column;
  }

  private static double[] normals(RandomGenerator random) {
    double[] values = new double[N];
    for (int i = 0; i < N; i++) values[i] = RandomDraws.standardNormal(random);
    return values;
  }
}
