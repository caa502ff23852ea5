package bayes.runtime.approximation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.approximation.Pathfinder.Candidate;
import bayes.runtime.approximation.Pathfinder.Effort;
import bayes.runtime.approximation.Pathfinder.Path;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Pathfinder on densities that it must fit exactly, and on those that have no normal shape. */
final class PathfinderTest {
  private static Path run(LogDensity density, Effort effort, int seed) {
    double[] start = new double[density.dimension()];
    Arrays.fill(start, 1);
    return new Pathfinder(density, effort).from(start, Streams.of(seed).chain(0), () -> false);
  }

  private static Candidate best(LogDensity density, int seed) {
    return run(density, Effort.thorough(), seed).best().orElseThrow();
  }

  @Test
  void aNormalDistributionIsFoundExactly() {
    RealMatrix covariance = Normals.covariance(6, 0.7, 1.8);
    double[] mean = {3, -1, 0, 20, 0.5, -7};
    Candidate found = best(Normals.normal(mean, covariance, 1), 1);
    // Its normalised density is that of the target: every ratio is one.
    assertEquals(0, found.bound(), 0.02);
    assertArrayEquals(mean, found.normal().mean(), 1e-3);
    double[] variances = found.normal().variances();
    for (int i = 0; i < mean.length; i++) {
      assertEquals(1, variances[i] / covariance.getEntry(i, i), 0.02);
    }
  }

  @Test
  void aWrongGradientIsNot() {
    RealMatrix covariance = Normals.covariance(6, 0.7, 1.8);
    double[] mean = {3, -1, 0, 20, 0.5, -7};
    assertTrue(best(Normals.normal(mean, covariance, 3), 1).bound() < -0.5);
  }

  @Test
  void thousandsOfCoordinatesOfDifferentScales() {
    int n = 3000;
    LogDensity density =
        new Normals.Gradient(n) {
          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
              double sd = 0.1 + i % 10;
              gradientOut[i] = -(x[i] + 3.5 - i % 7) / (sd * sd);
              sum += (x[i] + 3.5 - i % 7) * gradientOut[i] / 2 - Math.log(sd);
            }
            return sum - n / 2.0 * Math.log(2 * Math.PI);
          }
        };
    Candidate found = best(density, 1);
    // Were all variances 1, it would be -14,000.
    assertEquals(0, found.bound(), 1);
    double[] mean = found.normal().mean();
    for (int i = 0; i < n; i++) assertEquals(i % 7 - 3.5, mean[i], 0.02 * (0.1 + i % 10));
  }

  /** log s ~ N(0, 3), x_i ~ N(0, s): the density grows without limit as s falls. */
  private static LogDensity funnel(int n) {
    return new Normals.Gradient(n + 1) {
      @Override
      public double logDensityAndGradient(double[] x, double[] gradientOut) {
        double s = x[n];
        double sum = -s * s / 18;
        gradientOut[n] = -s / 9 - n;
        for (int i = 0; i < n; i++) {
          double z = x[i] * Math.exp(-s);
          sum -= z * z / 2 + s;
          gradientOut[i] = -z * Math.exp(-s);
          gradientOut[n] += z * z;
        }
        return sum;
      }
    };
  }

  @Test
  void theNeckOfAFunnelIsNotTakenForItsBody() {
    for (int seed = 1; seed <= 10; seed++) {
      Path path = run(funnel(10), Effort.brief(), seed);
      Candidate found = path.best().orElseThrow();
      double scale = found.normal().mean()[10];
      // The ascent ends in the neck; log s has standard deviation 3.
      assertTrue(path.top()[10] < -10, "the top is at " + path.top()[10]);
      assertTrue(Math.abs(scale) < 6, "log s = " + scale);
    }
  }

  @Test
  void placesThatFailAreTooFar() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      LogDensity density =
          new Normals.Gradient(2) {
            @Override
            public double logDensityAndGradient(double[] x, double[] gradientOut) {
              if (x[0] > 2) {
                Arrays.fill(gradientOut, Double.NaN);
                return bad;
              }
              // Steep, so that the first steps go too far.
              gradientOut[0] = -50 * (x[0] - 1.5);
              gradientOut[1] = -(x[1] + 30);
              return -25 * (x[0] - 1.5) * (x[0] - 1.5) - (x[1] + 30) * (x[1] + 30) / 2;
            }
          };
      Candidate found = best(density, 1);
      assertEquals(1.5, found.normal().mean()[0], 0.02);
      assertEquals(-30, found.normal().mean()[1], 0.1);
    }
  }

  @Test
  void whatIsFlatOrGrowsForeverEnds() {
    LogDensity flat =
        new Normals.Gradient(3) {
          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            Arrays.fill(gradientOut, 0);
            return 0;
          }
        };
    assertEquals(1, run(flat, Effort.thorough(), 1).gradients());
    LogDensity slope =
        new Normals.Gradient(3) {
          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            Arrays.fill(gradientOut, 1);
            return x[0] + x[1] + x[2];
          }
        };
    assertTrue(run(slope, Effort.brief(), 1).gradients() <= 200);
    LogDensity nowhere =
        new Normals.Gradient(1) {
          @Override
          public double logDensityAndGradient(double[] x, double[] gradientOut) {
            gradientOut[0] = -x[0];
            return x[0] == 1 ? 0 : Double.NaN;
          }
        };
    assertFalse(run(nowhere, Effort.brief(), 1).best().isPresent());
  }

  @Test
  void theSameSeedGivesTheSamePath() {
    LogDensity density = funnel(5);
    Candidate first = run(density, Effort.brief(), 3).best().orElseThrow();
    Candidate second = run(density, Effort.brief(), 3).best().orElseThrow();
    assertEquals(first.bound(), second.bound());
    assertArrayEquals(first.normal().mean(), second.normal().mean());
    assertTrue(first.bound() != run(density, Effort.brief(), 4).best().orElseThrow().bound());
  }
}
