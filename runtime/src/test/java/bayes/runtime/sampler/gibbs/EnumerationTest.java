package bayes.runtime.sampler.gibbs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.random.Streams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What the sampler visits is the posterior, known by enumeration of all states: each state's share
 * is within five Monte Carlo standard errors of its probability, by batch means. Samplers with a
 * planted fault are not.
 */
class EnumerationTest {
  private static final int BATCHES = 100;
  private static final int SWEEPS_PER_BATCH = 400;
  private static final double MOST_ERRORS = 5;

  private static final int[][] DOCUMENTS = {{0, 1, 1}, {2, 2, 0}};
  private static final Urns TOPICS = UrnModels.topics(DOCUMENTS, 3, 2, 0.4, 0.3);
  private static final Urns CLASSES =
      UrnModels.classes(new int[][] {{0, 0, 0, 1}, {0, 0}, {1, 2, 2}, {2}}, 3, 2, 0.8, 0.4);
  private static final Urns CHAIN = UrnModels.chain(new int[] {0, 0, 1, 1, 1, 0}, 2, 2, 0.3, 0.5);

  /** Draws every site of {@code values} once. */
  private interface Sweep {
    void draw(int[] values, RandomGenerator random);
  }

  @Test
  void topicsAreVisitedByTheirProbability() {
    check(TOPICS);
  }

  @Test
  void topicsOfManyTokensOfAWordAreVisitedByTheirProbability() {
    // So many that the column has a place for each row.
    int[] word = UrnModels.filled(5, 0);
    check(UrnModels.topics(new int[][] {word, {1, 0}}, 2, 2, 0.4, 0.3));
  }

  @Test
  void classesAreVisitedByTheirProbability() {
    check(CLASSES);
  }

  @Test
  void chainsAreVisitedByTheirProbability() {
    check(CHAIN);
    int[] words = {0, 1, 1, 0, 0, 1, 1};
    check(UrnModels.secondOrder(words, 2, 2, new double[] {0.2, 0.6}, 0.5));
  }

  @Test
  void truthsOfAnnotatorsAreVisitedByTheirProbability() {
    int[][] labels = {{0, 1, -1}, {0, 0, 0}, {1, 1, 0}, {-1, 1, 1}, {0, 1, 1}};
    check(UrnModels.annotators(labels, 2, 1, new double[] {2, 1, 0.5, 3}));
  }

  @Test
  void authorsAndTopicsAreVisitedByTheirProbability() {
    check(UrnModels.authors(DOCUMENTS, new int[][] {{0, 1}, {1}}, 2, 3, 2, 0.4));
  }

  @Test
  void aSamplerThatLeavesTheBallInIsFoundOut() {
    double inTopics = worst(TOPICS, (values, random) -> keepingBalls(TOPICS, values, random));
    double inChain = worst(CHAIN, (values, random) -> keepingBalls(CHAIN, values, random));
    assertTrue(inTopics > MOST_ERRORS, "only " + inTopics);
    assertTrue(inChain > MOST_ERRORS, "only " + inChain);
  }

  @Test
  void aSamplerThatForgetsRepeatedBallsIsFoundOut() {
    assertTrue(
        worst(CLASSES, (values, random) -> ballByBall(CLASSES, values, random)) > MOST_ERRORS);
    assertTrue(worst(CHAIN, (values, random) -> ballByBall(CHAIN, values, random)) > MOST_ERRORS);
  }

  @Test
  void theDefinitionItselfPasses() {
    // The faulty twins without their faults.
    assertTrue(worst(CLASSES, (values, random) -> byJoint(CLASSES, values, random)) < MOST_ERRORS);
  }

  private static void check(Urns urns) {
    var gibbs = new UrnGibbs(urns);
    Sweep sweep =
        (values, random) -> {
          gibbs.sweep(random);
          System.arraycopy(gibbs.values(), 0, values, 0, values.length);
        };
    double worst = worst(urns, sweep);
    assertTrue(worst < MOST_ERRORS, "off by " + worst + " standard errors");
  }

