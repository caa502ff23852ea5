package bayes.runtime.sampler.gibbs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bayes.runtime.random.LxmGenerator;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import bayes.runtime.state.StateMismatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Long runs: every way of drawing agrees with the definition, and goes on to the last bit. */
class UrnGibbsTest {
  private static final int WORDS = 60;

  /** Words of which a few are frequent, so that some columns are lists and some are not. */
  private static int[][] documents(int n, int length, RandomGenerator random) {
    int[][] documents = new int[n][length];
    for (int[] document : documents) {
      for (int i = 0; i < length; i++) {
        document[i] = random.nextBoolean() ? 0 : random.nextInt(1 + random.nextInt(WORDS));
      }
    }
    return documents;
  }

  private static Urns topics(RandomGenerator random) {
    return topics(12, random);
  }

  private static Urns topics(int topics, RandomGenerator random) {
    return UrnModels.topics(documents(40, 50, random), WORDS, topics, 0.2, 0.05);
  }

  @Test
  void longRunsKeepCountsAndSumsRight() {
    RandomGenerator random = Streams.of(3).chain(0);
    checkKept(topics(12, random), random);
    checkKept(topics(40, random), random);
    int[] words = documents(1, 2000, random)[0];
    checkKept(UrnModels.chain(words, WORDS, 12, 0.2, 0.05), random);
    checkKept(UrnModels.chain(words, WORDS, 40, 0.2, 0.05), random);
    double[] alpha = {0.1, 0.2, 0.3};
    checkKept(UrnModels.secondOrder(words, WORDS, 3, alpha, 0.05), random);
  }

  private static void checkKept(Urns urns, RandomGenerator random) {
    var gibbs = new UrnGibbs(urns);
    gibbs.scatter(random);
    for (int sweep = 0; sweep < 120; sweep++) gibbs.sweep(random);
    var fresh = new UrnGibbs(urns);
    fresh.moveTo(gibbs.values());
    double[] kept = new double[urns.support(0)];
    double[] anew = new double[urns.support(0)];
    for (int site = 0; site < urns.count(); site += 7) {
      gibbs.conditional(site, kept);
      fresh.conditional(site, anew);
      assertArrayEquals(anew, kept, 1e-12);
    }
    assertEquals(UrnModels.logJoint(urns, gibbs.values()), gibbs.logJoint(), 1e-6);
  }

  @Test
  void sparseSumsAreTheDenseConditional() {
    RandomGenerator random = Streams.of(4).chain(0);
    Urns urns = topics(random);
    var sparse = new UrnGibbs(urns);
    // With further terms, of which there are none, sites are weighed value by value.
    var dense = new UrnGibbs(urns, Optional.of(new NoTerms()));
    sparse.scatter(random);
    double[] one = new double[12];
    double[] other = new double[12];
    for (int sweep = 0; sweep < 20; sweep++) {
      sparse.sweep(random);
      dense.moveTo(sparse.values());
      for (int site = 0; site < urns.count(); site += 31) {
        sparse.conditional(site, one);
        dense.conditional(site, other);
        assertArrayEquals(other, one, 1e-12);
      }
    }
  }

  @Test
  void manyRepeatedBallsNeitherOverflowNorVanish() {
    RandomGenerator random = Streams.of(5).chain(0);
    Urns urns = UrnModels.classes(documents(6, 3000, random), WORDS, 4, 0.5, 1e-3);
    var gibbs = new UrnGibbs(urns);
    gibbs.scatter(random);
    double[] conditional = new double[4];
    int[] moved = gibbs.values().clone();
    for (int site = 0; site < urns.count(); site++) {
      gibbs.conditional(site, conditional);
      double[] logs = new double[4];
      double most = Double.NEGATIVE_INFINITY;
      int old = moved[site];
      for (int v = 0; v < 4; v++) {
        moved[site] = v;
        logs[v] = UrnModels.logJoint(urns, moved);
        most = Math.max(most, logs[v]);
      }
      moved[site] = old;
      double total = 0;
      for (double log : logs) total += Math.exp(log - most);
      for (int v = 0; v < 4; v++) {
        assertEquals(Math.exp(logs[v] - most) / total, conditional[v], 1e-8);
      }
    }
  }

