package bayes.runtime.math;

import java.util.Arrays;

/**
 * The sum over the paths of a hidden Markov chain, by the forward algorithm. For n steps with k
 * states each, log weights w (emissions, and at the first step the initial probabilities) and log
 * transitions A,
 *
 * <pre>  log sum over z of exp(w[1, z[1]] + sum over t > 1 of A[t, z[t-1], z[t]] + w[t, z[t]])
 * </pre>
 *
 * <p>computed in n k^2 operations, or in n times the number of possible transitions where one
 * matrix serves all steps and few of its entries are above minus infinity. The gradient by w is the
 * probability of each state at each step, that by A the expected number of each transition: one
 * backward pass. Neither allocates anything.
 *
 * <p>Source: Rabiner, A tutorial on hidden Markov models (1989), section III. Here the forward
 * values are kept in the linear domain, relative to the likeliest emission of their step, and are
 * scaled by powers of 2 where they get small. A path whose share is lost in that must not matter:
 * either all transitions are likely enough to make up for it at once, or a backward pass shows that
 * it has no future; else everything is computed anew with logarithms.
 */
public final class HiddenChains {
  /** Forward values below this one count as lost. */
  static final double TINY = 0x1p-800;

  /**
   * What stands for possible values that are smaller: below {@link #TINY}, whatever its factors.
   */
  static final double FLOOR = 0x1p-990;

  /** The largest forward value of a step is scaled to 1 outside of these bounds. */
  static final double LOW = 0x1p-60;

  static final double HIGH = 0x1p60;

  /** If all transitions are above this, a lost path is one that any other makes up for. */
  private static final double LIKELY = 0x1p-100;

  /** Matrices whose largest logarithm is not near 0 are relative to that one. */
  private static final double NEAR = 50;

  private HiddenChains() {}

  /** The numbers that a chain keeps between {@link #logMarginal} and {@link #adjoint}. */
  public static int tableSize(int n, int k, int stride) {
    return ChainTable.size(n, k, stride);
  }

  /**
   * Stores the logarithm of the sum over all paths; 0 for no steps, minus infinity if none is
   * possible.
   *
   * @param n the number of steps
   * @param k the number of states
   * @param stride 0 if one matrix serves all steps, k x k if each step has one, the first of which
   *     is not used
   * @param weights n x k log weights
   * @param transitions log transitions, by the state before and the state
   * @param table receives what {@link #adjoint} needs, {@link #tableSize} numbers
   */
  public static void logMarginal(
      int n,
      int k,
      int stride,
      double[] weights,
      int weightsAt,
      double[] transitions,
      int transitionsAt,
      double[] value,
      int valueAt,
      double[] table,
      int tableAt) {
    ChainTable.setMode(table, tableAt, ChainTable.NOTHING);
    ChainTable.setListed(table, tableAt, 0);
    if (n == 0 || k == 0) {
      value[valueAt] = n == 0 ? 0 : Double.NEGATIVE_INFINITY;
      return;
    }
    int emissions = ChainTable.emissions(n, k, stride, tableAt);
    double shift = emissions(n, k, weights, weightsAt, table, emissions);
    if (n > 1) {
      int first = stride == 0 ? 0 : 1;
      int at = ChainTable.transitions(tableAt);
      for (int t = first; t < ChainTable.matrices(n, stride); t++) {
        int steps = stride == 0 ? n - 1 : 1;
        shift += steps * matrix(k, transitions, transitionsAt + t * stride, table, at + t * stride);
      }
    }
    if (!(Math.abs(shift) < Double.POSITIVE_INFINITY)) {
      value[valueAt] = shift;
      return;
    }
    boolean isLikely = n == 1 || isLikely(n, k, stride, table, tableAt);
    double sum = LinearChains.forward(n, k, stride, isLikely, table, tableAt);
    value[valueAt] =
        Double.isNaN(sum)
            ? LogarithmicChains.forward(
                n, k, stride, weights, weightsAt, transitions, transitionsAt, table, tableAt)
            : shift + sum;
  }

  /** Stores exp(w - max w) for every step, and returns the sum of those maxima. */
  private static double emissions(
      int n, int k, double[] weights, int weightsAt, double[] table, int at) {
    if (k == 2) return TwoStateChains.emissions(n, weights, weightsAt, table, at);
    double sum = 0;
    for (int t = 0; t < n; t++) {
      int row = weightsAt + t * k;
      double largest = weights[row];
      for (int i = 1; i < k; i++) largest = Math.max(largest, weights[row + i]);
      sum += largest;
      for (int i = 0; i < k; i++) table[at + t * k + i] = power(weights[row + i], largest);
    }
    return sum;
  }

