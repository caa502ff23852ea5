package bayes.runtime.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DualAveragingTest {
  @Test
  void findsTheStepSizeOfTheTarget() {
    DualAveraging averaging = new DualAveraging(0.8);
    averaging.restart(0.001);
    for (int i = 0; i < 1000; i++) averaging.learn(Math.exp(-averaging.stepSize()));
    assertEquals(-Math.log(0.8), averaging.averagedStepSize(), 0.01);
  }

  @Test
  void withoutIterationsTheFirstStepSizeStays() {
    DualAveraging averaging = new DualAveraging(0.8);
    averaging.restart(0.25);
    assertEquals(0.25, averaging.averagedStepSize(), 1e-15);
  }
}
