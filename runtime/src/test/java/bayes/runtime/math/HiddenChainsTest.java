package bayes.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The forward algorithm against the sum over all paths, at ordinary and at extreme weights. */
class HiddenChainsTest {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** A chain by its log weights and log transitions, one matrix or one per step. */
  private record Chain(int n, int k, double[] weights, double[] transitions) {
    int stride() {
      return transitions.length == k * k ? 0 : k * k;
    }

    double transition(int t, int from, int to) {
      return transitions[t * stride() + from * k + to];
    }

    double logMarginal(double[] table) {
      double[] value = new double[1];
      HiddenChains.logMarginal(n, k, stride(), weights, 0, transitions, 0, value, 0, table, 0);
      return value[0];
    }

    double logMarginal() {
      return logMarginal(new double[HiddenChains.tableSize(n, k, stride())]);
    }

    /** The gradient by the weights, then by the transitions. */
    double[][] gradient(double seed) {
      double[] table = new double[HiddenChains.tableSize(n, k, stride())];
      logMarginal(table);
      double[] adjoint = {seed};
      double[] scratch = new double[table.length];
      double[][] gradient = {new double[weights.length], new double[transitions.length]};
      HiddenChains.adjoint(
          n,
          k,
          stride(),
          1,
          1,
          weights,
          0,
          transitions,
          0,
          table,
          0,
          adjoint,
          0,
          scratch,
          0,
          gradient[0],
          0,
          gradient[1],
          0);
      assertEquals(0, adjoint[0]);
      for (double x : scratch) assertEquals(0, x, "scratch is left as it was");
      return gradient;
    }

    /** The log weight of every path, by the number that its states are the digits of. */
    double[] paths() {
      int count = 1;
      for (int t = 0; t < n; t++) count *= k;
      double[] paths = new double[count];
      for (int path = 0; path < count; path++) {
        for (int t = 0; t < n; t++) {
          int state = state(path, t);
          paths[path] += weights[t * k + state];
          if (t > 0) paths[path] += transition(t, state(path, t - 1), state);
        }
      }
      return paths;
    }

    int state(int path, int t) {
      int rest = path;
      for (int s = 0; s < t; s++) rest /= k;
      return rest % k;
    }

    double enumerated() {
      return logSum(paths());
    }
  }

  private static double logSum(double[] x) {
    double largest = Arrays.stream(x).max().orElse(NEVER);
    if (largest == NEVER) return NEVER;
    return largest + Math.log(Arrays.stream(x).map(a -> Math.exp(a - largest)).sum());
  }

  /** Chains with weights of some spread, some of them impossible. */
  private static Chain random(
      Random random, int n, int k, boolean isHomogeneous, double spread, double impossible) {
    double[] weights = random.doubles(n * k, -spread, spread).toArray();
    double[] transitions = new double[isHomogeneous ? k * k : n * k * k];
    for (int i = 0; i < transitions.length; i++)
      transitions[i] = spread * (random.nextDouble() - 1);
    for (double[] array : List.of(weights, transitions)) {
      for (int i = 0; i < array.length; i++) if (random.nextDouble() < impossible) array[i] = NEVER;
    }
    return new Chain(n, k, weights, transitions);
  }

  @TestFactory
  List<DynamicTest> equalsTheSumOverAllPaths() {
    List<DynamicTest> tests = new ArrayList<>();
    Random random = new Random(20261);
    for (double spread : new double[] {1, 30, 700, 5000}) {
      for (double impossible : new double[] {0, 0.3, 0.7}) {
        for (boolean isHomogeneous : new boolean[] {true, false}) {
          for (int k = 1; k <= 5; k++) {
            for (int n = 1; n <= 6; n++) {
              Chain chain = random(random, n, k, isHomogeneous, spread, impossible);
              tests.add(
                  DynamicTest.dynamicTest(
                      n + " steps, " + k + " states, to " + spread, () -> check(chain)));
            }
          }
        }
      }
    }
    return tests;
  }

  private static void check(Chain chain) {
    double expected = chain.enumerated();
    double tolerance = 1e-12 * Math.max(1, Math.abs(expected));
    assertEquals(expected, chain.logMarginal(), expected == NEVER ? 0 : tolerance);
    double[] byWeights = new double[chain.weights.length];
    double[] byTransitions = new double[chain.transitions.length];
    if (expected > NEVER) {
      double[] paths = chain.paths();
      for (int path = 0; path < paths.length; path++) {
        double chance = 3 * Math.exp(paths[path] - expected);
        for (int t = 0; t < chain.n; t++) {
          int state = chain.state(path, t);
          byWeights[t * chain.k + state] += chance;
          if (t == 0) continue;
          int row = t * chain.stride() + chain.state(path, t - 1) * chain.k;
          byTransitions[row + state] += chance;
        }
      }
    }
    double[][] gradient = chain.gradient(3);
    // Terms of a size of 5000 have twelve digits behind the point.
    assertClose(byWeights, gradient[0], 1e-10);
    assertClose(byTransitions, gradient[1], 1e-10);
  }

