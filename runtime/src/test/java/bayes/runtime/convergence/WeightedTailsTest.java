package bayes.runtime.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.runtime.random.RandomDraws;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The shapes of tails that are known: k of a Pareto variable is one over its exponent. */
final class WeightedTailsTest {
  private static final int N = 10_000;

  private final RandomGenerator random = Streams.of(20244).chain(0);

  /** Log weights whose tail has the shape k: -k log(uniform). */
  private double[] logWeights(double k) {
    double[] weights = new double[N];
    for (int i = 0; i < N; i++) weights[i] = -k * Math.log(random.nextDouble());
    return weights;
  }

  private double[] normal() {
    double[] values = new double[N];
    for (int i = 0; i < N; i++) values[i] = RandomDraws.standardNormal(random);
    return values;
  }

  /** The tail has 300 draws: its shape is known to (1 + k) / sqrt(300). */
  @Test
  void theShapeOfTheWeights() {
    for (double k : new double[] {0.2, 0.5, 0.9}) {
      assertEquals(k, new WeightedTails(logWeights(k)).k(), 4.5 * (1 + k) / Math.sqrt(300));
    }
  }

  @Test
  void equalWeightsHaveNoTail() {
    WeightedTails tails = new WeightedTails(new double[N]);
    assertEquals(Double.NEGATIVE_INFINITY, tails.k());
    double[] constant = new double[N];
    Arrays.fill(constant, 3);
    assertEquals(Double.NEGATIVE_INFINITY, tails.k(constant));
  }

  @Test
  void aQuantityWithoutAVarianceIsToldWhateverTheWeights() {
    WeightedTails tails = new WeightedTails(new double[N]);
    assertTrue(tails.k(normal()) < 0.5);
    double[] cauchy = normal();
    double[] other = normal();
    for (int i = 0; i < N; i++) cauchy[i] /= other[i];
    assertTrue(tails.k(cauchy) > 0.7, "k " + tails.k(cauchy));
    // On either side.
    double[] oneSided = Arrays.stream(cauchy).map(x -> -Math.abs(x)).toArray();
    assertTrue(tails.k(oneSided) > 0.7, "k " + tails.k(oneSided));
  }

  @Test
  void oneWeightThatOutweighsAllIsNotFlat() {
    double[] weights = new double[N];
    Arrays.fill(weights, -800);
    weights[17] = 0;
    assertTrue(new WeightedTails(weights).k() > 0.7);
  }
}
