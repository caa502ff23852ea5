package bayes.runtime.sampler.gibbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The conditional of each site is the joint, seen as a function of that site alone. */
class ConditionalTest {
  @Property(tries = 500)
  void conditionalsOfRandomUrnsAreThoseOfTheJoint(@ForAll long seed) {
    RandomGenerator random = Streams.of(seed).chain(0);
    check(UrnModels.random(random), random);
  }

  @Test
  void conditionalsOfModelsAreThoseOfTheJoint() {
    RandomGenerator random = Streams.of(1).chain(0);
    int[][] documents = {{0, 1, 1, 4}, {2, 2, 2, 3, 0}, {4}};
    check(UrnModels.topics(documents, 5, 3, 0.3, 0.1), random);
    check(UrnModels.classes(documents, 5, 3, 0.7, 0.2), random);
    int[] words = {0, 1, 1, 0, 2, 2, 1, 0};
    check(UrnModels.chain(words, 3, 3, 0.2, 0.4), random);
    check(UrnModels.secondOrder(words, 3, 2, new double[] {0.3, 0.9}, 0.4), random);
    int[][] labels = {{0, 1, -1}, {0, 0, 0}, {1, 1, 0}, {-1, 1, 1}};
    check(UrnModels.annotators(labels, 2, 1, new double[] {2, 1, 0.5, 3}), random);
    int[][] authorsOf = {{0}, {1, 2}, {2, 0}};
    check(UrnModels.authors(documents, authorsOf, 3, 5, 2, 0.4), random);
  }

  private static void check(Urns urns, RandomGenerator random) {
    var gibbs = new UrnGibbs(urns);
    gibbs.scatter(random);
    int most = Arrays.stream(urns.supports()).max().orElseThrow();
    double[] conditional = new double[most];
    for (int round = 0; round < 5; round++) {
      assertEquals(UrnModels.logJoint(urns, gibbs.values()), gibbs.logJoint(), 1e-9);
      for (int site = 0; site < urns.count(); site++) {
        gibbs.conditional(site, conditional);
        double[] expected = byDefinition(urns, gibbs.values(), site);
        for (int v = 0; v < expected.length; v++) {
          assertEquals(expected[v], conditional[v], 1e-11, "site " + site + " value " + v);
        }
      }
      gibbs.sweep(random);
    }
  }

  private static double[] byDefinition(Urns urns, int[] values, int site) {
    int[] moved = values.clone();
    double[] logs = new double[urns.support(site)];
    for (int v = 0; v < logs.length; v++) {
      moved[site] = v;
      logs[v] = UrnModels.logJoint(urns, moved);
    }
    double most = Arrays.stream(logs).max().orElseThrow();
    double[] weights = Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray();
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / total).toArray();
  }
}