  /** Stores exp(A - s), and returns s. */
  private static double matrix(
      int k, double[] transitions, int transitionsAt, double[] table, int at) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < k * k; i++) largest = Math.max(largest, transitions[transitionsAt + i]);
    double shift = Math.abs(largest) < NEAR ? 0 : largest;
    for (int i = 0; i < k * k; i++) table[at + i] = power(transitions[transitionsAt + i], shift);
    return shift;
  }

  /** exp(x - shift), 0 for minus infinity only. */
  private static double power(double x, double shift) {
    if (x == shift) return 1;
    return x == Double.NEGATIVE_INFINITY ? 0 : Math.max(FLOOR, Elementary.exp(x - shift));
  }

  private static boolean isLikely(int n, int k, int stride, double[] table, int tableAt) {
    int at = ChainTable.transitions(tableAt);
    for (int i = stride; i < ChainTable.matrices(n, stride) * k * k; i++) {
      if (!(table[at + i] >= LIKELY)) return false;
    }
    return true;
  }

  /**
   * Uses up the adjoint of the logarithm of the sum, and adds to those of the weights and of the
   * transitions.
   *
   * @param ofWeights 1 if the adjoint of the weights is wanted
   * @param ofTransitions 1 if that of the transitions is
   * @param table as {@link #logMarginal} has left it
   * @param scratch the adjoint of the table, zero before and after
   */
  public static void adjoint(
      int n,
      int k,
      int stride,
      int ofWeights,
      int ofTransitions,
      double[] weights,
      int weightsAt,
      double[] transitions,
      int transitionsAt,
      double[] table,
      int tableAt,
      double[] adjoint,
      int adjointAt,
      double[] scratch,
      int scratchAt,
      double[] weightsAdjoint,
      int weightsAdjointAt,
      double[] transitionsAdjoint,
      int transitionsAdjointAt) {
    double seed = adjoint[adjointAt];
    adjoint[adjointAt] = 0;
    if (seed == 0) return;
    int mode = ChainTable.mode(table, tableAt);
    boolean hasWeights = ofWeights == 1;
    boolean hasTransitions = ofTransitions == 1 && n > 1;
    if (mode == ChainTable.TWO_STATES) {
      TwoStateChains.backward(
          n,
          seed,
          hasWeights,
          hasTransitions,
          table,
          tableAt,
          weightsAdjoint,
          weightsAdjointAt,
          transitionsAdjoint,
          transitionsAdjointAt);
    } else if (mode == ChainTable.LINEAR) {
      LinearChains.backward(
          n,
          k,
          stride,
          seed,
          hasWeights,
          hasTransitions,
          table,
          tableAt,
          scratch,
          scratchAt,
          weightsAdjoint,
          weightsAdjointAt,
          transitionsAdjoint,
          transitionsAdjointAt);
    } else if (mode == ChainTable.LOGARITHMS) {
      LogarithmicChains.backward(
          n,
          k,
          stride,
          seed,
          hasWeights,
          hasTransitions,
          weights,
          weightsAt,
          transitions,
          transitionsAt,
          table,
          tableAt,
          scratch,
          scratchAt,
          weightsAdjoint,
          weightsAdjointAt,
          transitionsAdjoint,
          transitionsAdjointAt);
    }
  }

  /**
   * Stores the probability of each state at each step, given all weights; NaN if no path is
   * possible.
   *
   * @param probabilities receives n x k numbers
   * @param table for scratch, {@link #tableSize} numbers
   */
  public static void marginals(
      int n,
      int k,
      int stride,
      double[] weights,
      int weightsAt,
      double[] transitions,
      int transitionsAt,
      double[] probabilities,
      int probabilitiesAt,
      double[] table,
      int tableAt) {
    if (n == 0 || k == 0) return;
    double[] value = new double[1];
    logMarginal(
        n, k, stride, weights, weightsAt, transitions, transitionsAt, value, 0, table, tableAt);
    boolean isPossible = ChainTable.mode(table, tableAt) != ChainTable.NOTHING;
    Arrays.fill(
        probabilities, probabilitiesAt, probabilitiesAt + n * k, isPossible ? 0 : Double.NaN);
    value[0] = 1;
    adjoint(
        n,
        k,
        stride,
        1,
        0,
        weights,
        weightsAt,
        transitions,
        transitionsAt,
        table,
        tableAt,
        value,
        0,
        new double[k * k + 2 * k],
        0,
        probabilities,
        probabilitiesAt,
        value,
        0);
  }

  /**
   * Draws the path backward: stores the states, from 1, of one path with its probability given all
   * weights. All are 0 if no path is possible.
   *
   * @param uniform numbers between 0 and 1, one per step
   */
  public static void path(
      int n,
      int k,
      int stride,
      double[] weights,
      int weightsAt,
      double[] transitions,
      int transitionsAt,
      double[] uniform,
      int[] states,
      int statesAt) {
    double[] table = new double[tableSize(n, k, stride)];
    double[] chances = new double[k + 1];
    logMarginal(n, k, stride, weights, weightsAt, transitions, transitionsAt, chances, 0, table, 0);
    int mode = ChainTable.mode(table, 0);
    Arrays.fill(states, statesAt, statesAt + n, 0);
    if (mode == ChainTable.NOTHING) return;
    if (mode == ChainTable.TWO_STATES) TwoStateChains.onlyForward(n, table, 0);
    int forward = ChainTable.forward(n, k, stride, 0);
    for (int t = n - 1; t >= 0; t--) {
      int next = t == n - 1 ? -1 : states[statesAt + t + 1] - 1;
      int column = transitionsAt + (t + 1) * stride + next;
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < k; i++) {
        double value = table[forward + t * k + i];
        chances[i] =
            (mode == ChainTable.LOGARITHMS ? value : Math.log(value))
                + (next < 0 ? 0 : transitions[column + i * k]);
        largest = Math.max(largest, chances[i]);
      }
      states[statesAt + t] = 1 + drawn(k, chances, largest, uniform[t]);
    }
  }

  /** The number of one of some events whose logarithms of chances are given. */
  private static int drawn(int k, double[] chances, double largest, double uniform) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      chances[i] = Math.exp(chances[i] - largest);
      sum += chances[i];
    }
    double rest = uniform * sum;
    int last = 0;
    for (int i = 0; i < k; i++) {
      if (chances[i] == 0) continue;
      last = i;
      rest -= chances[i];
      if (rest < 0) break;
    }
    return last;
  }
}