  @Test
  void aRestoredChainGoesOnToTheLastBit() throws IOException {
    RandomGenerator setup = Streams.of(6).chain(0);
    int[] words = documents(1, 300, setup)[0];
    for (Urns urns : new Urns[] {topics(setup), UrnModels.chain(words, WORDS, 5, 0.3, 0.1)}) {
      var random = new LxmGenerator(7);
      var gibbs = new UrnGibbs(urns);
      gibbs.scatter(random);
      for (int sweep = 0; sweep < 30; sweep++) gibbs.sweep(random);
      var bytes = new ByteArrayOutputStream();
      gibbs.save(new DataOutputStream(bytes));
      random.save(new DataOutputStream(bytes));
      for (int sweep = 0; sweep < 30; sweep++) gibbs.sweep(random);

      var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
      var restored = new UrnGibbs(urns);
      var otherRandom = new LxmGenerator(0);
      restored.restore(in);
      otherRandom.restore(in);
      for (int sweep = 0; sweep < 30; sweep++) restored.sweep(otherRandom);
      assertArrayEquals(gibbs.values(), restored.values());
      assertEquals(gibbs.logJoint(), restored.logJoint());
    }
  }

  @Test
  void aStateOfOtherUrnsIsRefused() throws IOException {
    RandomGenerator random = Streams.of(8).chain(0);
    int[] words = {0, 1, 2};
    var large = new UrnGibbs(UrnModels.chain(words, WORDS, 9, 0.3, 0.1));
    do large.scatter(random);
    while (large.values()[0] < 5);
    var bytes = new ByteArrayOutputStream();
    large.save(new DataOutputStream(bytes));
    var small = new UrnGibbs(UrnModels.chain(words, WORDS, 5, 0.3, 0.1));
    var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThrows(StateMismatch.class, () -> small.restore(in));
  }

  /**
   * Draws of words from what the sites are, in turns with draws of the sites: the sites then follow
   * their prior (J. Geweke, JASA 99, 2004), here that of two tokens of a document being alike.
   */
  @Test
  void sitesAndWordsInTurnsFollowThePrior() {
    double alpha = 0.5;
    double beta = 0.3;
    RandomGenerator random = Streams.of(9).chain(0);
    int[][] documents = {{0, 1, 1}, {2, 0}};
    int[] values = {0, 0, 0, 0, 0};
    int alike = 0;
    int sweeps = 60_000;
    for (int i = 0; i < sweeps; i++) {
      double[][] phi = new double[2][3];
      for (double[] row : phi) {
        double[] shapes = {beta, beta, beta};
        int[] counts = new int[3];
        int site = 0;
        for (int[] document : documents) {
          for (int word : document) if (phi[values[site++]] == row) counts[word]++;
        }
        for (int w = 0; w < 3; w++) shapes[w] += counts[w];
        RandomDraws.dirichlet(random, shapes, 0, 3, row, 0);
      }
      int site = 0;
      for (int[] document : documents) {
        for (int t = 0; t < document.length; t++) {
          document[t] = RandomDraws.categorical(random, phi[values[site++]], 0, 3) - 1;
        }
      }
      var gibbs = new UrnGibbs(UrnModels.topics(documents, 3, 2, alpha, beta));
      gibbs.moveTo(values);
      gibbs.sweep(random);
      values = gibbs.values().clone();
      if (values[0] == values[1]) alike++;
    }
    double expected = (alpha + 1) / (2 * alpha + 1);
    // Draws are worth a tenth of independent ones at least.
    double error = Math.sqrt(expected * (1 - expected) / (0.1 * sweeps));
    assertEquals(expected, (double) alike / sweeps, 4 * error);
  }

  private static final class NoTerms implements SiteTerms {
    @Override
    public boolean mention(int site) {
      return true;
    }

    @Override
    public void addTo(int site, double[] logOut) {}

    @Override
    public void set(int site, int value) {}
  }
}
