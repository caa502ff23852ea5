package bayes.runtime.sampler.gibbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Documents of two latents each, a class and a mood, beside documents whose classes are known:
 * against the joint probabilities of urns that have one new document only.
 */
class UrnsAloneTest {
  private static final int CLASSES = 3;
  private static final int MOODS = 2;
  private static final int WORDS = 4;
  private static final int[][] NEW = {{0, 0, 0, 3}, {1}, {2, 1, 2}, {}};

  /**
   * @param documents of {@link #NEW} that are there, each with two sites
   * @param known further documents of known classes
   */
  private static Urns urns(List<Integer> documents, int known) {
    Balls.Builder classes = new Balls.Builder();
    Balls.Builder moods = new Balls.Builder();
    Balls.Builder words = new Balls.Builder();
    Random random = new Random(5);
    for (int d = 0; d < known; d++) {
      int of = random.nextInt(CLASSES);
      classes.row(0).column(of);
      int mood = random.nextInt(MOODS);
      moods.row(of).column(mood);
      for (int n = 0; n < 5; n++) words.row(MOODS * of + mood).column(random.nextInt(WORDS));
    }
    int n = documents.size();
    for (int i = 0; i < n; i++) {
      classes.row(0).columnOf(0, i);
      moods.row(0).rowSite(i, 1).columnOf(0, n + i);
      int[] times = new int[WORDS];
      for (int word : NEW[documents.get(i)]) times[word]++;
      for (int w = 0; w < WORDS; w++) {
        words.row(0).rowSite(i, MOODS).rowSite(n + i, 1).column(w, times[w]);
      }
    }
    int[] supports = new int[2 * n];
    for (int i = 0; i < n; i++) {
      supports[i] = CLASSES;
      supports[n + i] = MOODS;
    }
    return new Urns(
        supports,
        List.of(
            UrnFamily.of("share", 1, CLASSES, PriorCounts.symmetric(1), classes.build()),
            UrnFamily.of("mood", CLASSES, MOODS, PriorCounts.byColumn(0.5, 2), moods.build()),
            UrnFamily.of(
                "phi", CLASSES * MOODS, WORDS, PriorCounts.symmetric(0.3), words.build())));
  }

  /** The probabilities of class and mood, by all joint ones. */
  private static double[][] enumerated(Urns one) {
    UrnGibbs gibbs = new UrnGibbs(one);
    double[][] sums = {new double[CLASSES], new double[MOODS]};
    double total = 0;
    for (int c = 0; c < CLASSES; c++) {
      for (int m = 0; m < MOODS; m++) {
        gibbs.moveTo(new int[] {c, m});
        double p = Math.exp(gibbs.logJoint());
        sums[0][c] += p;
        sums[1][m] += p;
        total += p;
      }
    }
    for (double[] sum : sums) for (int v = 0; v < sum.length; v++) sum[v] /= total;
    return sums;
  }

  private static double error(double[][] some, double[][] other) {
    double worst = 0;
    for (int g = 0; g < some.length; g++) {
      for (int v = 0; v < some[g].length; v++) {
        worst = Math.max(worst, Math.abs(some[g][v] - other[g][v]));
      }
    }
    return worst;
  }

  @Test
  void eachDocumentIsAsIfItWereTheOnlyNewOne() {
    UrnsAlone alone =
        UrnsAlone.of(urns(List.of(0, 1, 2, 3), 12), urns(List.of(), 12)).orElseThrow();
    for (int round = 0; round < 2; round++) {
      for (int d = 0; d < NEW.length; d++) {
        double[][] expected = enumerated(urns(List.of(d), 12));
        double[][] found = alone.probabilities(List.of(d, NEW.length + d)).orElseThrow();
        assertTrue(error(expected, found) < 1e-12, "document " + d);
      }
    }
  }

  /** A planted fault: one of the other new documents is taken for known. */
  @Test
  void whatOthersTellIsSeen() {
    UrnsAlone alone = UrnsAlone.of(urns(List.of(0), 13), urns(List.of(), 13)).orElseThrow();
    double[][] found = alone.probabilities(List.of(0, 1)).orElseThrow();
    assertTrue(error(enumerated(urns(List.of(0), 12)), found) > 1e-3);
  }

  @Test
  void whatIsNotAloneIsRefused() {
    Urns all = urns(List.of(0, 1), 12);
    assertEquals(Optional.empty(), UrnsAlone.of(all, urns(List.of(), 11)));
    assertEquals(Optional.empty(), UrnsAlone.of(all, urns(List.of(0), 12)));
    UrnsAlone alone = UrnsAlone.of(all, urns(List.of(), 12)).orElseThrow();
    assertEquals(Optional.empty(), alone.probabilities(List.of(0)));
  }
}
