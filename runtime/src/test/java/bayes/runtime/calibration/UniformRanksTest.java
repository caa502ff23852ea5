package bayes.runtime.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The tests of uniformity have the false alarm rates that they state. */
class UniformRanksTest {
  private static final RandomGenerator RANDOM = Streams.of(1).chain(0);

  private static int[] uniform(int count, int ranked) {
    return RANDOM.ints(count, 0, ranked + 1).toArray();
  }

  @Test
  void oneRankAndOneDrawAreACoin() {
    UniformRanks coin = new UniformRanks(1, 1);
    assertEquals(1, coin.ecdfPValue(new int[] {0}), 1e-12);
    assertEquals(1, coin.ecdfPValue(new int[] {1}), 1e-12);
  }

  @Test
  void coverageOfFewRanksIsThatOfCountingAllOfThem() {
    int count = 4;
    int ranked = 3;
    UniformRanks uniform = new UniformRanks(count, ranked);
    UniformRanks.Band band = new UniformRanks.Band(new int[] {0, 1, 2}, new int[] {2, 3, 4});
    int inside = 0;
    int all = 256;
    for (int code = 0; code < all; code++) {
      int[] ranks = {code % 4, code / 4 % 4, code / 16 % 4, code / 64};
      int[] below = uniform.counts(ranks);
      boolean isInside = true;
      for (int i = 0; i < ranked; i++) {
        isInside &= below[i] >= band.lower()[i] && below[i] <= band.upper()[i];
      }
      if (isInside) inside++;
    }
    assertEquals((double) inside / all, uniform.coverage(band), 1e-12);
  }

  @Test
  void pValuesOfUniformRanksAreUniform() {
    int sets = 4000;
    UniformRanks uniform = new UniformRanks(150, 19);
    int[] ecdf = new int[3];
    int[] chiSquared = new int[3];
    double[] levels = {0.5, 0.1, 0.01};
    for (int set = 0; set < sets; set++) {
      int[] ranks = uniform(150, 19);
      for (int i = 0; i < levels.length; i++) {
        if (uniform.ecdfPValue(ranks) <= levels[i]) ecdf[i]++;
        if (uniform.chiSquaredPValue(ranks) <= levels[i]) chiSquared[i]++;
      }
    }
    for (int i = 0; i < levels.length; i++) {
      double p = levels[i];
      double error = Math.sqrt(p * (1 - p) / sets);
      // Discrete: p values are somewhat conservative, but never too small.
      assertTrue((double) ecdf[i] / sets < p + 4 * error, ecdf[i] + " of " + sets + " at " + p);
      assertTrue((double) ecdf[i] / sets > 0.8 * p - 4 * error, ecdf[i] + " at " + p);
      assertEquals(p, (double) chiSquared[i] / sets, 4 * error + 0.1 * p);
    }
  }

  @Test
  void theBandIsWhereThePValueBegins() {
    UniformRanks uniform = new UniformRanks(200, 99);
    UniformRanks.Band band = uniform.simultaneousBand(0.99);
    double coverage = uniform.coverage(band);
    assertTrue(coverage >= 0.99 && coverage < 0.9935, "" + coverage);
    int inside = 0;
    int sets = 3000;
    for (int set = 0; set < sets; set++) {
      int[] ranks = uniform(200, 99);
      int[] below = uniform.counts(ranks);
      boolean isInside = true;
      for (int i = 0; i < below.length; i++) {
        isInside &= below[i] >= band.lower()[i] && below[i] <= band.upper()[i];
      }
      if (isInside) inside++;
      if (set < 300) assertEquals(isInside, uniform.ecdfPValue(ranks) > 1 - coverage, "" + set);
    }
    assertEquals(coverage, (double) inside / sets, 4 * Math.sqrt(0.01 * 0.99 / sets));
  }

  @Test
  void manyRanksKeepTheirCoverage() {
    UniformRanks uniform = new UniformRanks(5000, 99);
    UniformRanks.Band band = uniform.simultaneousBand(0.95);
    assertEquals(0.95, uniform.coverage(band), 0.005);
  }

  @Test
  void ranksOfAWrongShapeHaveSmallPValues() {
    UniformRanks uniform = new UniformRanks(200, 99);
    int[] high = Arrays.stream(uniform(200, 99)).map(r -> 99 - r * r / 99).toArray();
    assertTrue(uniform.ecdfPValue(high) < 1e-8);
    assertTrue(uniform.chiSquaredPValue(high) < 1e-4);
    assertEquals(0, uniform.ecdfPValue(new int[200]), 1e-100);
  }

  @Test
  void binsHaveTheSameNumbersOfRanks() {
    UniformRanks uniform = new UniformRanks(200, 99);
    assertEquals(20, uniform.bins());
    int[] each = new int[200];
    for (int i = 0; i < 200; i++) each[i] = i / 2;
    assertTrue(Arrays.stream(uniform.histogram(each, 20)).allMatch(n -> n == 10));
    assertEquals(1, uniform.chiSquaredPValue(each), 1e-12);
    assertEquals(1, new UniformRanks(15, 99).bins());
  }
}
