package bayes.compiler.plan.sum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BothWays;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.random.Streams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A model whose discrete latents are summed out, against the sum over all their states. */
record SummedModel(String name, String text, String json) {
  private static final double EXACT = 1e-10;
  private static final int DRAWS = 1000;

  /** Sums alone: continuous latents stay. */
  static final PlanOptions SUMS = new PlanOptions(true, false, false, false, false);

  @Override
  public String toString() {
    return name;
  }

  BothWays.Bound bind() {
    SourceText source = SourceText.of("model.bayes", text);
    return BothWays.of(Model.compile(source, Imports.NONE, SUMS)).bind(data());
  }

  Data data() {
    return Enumerated.data(json);
  }

  Enumerated enumerated(String otherText) {
    return Enumerated.of(otherText, data());
  }

  static double[] position(int dimension, long seed) {
    RandomGenerator random = Streams.of(seed).chain(0);
    double[] position = new double[dimension];
    for (int i = 0; i < dimension; i++) position[i] = 2 * random.nextDouble() - 1;
    return position;
  }

  /** The largest relative difference of log densities at some positions. */
  static double worst(BothWays.Bound summed, Enumerated states, int positions) {
    assertEquals(0, summed.discreteSites().count(), "discrete latents are left");
    assertEquals(states.continuous(), summed.dimension());
    double worst = 0;
    for (int i = 0; i < positions; i++) {
      double[] position = position(summed.dimension(), 1000 + i);
      double expected = states.logDensity(position);
      double actual = summed.logDensity(position);
      if (expected == actual) continue;
      double error = Math.abs(actual - expected) / (1 + Math.abs(expected));
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
    }
    return worst;
  }

  void checkDensity() {
    double worst = worst(bind(), enumerated(text), 6);
    assertTrue(worst < EXACT, name + ": the log density is off by " + worst);
  }

  void checkGradient() {
    BothWays.Bound summed = bind();
    double[] position = position(summed.dimension(), 77);
    double[] gradient = summed.gradient(position);
    for (int i = 0; i < position.length; i++) {
      double h = 1e-4;
      double slope =
          (8 * (at(summed, position, i, h) - at(summed, position, i, -h))
                  - (at(summed, position, i, 2 * h) - at(summed, position, i, -2 * h)))
              / (12 * h);
      assertEquals(slope, gradient[i], 1e-6 * (1 + Math.abs(slope)), name + ", coordinate " + i);
    }
  }

  private static double at(BothWays.Bound model, double[] position, int i, double step) {
    double[] moved = position.clone();
    moved[i] += step;
    return model.logDensity(moved);
  }

  /** Chi-square of the recovered states against their exact probabilities, as a z-score. */
  double recoveredScore(List<String> latents, Enumerated exact) {
    BothWays.Bound summed = bind();
    double[] position = position(summed.dimension(), 5);
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      BothWays.Bound.Row row = summed.record(position, 90_000 + draw);
      List<Integer> state =
          latents.stream()
              .flatMap(latent -> Arrays.stream(row.of(latent)).mapToObj(v -> (int) v))
              .toList();
      counts.merge(state, 1, Integer::sum);
    }
    double chiSquared = 0;
    int cells = 0;
    double rest = DRAWS;
    int restCount = DRAWS;
    for (Enumerated.State state : exact.states(position)) {
      List<Integer> values = Arrays.stream(state.values()).boxed().toList();
      int count = counts.getOrDefault(values, 0);
      double expected = DRAWS * state.probability();
      if (expected == 0) assertEquals(0, count, name + ": impossible " + values);
      if (expected < 8) continue;
      chiSquared += (count - expected) * (count - expected) / expected;
      cells++;
      rest -= expected;
      restCount -= count;
    }
    if (rest > 8) {
      chiSquared += (restCount - rest) * (restCount - rest) / rest;
      cells++;
    } else if (cells == 0) {
      throw new IllegalStateException("no state has enough draws");
    }
    int freedom = Math.max(1, cells - 1);
    // Wilson and Hilferty (1931): its cube root is close to normal.
    double spread = 2.0 / (9 * freedom);
    return (Math.cbrt(chiSquared / freedom) - (1 - spread)) / Math.sqrt(spread);
  }
}
