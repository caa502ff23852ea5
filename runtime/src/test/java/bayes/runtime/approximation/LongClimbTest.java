package bayes.runtime.approximation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.InitialPoint;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;

/** Modes in more coordinates than a Hessian is computed for, and the widths there. */
class LongClimbTest {
  private static final int MANY = ModeSearch.LARGEST_CURVATURE + 200;

  /**
   * A high hill around zero and a low ring: 1000 exp(-q / 0.09) - 20 (q - 2.25)^2, of the mean
   * square q of the coordinates.
   */
  private static LogDensity hillAndRing() {
    return new Normals.Gradient(MANY) {
      @Override
      public double logDensityAndGradient(double[] x, double[] gradientOut) {
        double q = 0;
        for (double value : x) q += value * value / MANY;
        double hill = 1000 * Math.exp(-q / 0.09);
        double slope = -hill / 0.09 - 40 * (q - 2.25);
        for (int i = 0; i < MANY; i++) gradientOut[i] = slope * 2 * x[i] / MANY;
        return hill - 20 * (q - 2.25) * (q - 2.25);
      }
    };
  }

  @Test
  void theSearchBeginsAtSeveralDistancesFromZero() {
    var outcome = new ModeSearch(hillAndRing()).find(4, Streams.of(1).chain(0), () -> false);
    Mode mode = assertInstanceOf(ModeOutcome.Found.class, outcome).mode();
    assertEquals(1000 - 20 * 2.25 * 2.25, mode.logDensity(), 1e-3);
    assertArrayEquals(new double[MANY], mode.position(), 1e-3);
  }

  /** Where it would end from the usual starting points alone. */
  @Test
  void aClimbFromFarOutEndsOnTheRing() {
    ChainState state = new ChainState(MANY);
    assertTrue(InitialPoint.find(hillAndRing(), true, Streams.of(1).chain(0), state).isEmpty());
    Lbfgs climb = new Lbfgs(hillAndRing());
    climb.climb(state.position(), () -> false);
    assertTrue(climb.logDensity() < 1, "at " + climb.logDensity());
  }

  @Test
  void widthsAreThoseOfEachCoordinateGivenTheOthers() {
    var covariance = Normals.covariance(150, 0.6, 0.99);
    double[] mean = IntStream.range(0, 150).mapToDouble(i -> i / 7.0).toArray();
    LogDensity normal = Normals.normal(mean, covariance, 1);
    LowRankNormal widths = CoordinateWidths.at(mean, () -> normal, 1, () -> false).orElseThrow();
    double[][] precision = new LUDecomposition(covariance).getSolver().getInverse().getData();
    double[] variances = widths.variances();
    for (int i = 0; i < 150; i++) assertEquals(1, variances[i] * precision[i][i], 1e-6);
    assertArrayEquals(mean, widths.mean());
    // Without the others given, they are wider: what the approximation leaves out.
    assertTrue(covariance.getEntry(70, 70) * precision[70][70] > 1.5);
  }

  @Test
  void widthsDoNotDependOnTheThreads() {
    double[] mode = new double[500];
    double[] one = CoordinateWidths.at(mode, () -> steps(500), 1, () -> false).get().variances();
    double[] three = CoordinateWidths.at(mode, () -> steps(500), 3, () -> false).get().variances();
    assertTrue(Arrays.equals(one, three));
    for (int i = 0; i < 500; i++) assertEquals(1, one[i] * Math.pow(10, i % 13 - 6.0), 1e-5);
  }

  /** Independent coordinates of very different widths, at -1e6 so that there is rounding. */
  private static LogDensity steps(int n) {
    return new Normals.Gradient(n) {
      @Override
      public double logDensityAndGradient(double[] x, double[] gradientOut) {
        double sum = -1e6;
        for (int i = 0; i < n; i++) {
          double precision = Math.pow(10, i % 13 - 6.0);
          gradientOut[i] = -precision * x[i];
          sum -= precision * x[i] * x[i] / 2;
        }
        return sum;
      }
    };
  }

  @Test
  void aSlopeHasNoWidth() {
    LogDensity slope =
        new Normals.Gradient(3) {
          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            Arrays.fill(gradientOut, 1);
            return x[0] + x[1] + x[2];
          }
        };
    assertEquals(Optional.empty(), CoordinateWidths.at(new double[3], () -> slope, 2, () -> false));
  }
}
