package bayes.runtime.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SquaredResidualsTest {
  /** Rows of a design, and which group each is of. */
  private record Rows(int n, int groups, int p, int m, double[] design, int[] group) {
    static Rows random(Random random, int n, int groups, int p, int m, double offset) {
      double[] design = new double[n * m];
      int[] group = new int[n];
      for (int i = 0; i < n; i++) {
        design[i] = 1;
        group[i] = 1 + random.nextInt(groups);
        for (int c = 1; c < m; c++) design[c * n + i] = offset * c + random.nextGaussian();
      }
      return new Rows(n, groups, p, m, design, group);
    }

    double[] factor() {
      double[] factor = new double[SquaredResiduals.length(groups, p, m)];
      SquaredResiduals.factor(n, groups, p, m, design, 0, group, 0, factor, 0);
      return factor;
    }

    int ofGroup() {
      return Math.min(p, m - 1);
    }

    double[] direct(double[] c, double[] b) {
      double[] sums = new double[p == m ? groups : 1];
      for (int i = 0; i < n; i++) {
        double residual = -design[(m - 1) * n + i];
        for (int k = 0; k < m - 1; k++) {
          double coefficient = k < ofGroup() ? c[k * groups + group[i] - 1] : b[k - p];
          residual += design[k * n + i] * coefficient;
        }
        sums[p == m ? group[i] - 1 : 0] += residual * residual;
      }
      return sums;
    }

    double[] byFactor(double[] factor, double[] c, double[] b, double[] residuals) {
      double[] sums = new double[p == m ? groups : 1];
      SquaredResiduals.value(groups, p, m, factor, 0, c, 0, b, 0, sums, 0, residuals, 0);
      return sums;
    }

    double[] residuals() {
      return new double[groups * p + m - p];
    }
  }

  @Property(tries = 300)
  void equalsTheSumOverTheRows(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 9) int groups,
      @ForAll @IntRange(min = 1, max = 5) int m,
      @ForAll @IntRange(min = 0, max = 5) int p) {
    Random random = new Random(seed);
    double offset = random.nextBoolean() ? 0 : 2000;
    Rows rows = Rows.random(random, n, groups, Math.min(p, m), m, offset);
    double[] factor = rows.factor();
    if (factor[factor.length - 1] == 0) return;
    double[] c = random.doubles((long) groups * rows.ofGroup(), -2, 2).toArray();
    double[] b = random.doubles(m - 1L - rows.ofGroup(), -2, 2).toArray();
    double[] expected = rows.direct(c, b);
    double[] found = rows.byFactor(factor, c, b, rows.residuals());
    for (int k = 0; k < found.length; k++) {
      assertEquals(expected[k], found[k], 1e-11 * expected[k] + 1e-20);
    }
  }

  @Test
  void slopesAreThoseOfTheSum() {
    Random random = new Random(3);
    for (int p = 0; p <= 4; p++) {
      Rows rows = Rows.random(random, 50, 3, p, 4, 1);
      double[] factor = rows.factor();
      double[] c = random.doubles(3L * rows.ofGroup(), -2, 2).toArray();
      double[] b = random.doubles(3L - rows.ofGroup(), -2, 2).toArray();
      double[] residuals = rows.residuals();
      double[] d = random.doubles(rows.byFactor(factor, c, b, residuals).length, 0, 1).toArray();
      double[] dc = new double[c.length];
      double[] db = new double[b.length];
      SquaredResiduals.adjoint(3, p, 4, 0, 1, 1, factor, 0, residuals, 0, d, 0, d, 0, dc, 0, db, 0);
      assertArrayEquals(slopes(rows, d, c, b, c), dc, 1e-5);
      assertArrayEquals(slopes(rows, d, c, b, b), db, 1e-5);
    }
  }

  private static double[] slopes(Rows rows, double[] d, double[] c, double[] b, double[] moved) {
    double[] slopes = new double[moved.length];
    for (int k = 0; k < moved.length; k++) {
      double there = moved[k];
      moved[k] = there + 1e-4;
      double[] up = rows.direct(c, b);
      moved[k] = there - 1e-4;
      double[] down = rows.direct(c, b);
      moved[k] = there;
      for (int s = 0; s < d.length; s++) slopes[k] += d[s] * (up[s] - down[s]) / 2e-4;
    }
    return slopes;
  }

  /**
   * A large offset that only one column shares loses no digits, two columns that are equal neither.
   */
  @Test
  void keepsTheDigitsOfOffsetsAndOfColumnsThatDepend() {
    Random random = new Random(8);
    int n = 200;
    double[] design = new double[n * 4];
    for (int i = 0; i < n; i++) {
      design[i] = 1;
      design[n + i] = 1990 + i % 21;
      design[2 * n + i] = design[n + i];
      design[3 * n + i] = 0.1 * (design[n + i] - 2000) + random.nextGaussian();
    }
    Rows rows = new Rows(n, 1, 0, 4, design, new int[n]);
    java.util.Arrays.fill(rows.group(), 1);
    double[] factor = rows.factor();
    assertEquals(1, factor[factor.length - 1]);
    double[] b = {-200, 0.03, 0.07};
    double expected = rows.direct(new double[0], b)[0];
    double found = rows.byFactor(factor, new double[0], b, rows.residuals())[0];
    assertEquals(expected, found, 1e-11 * expected);
  }

  @Test
  void doesNotStandForRowsThatAreFewerOrNotNumbers() {
    Rows few = Rows.random(new Random(1), 3, 3, 1, 3, 0);
    assertEquals(0, last(few.factor()));
    Rows some = Rows.random(new Random(1), 50, 3, 1, 3, 0);
    assertEquals(1, last(some.factor()));
    some.design()[60] = Double.NaN;
    assertEquals(0, last(some.factor()));
  }

  /** The check of the factor finds one that is off by little. */
  @Test
  void findsAWrongFactor() {
    Rows rows = Rows.random(new Random(4), 80, 4, 1, 3, 5);
    double[] factor = rows.factor();
    assertTrue(check(rows, factor));
    factor[1] *= 1 + 1e-9;
    assertFalse(check(rows, factor));
  }

  private static boolean check(Rows rows, double[] factor) {
    double[] byRow = new double[rows.n() * rows.m()];
    for (int i = 0; i < rows.n(); i++) {
      for (int k = 0; k < rows.m(); k++) {
        byRow[i * rows.m() + k] = rows.design()[k * rows.n() + i];
      }
    }
    return new FactorCheck(
            rows.n(), rows.groups(), rows.p(), rows.m(), byRow, rows.group(), 0, factor, 0)
        .agrees();
  }

  private static double last(double[] factor) {
    return factor[factor.length - 1];
  }

  @Property(tries = 200)
  void equalRowsHaveOneNumber(@ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int n) {
    Random random = new Random(seed);
    double[] x = new double[2 * n];
    for (int i = 0; i < x.length; i++) x[i] = random.nextInt(3);
    int[] numbers = new int[n];
    DistinctRows.number(n, 2, x, 0, numbers, 0);
    int largest = 0;
    for (int i = 0; i < n; i++) {
      assertTrue(numbers[i] <= largest + 1);
      largest = Math.max(largest, numbers[i]);
      for (int j = 0; j < i; j++) {
        boolean same = x[i] == x[j] && x[n + i] == x[n + j];
        assertEquals(same, numbers[i] == numbers[j]);
      }
    }
  }
}
