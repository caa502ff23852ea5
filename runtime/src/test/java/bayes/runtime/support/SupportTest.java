package bayes.runtime.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.math.GammaFunctions;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SupportTest {
  /** A support and coordinates for it. */
  record Place(Support support, double[] u) {
    @Override
    public String toString() {
      return support + " at " + Arrays.toString(u);
    }
  }

  @Provide
  Arbitrary<Place> places() {
    Arbitrary<Double> bound = Arbitraries.doubles().between(-10, 10).ofScale(2);
    Arbitrary<Support> supports =
        Arbitraries.oneOf(
            Arbitraries.just(Support.real()),
            Arbitraries.just(Support.positive()),
            bound.map(Support.LowerBounded::new),
            bound.map(Support.UpperBounded::new),
            Combinators.combine(bound, Arbitraries.doubles().between(0.1, 20))
                .as((lower, width) -> new Support.Interval(lower, lower + width)),
            Arbitraries.integers().between(1, 7).map(Support.Simplex::new),
            Arbitraries.integers().between(0, 7).map(n -> new Ordered(n, false)),
            Arbitraries.integers().between(0, 7).map(n -> new Ordered(n, true)),
            Arbitraries.integers().between(0, 7).map(SumToZero::new),
            Arbitraries.integers().between(0, 5).map(n -> new CorrelationMatrix(n, true)),
            Arbitraries.integers().between(0, 5).map(n -> new CorrelationMatrix(n, false)),
            Arbitraries.integers().between(0, 5).map(n -> new CovarianceMatrix(n, true)),
            Arbitraries.integers().between(0, 5).map(n -> new CovarianceMatrix(n, false)));
    return supports.flatMap(
        support ->
            Arbitraries.doubles() // for simplexes nearer, where differences are precise
                .between(support.constrainedSize() == 1 ? -5 : -2, 2)
                .ofScale(6)
                .array(double[].class)
                .ofSize(support.unconstrainedSize())
                .map(u -> new Place(support, u)));
  }

  @Property(tries = 500, seed = "20240")
  void unconstrainIsTheInverse(@ForAll("places") Place place) {
    double[] value = new double[place.support.constrainedSize()];
    place.support.constrain(place.u, value);
    assertTrue(place.support.contains(value), () -> Arrays.toString(value));
    double[] back = new double[place.u.length];
    place.support.unconstrain(value, back);
    // Of a matrix near the edge, the factor loses the digits that its differences lose.
    boolean isProduct =
        (place.support instanceof CovarianceMatrix c && !c.isFactor())
            || (place.support instanceof CorrelationMatrix r && !r.isFactor());
    assertArrayEquals(place.u, back, isProduct ? 1e-5 : 1e-10);
  }

  @Property(tries = 500, seed = "20240")
  void jacobianIsTheDeterminant(@ForAll("places") Place place) {
    // The volume of the plane is sqrt(n) times that of the first n - 1 elements.
    double volume = place.support instanceof SumToZero s && s.n() > 0 ? 0.5 * Math.log(s.n()) : 0;
    assertEquals(numericLogJacobian(place) + volume, place.support.logAbsJacobian(place.u), 1e-5);
  }

  /** The comparison notices a Jacobian without its constant, or of another coordinate. */
  @Example
  void saboteurForgetsTheScale() {
    Place interval = new Place(new Support.Interval(0, 2), new double[] {0.3});
    Place simplex = new Place(new Support.Simplex(3), new double[] {0.3, -0.2});
    ToDoubleFunction<Place> withoutScale =
        place ->
            place.support.logAbsJacobian(place.u)
                - (place == interval ? Math.log(2) : 0.5 * Math.log(3));
    for (Place place : new Place[] {interval, simplex}) {
      assertNotEquals(numericLogJacobian(place), withoutScale.applyAsDouble(place), 1e-5);
    }
  }

  @Example
  void zeroIsTheUniformSimplex() {
    double[] y = new double[4];
    new Support.Simplex(4).constrain(new double[3], y);
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, y, 1e-16);
  }

  @Example
  void simplexOfManyCategoriesAndFarPoints() {
    int n = 5000;
    double[] u = new double[n - 1];
    for (int i = 0; i < u.length; i++) {
      u[i] = 40 * Math.sin(i);
    }
    Support.Simplex simplex = new Support.Simplex(n);
    double[] y = new double[n];
    simplex.constrain(u, y);
    assertEquals(1, Arrays.stream(y).sum(), 1e-12);
    double expected =
        0.5 * Math.log(n) + Arrays.stream(y).map(Math::log).sum(); // by its definition
    assertEquals(expected, simplex.logAbsJacobian(u), 1e-7 * Math.abs(expected));
  }

  @Example
  void boundariesAndOutside() {
    Support.Scalar unit = new Support.Interval(0, 1);
    assertEquals(Double.NEGATIVE_INFINITY, unit.unconstrain(0));
    assertEquals(Double.POSITIVE_INFINITY, unit.unconstrain(1));
    assertEquals(Double.NaN, unit.unconstrain(1.5));
    assertEquals(Double.NaN, new Support.LowerBounded(0).unconstrain(-1));
    assertFalse(new Support.UpperBounded(2).contains(2.5));
    assertFalse(new Support.Simplex(2).contains(new double[] {0.7, 0.7}));
    double[] outside = new double[1];
    new Support.Simplex(2).unconstrain(new double[] {1.5, -0.5}, outside);
    assertEquals(Double.NaN, outside[0]);
    assertThrows(IllegalArgumentException.class, () -> new Support.Interval(1, 1));
  }

  @Property(tries = 200, seed = "20240")
  void aDirectionComesBackFromAnyLength(
      @ForAll @IntRange(min = 1, max = 6) int n, @ForAll @IntRange(max = 1000) int seed) {
    Support support = new UnitVector(n);
    double[] u = new Random(seed).doubles(n, -2, 2).toArray();
    double[] value = new double[n];
    support.constrain(u, value);
    assertTrue(support.contains(value));
    double[] back = new double[n];
    support.unconstrain(value, back);
    double[] again = new double[n];
    support.constrain(back, again);
    assertArrayEquals(value, again, 1e-15);
  }

  /**
   * What is added for a unit vector keeps mass: with the area of the sphere it makes the
   * coordinates of a uniform direction standard normal.
   */
  @Property(tries = 200, seed = "20240")
  void uniformDirectionsHaveNormalCoordinates(
      @ForAll @IntRange(min = 1, max = 9) int n, @ForAll @IntRange(max = 1000) int seed) {
    double[] u = new Random(seed).doubles(n, -2, 2).toArray();
    double logArea = Math.log(2) + 0.5 * n * Math.log(Math.PI) - GammaFunctions.lgamma(0.5 * n);
    double normal = -0.5 * n * Math.log(2 * Math.PI);
    for (double x : u) normal -= 0.5 * x * x;
    assertEquals(normal, -logArea + new UnitVector(n).logAbsJacobian(u), 1e-12);
  }

  /** At large coordinates the factors stay factors, up to what rounds to a bound. */
  @Example
  void correlationsFarOut() {
    double[] value = new double[9];
    CorrelationMatrix factor = new CorrelationMatrix(3, true);
    double[] u = {8, -9, 7};
    factor.constrain(u, value);
    assertTrue(factor.contains(value));
    double[] back = new double[3];
    factor.unconstrain(value, back);
    assertArrayEquals(u, back, 1e-8);
  }

  @Example
  void notInTheirSupport() {
    assertFalse(new Ordered(2, false).contains(new double[] {1, 0}));
    assertFalse(new Ordered(2, true).contains(new double[] {-1, 0}));
    assertFalse(new UnitVector(2).contains(new double[] {1, 1}));
    assertFalse(new SumToZero(2).contains(new double[] {1, 1}));
    double[][] matrices = {{1, 2, 2, 1}, {1, 0.5, 0.4, 1}, {1, 0, 0, -1}, {2, 0, 0, 2}};
    for (int i = 0; i < matrices.length; i++) {
      assertFalse(new CorrelationMatrix(2, false).contains(matrices[i]));
      assertFalse(new CorrelationMatrix(2, true).contains(matrices[i]));
      assertEquals(i == 3, new CovarianceMatrix(2, false).contains(matrices[i]));
      assertEquals(i == 3, new CovarianceMatrix(2, true).contains(matrices[i]));
      double[] out = new double[3];
      new CorrelationMatrix(2, false).unconstrain(matrices[i], out);
      assertTrue(Double.isNaN(out[0]));
    }
    assertThrows(IllegalArgumentException.class, () -> new UnitVector(0));
    assertThrows(IllegalArgumentException.class, () -> new CovarianceMatrix(-1, false));
  }

  /** The i-th element that densities are over: the first ones, or those below a diagonal. */
  private static int free(Support support, int i) {
    int n = 0;
    int shortest = 0;
    if (support instanceof CorrelationMatrix c) n = c.n();
    if (support instanceof CovarianceMatrix c) {
      n = c.n();
      shortest = 1;
    }
    if (n == 0) return i;
    int row = 0;
    int left = i;
    while (left >= row + shortest) {
      left -= row + shortest;
      row++;
    }
    return row * n + left;
  }

  /** By central differences and Gaussian elimination, over the free elements of the value. */
  private static double numericLogJacobian(Place place) {
    int d = place.u.length;
    double[][] matrix = new double[d][d];
    double step = 1e-5;
    double[] above = new double[place.support.constrainedSize()];
    double[] below = new double[place.support.constrainedSize()];
    for (int j = 0; j < d; j++) {
      double[] shifted = place.u.clone();
      shifted[j] = place.u[j] + step;
      place.support.constrain(shifted, above);
      shifted[j] = place.u[j] - step;
      place.support.constrain(shifted, below);
      for (int i = 0; i < d; i++) {
        int free = free(place.support, i);
        matrix[i][j] = (above[free] - below[free]) / (2 * step);
      }
    }
    double log = 0;
    for (int k = 0; k < d; k++) {
      int pivot = k;
      for (int i = k + 1; i < d; i++) {
        if (Math.abs(matrix[i][k]) > Math.abs(matrix[pivot][k])) {
          pivot = i;
        }
      }
      double[] row = matrix[pivot];
      matrix[pivot] = matrix[k];
      matrix[k] = row;
      log += Math.log(Math.abs(row[k]));
      for (int i = k + 1; i < d; i++) {
        double factor = matrix[i][k] / row[k];
        for (int j = k; j < d; j++) {
          matrix[i][j] -= factor * row[j];
        }
      }
    }
    return log;
  }
}
