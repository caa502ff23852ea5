package bayes.runtime.sampler.hamiltonian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Leapfrog steps are reversible, keep volume, and err by the square of the step size. */
class LeapfrogTest {
  /** log p = -sum of x^4 / 4 + x_i x_{i+1} / 3: neither separable nor quadratic. */
  static final class Quartic implements LogDensity {
    private final int dimension;

    Quartic(int dimension) {
      this.dimension = dimension;
    }

    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public double logDensity(double[] position) {
      return logDensityAndGradient(position, new double[dimension]);
    }

    @Override
    public double logDensityAndGradient(double[] x, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < dimension; i++) {
        double next = x[(i + 1) % dimension];
        double previous = x[(i + dimension - 1) % dimension];
        sum -= x[i] * x[i] * x[i] * x[i] / 4 + x[i] * next / 3;
        gradient[i] = -x[i] * x[i] * x[i] - (next + previous) / 3;
      }
      return sum;
    }
  }

  private static PhasePoint start(LogDensity density, Metric metric, long seed) {
    int n = density.dimension();
    RandomGenerator random = Streams.of(seed).chain(0);
    ChainState state = new ChainState(n);
    for (int i = 0; i < n; i++) state.position()[i] = RandomDraws.standardNormal(random);
    state.setLogDensity(density.logDensityAndGradient(state.position(), state.gradient()));
    double[] momentum = new double[n];
    double kinetic = PhasePoint.sampleMomentum(random, momentum);
    PhasePoint point = new PhasePoint(n);
    point.set(state, metric, momentum, kinetic - state.logDensity());
    return point;
  }

  @Property(tries = 50)
  void reversible(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int n, @ForAll MetricKind kind) {
    Quartic density = new Quartic(n);
    Metric metric = Metrics.of(kind, n);
    PhasePoint point = start(density, metric, seed);
    double[] position = point.position.clone();
    double[] momentum = point.momentum.clone();
    for (int i = 0; i < 40; i++) point.leapfrog(density, metric, 0.02);
    for (int i = 0; i < 40; i++) point.leapfrog(density, metric, -0.02);
    assertArrayEquals(position, point.position, 1e-9);
    assertArrayEquals(momentum, point.momentum, 1e-9);
  }

  /** Over a fixed time, half the step size makes a quarter of the energy error. */
  @Property(tries = 50)
  void secondOrder(@ForAll @IntRange(min = 1, max = 1000) int seed, @ForAll MetricKind kind) {
    Quartic density = new Quartic(3);
    Metric metric = Metrics.of(kind, 3);
    double coarse = rootMeanSquareError(density, metric, seed, 0.01, 100);
    double fine = rootMeanSquareError(density, metric, seed, 0.005, 200);
    assertEquals(4, coarse / fine, 0.2);
  }

  private static double rootMeanSquareError(
      LogDensity density, Metric metric, long seed, double stepSize, int steps) {
    PhasePoint point = start(density, metric, seed);
    double energy = point.energy;
    double sum = 0;
    int every = (int) Math.round(0.01 / stepSize);
    for (int i = 1; i <= steps; i++) {
      point.leapfrog(density, metric, stepSize);
      if (i % every == 0) sum += (point.energy - energy) * (point.energy - energy);
    }
    assertTrue(sum > 0);
    return Math.sqrt(sum * every / steps);
  }
}
