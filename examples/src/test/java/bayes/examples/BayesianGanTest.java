package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.examples.text.BayesianGan;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Draws of a generator cover the kinds of a mixture; its twin, a single point, does not. */
class BayesianGanTest {
  private static final BayesianGan GAN = new BayesianGan(Reference.EXAMPLES);
  private static final int ROUNDS = 40;

  /** The seeds among those from 1 for which generators make all kinds. */
  private static List<Long> covering(int seeds) {
    return LongStream.rangeClosed(1, seeds)
        .filter(seed -> GAN.sample(seed, ROUNDS).kinds().size() == BayesianGan.KINDS)
        .boxed()
        .toList();
  }

  @Test
  void drawsOfTheGeneratorMakeAllKinds() {
    assertEquals(List.of(1L), covering(1));
  }

  @Test
  @Tag("thorough")
  void soTheyDoForNineOfTenSeeds() {
    assertTrue(covering(10).size() >= 9);
  }

  @Test
  void aSinglePointCollapses() {
    for (long seed = 1; seed <= 2; seed++) {
      List<Integer> kinds = GAN.ascend(seed, ROUNDS / 2).kinds();
      assertTrue(kinds.size() <= 1, kinds.toString());
    }
  }

  @Test
  @Tag("thorough")
  void soItDoesForTenSeeds() {
    for (long seed = 1; seed <= 10; seed++) {
      List<Integer> kinds = GAN.ascend(seed, ROUNDS / 2).kinds();
      assertTrue(kinds.size() <= 1, kinds.toString());
    }
  }

  /** Generators that nobody has judged make some kinds by chance, and not all. */
  @Test
  void theirPriorDoesNotMakeAllKinds() {
    long covering =
        LongStream.rangeClosed(1, 100)
            .filter(seed -> GAN.sample(seed, 0).kinds().size() == BayesianGan.KINDS)
            .count();
    assertTrue(covering <= 30, covering + " of 100");
  }

  @Test
  void theSameSeedGivesTheSameGenerators() {
    assertEquals(GAN.sample(3, 2), GAN.sample(3, 2));
  }
}
