package bayes.runtime.sampler.importance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.random.Streams;
import org.junit.jupiter.api.Test;

class StratifiedResamplingTest {
  @Test
  void countsAreWithinOneOrTwoOfTheirExpectation() {
    double[] weights = {0.1, 0, 0.35, 0.05, 0.5, 0};
    int[] counts = new int[weights.length];
    for (int index : StratifiedResampling.indices(weights, 1000, Streams.of(1).chain(0))) {
      counts[index]++;
    }
    for (int i = 0; i < weights.length; i++) {
      assertTrue(Math.abs(counts[i] - 1000 * weights[i]) < 2, i + ": " + counts[i]);
      if (weights[i] == 0) assertEquals(0, counts[i]);
    }
  }
}