  /** The largest error of a state's share, in standard errors. */
  private static double worst(Urns urns, Sweep sweep) {
    double[] expected = UrnModels.enumerate(urns);
    double[] sum = new double[expected.length];
    double[] squares = new double[expected.length];
    RandomGenerator random = Streams.of(20260).chain(0);
    int[] values = new int[urns.count()];
    for (int i = 0; i < 100; i++) sweep.draw(values, random);
    for (int batch = 0; batch < BATCHES; batch++) {
      double[] share = new double[expected.length];
      for (int i = 0; i < SWEEPS_PER_BATCH; i++) {
        sweep.draw(values, random);
        share[UrnModels.numberOf(values, urns)] += 1.0 / SWEEPS_PER_BATCH;
      }
      for (int state = 0; state < expected.length; state++) {
        sum[state] += share[state];
        squares[state] += share[state] * share[state];
      }
    }
    double worst = 0;
    for (int state = 0; state < expected.length; state++) {
      double mean = sum[state] / BATCHES;
      double variance = squares[state] / BATCHES - mean * mean;
      // Of independent draws it would be p (1 - p) / n, which rare states need.
      double least = expected[state] * (1 - expected[state]) / SWEEPS_PER_BATCH;
      double error = Math.sqrt(Math.max(variance, least) / BATCHES);
      worst = Math.max(worst, Math.abs(mean - expected[state]) / error);
    }
    return worst;
  }

  /** The fault: the ball of the site itself is among those that its weights count. */
  private static void keepingBalls(Urns urns, int[] values, RandomGenerator random) {
    for (int site = 0; site < values.length; site++) {
      double[] weights = new double[urns.support(site)];
      int[] moved = values.clone();
      for (int v = 0; v < weights.length; v++) {
        moved[site] = v;
        weights[v] = 1;
        for (UrnFamily family : urns.families()) {
          for (int ball = 0; ball < family.balls().count(); ball++) {
            if (!mentions(family.balls(), ball, site)) continue;
            weights[v] *= weight(family, ball, moved, values, -1);
          }
        }
      }
      values[site] = draw(weights, random);
    }
  }

  /** The fault: each ball of the site is weighed as if it were the only one. */
  private static void ballByBall(Urns urns, int[] values, RandomGenerator random) {
    for (int site = 0; site < values.length; site++) {
      double[] weights = new double[urns.support(site)];
      int[] moved = values.clone();
      for (int v = 0; v < weights.length; v++) {
        moved[site] = v;
        weights[v] = 1;
        for (UrnFamily family : urns.families()) {
          for (int ball = 0; ball < family.balls().count(); ball++) {
            if (!mentions(family.balls(), ball, site)) continue;
            weights[v] *= weight(family, ball, moved, values, site);
          }
        }
      }
      values[site] = draw(weights, random);
    }
  }

  private static void byJoint(Urns urns, int[] values, RandomGenerator random) {
    for (int site = 0; site < values.length; site++) {
      double[] weights = new double[urns.support(site)];
      for (int v = 0; v < weights.length; v++) {
        values[site] = v;
        weights[v] = Math.exp(UrnModels.logJoint(urns, values));
      }
      values[site] = draw(weights, random);
    }
  }

  /** What a ball's row gives to its column, counting all balls but those that mention a site. */
  private static double weight(
      UrnFamily family, int ball, int[] moved, int[] values, int withoutSite) {
    Balls balls = family.balls();
    int row = family.row(ball, moved);
    int column = balls.column(ball, moved);
    double cell = family.prior().at(row, column);
    double total = family.prior().total(row, family.columns());
    for (int other = 0; other < balls.count(); other++) {
      if (withoutSite >= 0 && mentions(balls, other, withoutSite)) continue;
      if (family.row(other, values) != row) continue;
      total += balls.times(other);
      if (balls.column(other, values) == column) cell += balls.times(other);
    }
    return cell / total;
  }

  private static boolean mentions(Balls balls, int ball, int site) {
    if (balls.columnSite(ball) == site) return true;
    for (int j = balls.firstRowSite(ball); j < balls.endOfRowSites(ball); j++) {
      if (balls.rowSite(j) == site) return true;
    }
    return false;
  }

  private static int draw(double[] weights, RandomGenerator random) {
    double total = 0;
    for (double weight : weights) total += weight;
    double u = random.nextDouble() * total;
    for (int v = 0; v < weights.length - 1; v++) {
      u -= weights[v];
      if (u < 0) return v;
    }
    return weights.length - 1;
  }
}
