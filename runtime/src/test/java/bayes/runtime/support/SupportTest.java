package bayes.runtime.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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
            Arbitraries.integers().between(1, 7).map(Support.Simplex::new));
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
    assertArrayEquals(place.u, back, 1e-10);
  }

  @Property(tries = 500, seed = "20240")
  void jacobianIsTheDeterminant(@ForAll("places") Place place) {
    assertEquals(numericLogJacobian(place), place.support.logAbsJacobian(place.u), 1e-5);
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

  /** By central differences and Gaussian elimination, over the first d elements of the value. */
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
        matrix[i][j] = (above[i] - below[i]) / (2 * step);
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
