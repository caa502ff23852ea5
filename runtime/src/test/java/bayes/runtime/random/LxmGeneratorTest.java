package bayes.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LxmGeneratorTest {
  private static final long[] SEEDS = {
    0, 1, -1, 42, 0x6A09E667F3BCC909L, 0x6A09E667F3BCC909L ^ 0x61C8864680B583EBL, Long.MIN_VALUE
  };

  /** The JDK's generator of the same name is an independent implementation of the definition. */
  @Test
  void agreesWithThatOfTheJdk() {
    for (long seed : SEEDS) {
      RandomGenerator theirs = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      RandomGenerator ours = new LxmGenerator(seed);
      for (int i = 0; i < 1000; i++) {
        assertEquals(theirs.nextLong(), ours.nextLong());
        assertEquals(theirs.nextInt(), ours.nextInt());
        assertEquals(theirs.nextInt(1 + i), ours.nextInt(1 + i));
        assertEquals(theirs.nextBoolean(), ours.nextBoolean());
        assertEquals(theirs.nextDouble(), ours.nextDouble());
      }
    }
  }

  @Test
  void goesOnFromItsState() throws IOException {
    LxmGenerator first = new LxmGenerator(7);
    for (int i = 0; i < 100; i++) first.nextLong();
    var bytes = new ByteArrayOutputStream();
    first.save(new DataOutputStream(bytes));
    LxmGenerator second = new LxmGenerator(8);
    second.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < 100; i++) assertEquals(first.nextLong(), second.nextLong());
  }
}
