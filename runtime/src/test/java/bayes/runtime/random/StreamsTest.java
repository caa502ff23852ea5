package bayes.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StreamsTest {
  @Test
  void aStreamDependsOnSeedAndNumberOnly() {
    RandomGenerator alone = Streams.of(7).chain(3);
    Streams streams = Streams.of(7);
    streams.chain(0).nextLong();
    streams.chain(9).nextLong();
    streams.purpose(1).chain(3).nextLong();
    RandomGenerator amongOthers = streams.chain(3);
    for (int i = 0; i < 100; i++) {
      assertEquals(alone.nextLong(), amongOthers.nextLong());
    }
  }

  @Test
  void neighbouringSeedsChainsAndPurposesDiffer() {
    Set<Long> first = new HashSet<>();
    int streams = 0;
    for (long seed = -5; seed < 5; seed++) {
      for (int chain = 0; chain < 20; chain++) {
        first.add(Streams.of(seed).chain(chain).nextLong());
        first.add(Streams.of(seed).purpose(0).chain(chain).nextLong());
        first.add(Streams.of(seed).purpose(1).chain(chain).nextLong());
        streams += 3;
      }
    }
    assertEquals(streams, first.size());
  }

  /** The correlation of two chains' normals is 0 within 5 of its standard errors. */
  @Test
  void chainsAreUncorrelated() {
    int n = 100_000;
    for (int k = 0; k < 4; k++) {
      RandomGenerator a = Streams.of(0).chain(k);
      RandomGenerator b = Streams.of(0).chain(k + 1);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += RandomDraws.standardNormal(a) * RandomDraws.standardNormal(b);
      }
      assertEquals(0, sum / n, 5 / Math.sqrt(n));
    }
  }

  @Test
  void theSeedMatters() {
    assertNotEquals(Streams.of(1).chain(0).nextLong(), Streams.of(2).chain(0).nextLong());
    assertEquals(42, Streams.of(42).seed());
  }
}