  private static void assertClose(double[] expected, double[] actual, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])));
    }
  }

  @Test
  void noStepHasOnePathAndNoStateHasNone() {
    assertEquals(0, new Chain(0, 3, new double[0], new double[9]).logMarginal());
    assertEquals(NEVER, new Chain(2, 0, new double[0], new double[0]).logMarginal());
  }

  @Test
  void whatIsNoNumberStaysSo() {
    Chain chain = random(new Random(1), 4, 3, true, 1, 0);
    chain.weights[5] = Double.NaN;
    assertTrue(Double.isNaN(chain.logMarginal()));
    chain.weights[5] = 0;
    chain.transitions[7] = Double.NaN;
    assertTrue(Double.isNaN(chain.logMarginal()));
  }

  /** Two hypotheses that never change: the one that falls far behind comes to win in the end. */
  @Test
  void aPathThatHasFallenBehindComesToWin() {
    int n = 2000;
    double[] weights = new double[2 * n];
    for (int t = 0; t < n; t++) weights[2 * t + (t < n / 2 ? 1 : 0)] = t < n / 2 ? -2 : -4;
    Chain chain = new Chain(n, 2, weights, new double[] {0, NEVER, NEVER, 0});
    assertEquals(-n, chain.logMarginal(), 1e-9);
    assertEquals(1, chain.gradient(1)[0][1], 1e-9);
    // A fault that would lose the second hypothesis for good gives twice that.
    assertNotEquals(-2.0 * n, chain.logMarginal(), 1);
  }

  /** An absorbing state: n - 1 times the chance to stay, then the chance to fall in, once each. */
  @Test
  void absorbingStates() {
    int n = 3000;
    double stay = Math.log(0.4);
    double fall = Math.log(0.6);
    double[] weights = new double[2 * n];
    weights[1] = NEVER;
    // Only the last step is known to be in the absorbing state.
    weights[2 * (n - 1)] = NEVER;
    Chain chain = new Chain(n, 2, weights, new double[] {stay, fall, NEVER, 0});
    assertEquals(0, chain.logMarginal(), 1e-12);
    double[][] gradient = chain.gradient(1);
    assertEquals(1, gradient[1][1], 1e-12);
    assertEquals(0.4 / 0.6, gradient[1][0], 1e-12);
    assertEquals(0, gradient[1][2]);
  }

  /** Independent steps have the sum of their logarithms, however many there are. */
  @Test
  void longChainsDoNotUnderflow() {
    for (int k : new int[] {1, 2, 3, 7}) {
      int n = 100_000;
      Random random = new Random(k);
      double[] weights = random.doubles((long) n * k, -30, 0).toArray();
      double[] transitions = new double[k * k];
      double expected = 0;
      for (int j = 0; j < k; j++) {
        double x = random.nextDouble() - 2;
        for (int i = 0; i < k; i++) transitions[i * k + j] = x;
      }
      for (int t = 0; t < n; t++) {
        double[] terms = Arrays.copyOfRange(weights, t * k, t * k + k);
        if (t > 0) for (int j = 0; j < k; j++) terms[j] += transitions[j];
        expected += logSum(terms);
      }
      Chain chain = new Chain(n, k, weights, transitions);
      assertEquals(expected, chain.logMarginal(), 1e-10 * Math.abs(expected));
      double sum = Arrays.stream(chain.gradient(1)[0]).sum();
      assertEquals(n, sum, 1e-8 * n);
    }
  }

  /** A band of transitions costs what it has, and gives what full rows with the same zeros do. */
  @Test
  void fewTransitionsAreListed() {
    int n = 40;
    int k = 50;
    Random random = new Random(3);
    double[] weights = random.doubles((long) n * k, -800, 0).toArray();
    double[] band = new double[k * k];
    Arrays.fill(band, NEVER);
    for (int i = 0; i < k; i++) {
      for (int j = Math.max(0, i - 1); j <= Math.min(k - 1, i + 1); j++) {
        band[i * k + j] = -random.nextDouble();
      }
    }
    double[] repeated = new double[n * k * k];
    for (int t = 0; t < n; t++) System.arraycopy(band, 0, repeated, t * k * k, k * k);
    Chain listed = new Chain(n, k, weights, band);
    double[] table = new double[HiddenChains.tableSize(n, k, 0)];
    double sum = listed.logMarginal(table);
    assertEquals(3 * k - 2, ChainTable.listed(table, 0));
    Chain full = new Chain(n, k, weights, repeated);
    assertEquals(full.logMarginal(), sum, 1e-11 * Math.abs(sum));
    double[] counts = new double[k * k];
    double[] perStep = full.gradient(1)[1];
    for (int i = 0; i < perStep.length; i++) counts[i % (k * k)] += perStep[i];
    assertClose(counts, listed.gradient(1)[1], 1e-10);
    assertClose(full.gradient(1)[0], listed.gradient(1)[0], 1e-10);
  }

  @Test
  void marginalsAreTheProbabilitiesOfStates() {
    for (double spread : new double[] {1, 3000}) {
      Chain chain = random(new Random(5), 5, 3, false, spread, 0.1);
      double[] marginals = new double[15];
      double[] table = new double[HiddenChains.tableSize(5, 3, 9)];
      HiddenChains.marginals(
          5, 3, 9, chain.weights, 0, chain.transitions, 0, marginals, 0, table, 0);
      double[] expected = new double[15];
      double total = chain.enumerated();
      double[] paths = chain.paths();
      for (int path = 0; path < paths.length; path++) {
        for (int t = 0; t < 5; t++) {
          expected[t * 3 + chain.state(path, t)] += Math.exp(paths[path] - total);
        }
      }
      assertClose(expected, marginals, 1e-10);
    }
  }

  private static final int DRAWS = 40_000;

  /**
   * The statistic of Pearson's test of drawn paths, against the chain that is said to draw them.
   */
  private static double chiSquare(Chain drawn, Chain expected) {
    double[] paths = expected.paths();
    double total = expected.enumerated();
    int[] counts = new int[paths.length];
    Random random = new Random(77);
    int[] states = new int[drawn.n];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] uniform = random.doubles(drawn.n).toArray();
      HiddenChains.path(
          drawn.n,
          drawn.k,
          drawn.stride(),
          drawn.weights,
          0,
          drawn.transitions,
          0,
          uniform,
          states,
          0);
      int path = 0;
      for (int t = drawn.n - 1; t >= 0; t--) path = path * drawn.k + states[t] - 1;
      counts[path]++;
    }
    double statistic = 0;
    for (int path = 0; path < paths.length; path++) {
      double mean = DRAWS * Math.exp(paths[path] - total);
      if (mean == 0) assertEquals(0, counts[path], "an impossible path");
      else statistic += (counts[path] - mean) * (counts[path] - mean) / mean;
    }
    return statistic;
  }

  @Test
  void pathsHaveTheirProbabilities() {
    for (boolean isHomogeneous : new boolean[] {true, false}) {
      Chain chain = random(new Random(9), 4, 3, isHomogeneous, 1.5, 0);
      // 80 degrees of freedom: mean 80, standard deviation 12.6.
      assertTrue(chiSquare(chain, chain) < 80 + 5 * 12.6);
      double[] other = chain.weights.clone();
      other[4] += 0.2;
      Chain faulty = new Chain(4, 3, other, chain.transitions);
      assertTrue(chiSquare(faulty, chain) > 80 + 5 * 12.6, "a planted fault is seen");
    }
  }

  /** Two states are summed from both ends, and drawn from one. */
  @Test
  void pathsOfTwoStatesHaveTheirProbabilities() {
    for (int n : new int[] {5, 6}) {
      Chain chain = random(new Random(11), n, 2, true, 1.5, 0);
      double degrees = Math.pow(2, n) - 1;
      double limit = degrees + 5 * Math.sqrt(2 * degrees);
      assertTrue(chiSquare(chain, chain) < limit);
      double[] other = chain.weights.clone();
      other[2 * n - 1] += 0.2;
      Chain faulty = new Chain(n, 2, other, chain.transitions);
      assertTrue(chiSquare(faulty, chain) > limit, "a planted fault is seen");
    }
  }

  /** Forward and backward values that have to be scaled, against one matrix for each step. */
  @Test
  void twoStatesFarApart() {
    for (int n : new int[] {2, 3, 301, 302}) {
      Random random = new Random(n);
      double[] weights = random.doubles(2L * n, -90, 0).toArray();
      double[] matrix = {-0.1, -2.3, -30, -60};
      double[] repeated = new double[4 * n];
      for (int t = 0; t < n; t++) System.arraycopy(matrix, 0, repeated, 4 * t, 4);
      Chain chain = new Chain(n, 2, weights, matrix);
      Chain full = new Chain(n, 2, weights, repeated);
      double[] table = new double[HiddenChains.tableSize(n, 2, 0)];
      assertEquals(full.logMarginal(), chain.logMarginal(table), 1e-12 * 90 * n);
      assertEquals(ChainTable.TWO_STATES, ChainTable.mode(table, 0));
      assertClose(full.gradient(2)[0], chain.gradient(2)[0], 1e-11);
      double[] counts = new double[4];
      double[] perStep = full.gradient(2)[1];
      for (int i = 0; i < perStep.length; i++) counts[i % 4] += perStep[i];
      assertClose(counts, chain.gradient(2)[1], 1e-11);
    }
  }

  @Test
  void impossibleChainsHaveNoPath() {
    int[] states = {7, 7};
    HiddenChains.path(
        2, 1, 0, new double[] {0, NEVER}, 0, new double[] {0}, 0, new double[2], states, 0);
    assertEquals(0, states[0] + states[1]);
  }
}
