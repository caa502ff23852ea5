package bayes.runtime.sampler.metropolis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.warmup.SliceWidths;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SliceWalkTest {
  private static final int DRAWS = 100_000;

  /** A density that needs no gradient. */
  private record Plain(int dimension, ToDoubleFunction<double[]> value) implements LogDensity {
    @Override
    public double logDensity(double[] position) {
      return value.applyAsDouble(position);
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradientOut) {
      throw new UnsupportedOperationException("slices need no gradient");
    }
  }

  /** Two modes of width 1 at -3 and 3 with weights 0.3 and 0.7: a slice may be two intervals. */
  private static final LogDensity TWO_MODES =
      new Plain(
          1,
          x ->
              Math.log(
                  0.3 * Math.exp(-Math.pow(x[0] + 3, 2) / 2)
                      + 0.7 * Math.exp(-Math.pow(x[0] - 3, 2) / 2)));

  private static SliceWalk walkAt(double[] position, LogDensity density) {
    LocalDensity local = LocalDensity.whole(density);
    local.moveTo(position);
    return new SliceWalk(local);
  }

  /** How far the share of positive draws is from 0.7 (and 0.3 Phi(-3) more), in its errors. */
  private static double error(LogDensity walked) {
    double[] position = {3};
    SliceWalk walk = walkAt(position, walked);
    RandomGenerator random = Streams.of(17).chain(0);
    double[] widths = {8};
    int batches = 50;
    double mean = 0;
    double square = 0;
    for (int batch = 0; batch < batches; batch++) {
      double share = 0;
      for (int i = 0; i < DRAWS / batches; i++) {
        walk.transition(position, widths, random, new double[1]);
        if (position[0] > 0) share += (double) batches / DRAWS;
      }
      mean += share / batches;
      square += share * share / batches;
    }
    double expected = 0.7 * (1 - 0.0013498980316301) + 0.3 * 0.0013498980316301;
    return Math.abs(mean - expected) / Math.sqrt((square - mean * mean) / batches);
  }

  @Test
  void slicesKeepATargetOfTwoModes() {
    assertTrue(error(TWO_MODES) < 4, () -> "error " + error(TWO_MODES));
  }

  /** A planted fault: another density than that of the target. */
  @Test
  void slicesOfAnotherDensityAreSeen() {
    LogDensity hotter = new Plain(1, x -> 0.9 * TWO_MODES.logDensity(x));
    assertTrue(error(hotter) > 4);
  }

  /** A normal of scale 1000 beside one of scale 0.001, and one that ends at zero. */
  @Test
  void widthsAreLearntFromDistances() {
    LogDensity density =
        new Plain(
            3,
            x ->
                x[2] < 0
                    ? Double.NEGATIVE_INFINITY
                    : -x[0] * x[0] / 2e6 - x[1] * x[1] / 2e-6 - x[2]);
    double[] position = {0, 0, 1};
    SliceWalk walk = walkAt(position, density);
    SliceWidths learnt = new SliceWidths(3);
    RandomGenerator random = Streams.of(18).chain(0);
    double[] distances = new double[3];
    for (int i = 0; i < 1000; i++) {
      walk.transition(position, learnt.widths(), random, distances);
      learnt.learn(distances);
    }
    double evaluations = 0;
    double[] squares = new double[3];
    for (int i = 0; i < DRAWS; i++) {
      evaluations += walk.transition(position, learnt.widths(), random, distances) / DRAWS;
      for (int j = 0; j < 3; j++) squares[j] += Math.pow(position[j], 2) / DRAWS;
    }
    // Slices of a normal are nearly independent: a third of the draws count.
    double relative = Math.sqrt(2 / (DRAWS / 3.0));
    assertEquals(1e6, squares[0], 4e6 * relative);
    assertEquals(1e-6, squares[1], 4e-6 * relative);
    assertEquals(2, squares[2], 4 * Math.sqrt(20 / (DRAWS / 5.0)));
    assertTrue(evaluations < 7, "evaluations per coordinate: " + evaluations);
  }
}
