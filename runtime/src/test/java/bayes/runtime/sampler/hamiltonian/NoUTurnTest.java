package bayes.runtime.sampler.hamiltonian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import java.lang.management.ManagementFactory;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoUTurnTest {
  /** Short trajectories: long ones reach the target even by wrong ways. */
  private static final int MAX_DEPTH = 2;

  /** Independent normals whose standard deviations run from 1 to 2. */
  private record Normals(int dimension) implements LogDensity {
    @Override
    public double logDensity(double[] position) {
      double sum = 0;
      for (int i = 0; i < dimension; i++) sum -= position[i] * position[i] / variance(i) / 2;
      return sum;
    }

    double variance(int i) {
      return 1 + 3.0 * i / dimension;
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < dimension; i++) {
        gradient[i] = -position[i] / variance(i);
        sum += position[i] * gradient[i] / 2;
      }
      return sum;
    }
  }

  private static double varianceError(LogDensity density, Metric metric, Normals truth) {
    return varianceError(density, state -> metric, truth);
  }

  /** Root mean squared error of variances, in standard errors of that many independent draws. */
  private static double varianceError(
      LogDensity density, Function<ChainState, Metric> metric, Normals truth) {
    int n = density.dimension();
    NoUTurn sampler = new NoUTurn(density, MAX_DEPTH);
    ChainState state = new ChainState(n);
    state.setLogDensity(density.logDensityAndGradient(state.position(), state.gradient()));
    RandomGenerator random = Streams.of(11).chain(0);
    NutsInfo info = new NutsInfo();
    int draws = 20_000;
    double[] squares = new double[n];
    for (int i = 0; i < draws; i++) {
      sampler.transition(state, metric.apply(state), 0.5, random, info);
      for (int j = 0; j < n; j++) squares[j] += state.position()[j] * state.position()[j] / draws;
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double error = (squares[j] / truth.variance(j) - 1) / Math.sqrt(2.0 / draws);
      sum += error * error / n;
    }
    return Math.sqrt(sum);
  }

  @Test
  void variancesOfNormalsWithAnyMetric() {
    Normals normals = new Normals(10);
    double[] inverse = new double[10];
    for (int i = 0; i < 10; i++) inverse[i] = i % 2 == 0 ? 0.5 : 3;
    // Second moments of a trajectory sampler mix slower than independent draws: allow a factor.
    assertTrue(varianceError(normals, DiagonalMetric.unit(10), normals) < 5);
    assertTrue(varianceError(normals, DiagonalMetric.ofInverse(inverse), normals) < 5);
    for (MetricKind kind : MetricKind.values()) {
      assertTrue(varianceError(normals, Metrics.of(kind, 10), normals) < 5, kind.toString());
    }
  }

  /** A planted fault: the metric goes on being adapted, to where the chain stands. */
  @Test
  void aMetricThatFollowsTheChainIsSeen() {
    Normals normals = new Normals(10);
    Function<ChainState, Metric> following =
        state -> {
          double[] inverse = new double[10];
          for (int i = 0; i < 10; i++) inverse[i] = 0.2 + state.position()[i] * state.position()[i];
          return DiagonalMetric.ofInverse(inverse);
        };
    assertTrue(varianceError(normals, following, normals) > 8);
  }

  @Test
  void aWrongDensityIsSeen() {
    Normals normals = new Normals(10);
    LogDensity flatter =
        new LogDensity() {
          @Override
          public int dimension() {
            return 10;
          }

          @Override
          public double logDensity(double[] position) {
            return 0.9 * normals.logDensity(position);
          }

          @Override
          public double logDensityAndGradient(double[] position, double[] gradient) {
            return 0.9 * normals.logDensityAndGradient(position, gradient);
          }
        };
    assertTrue(varianceError(flatter, DiagonalMetric.unit(10), normals) > 8);
  }

  @Test
  void aFailedEvaluationIsADivergence() {
    LogDensity wall =
        new LogDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double logDensity(double[] position) {
            return Math.abs(position[0]) < 1 ? 0 : Double.NaN;
          }

          @Override
          public double logDensityAndGradient(double[] position, double[] gradient) {
            gradient[0] = 0;
            return logDensity(position);
          }
        };
    NoUTurn sampler = new NoUTurn(wall, 10);
    ChainState state = new ChainState(1);
    state.setLogDensity(0);
    NutsInfo info = new NutsInfo();
    RandomGenerator random = Streams.of(1).chain(0);
    int divergent = 0;
    for (int i = 0; i < 100; i++) {
      sampler.transition(state, DiagonalMetric.unit(1), 0.5, random, info);
      if (info.divergent()) divergent++;
      assertTrue(Math.abs(state.position()[0]) < 1);
      assertFalse(Double.isNaN(info.acceptStat()));
    }
    assertTrue(divergent > 50);
  }

  @ParameterizedTest
  @EnumSource(MetricKind.class)
  void transitionsAllocateNothing(MetricKind kind) {
    Normals normals = new Normals(20);
    NoUTurn sampler = new NoUTurn(normals, 10);
    Metric metric = Metrics.of(kind, 20);
    ChainState state = new ChainState(20);
    state.setLogDensity(normals.logDensityAndGradient(state.position(), state.gradient()));
    NutsInfo info = new NutsInfo();
    RandomGenerator random = Streams.of(1).chain(0);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    for (int i = 0; i < 2000; i++) sampler.transition(state, metric, 0.2, random, info);
    long before = threads.getThreadAllocatedBytes(id);
    long gradients = 0;
    for (int i = 0; i < 5000; i++) {
      sampler.transition(state, metric, 0.2, random, info);
      gradients += info.nLeapfrog();
    }
    long allocated = threads.getThreadAllocatedBytes(id) - before;
    assertEquals(0, (double) allocated / gradients, 0.05);
  }
}
