package bayes.runtime.math;

/**
 * Where a hidden chain of n steps and k states keeps its intermediate values, in one piece of an
 * array from {@code at}: how they are to be read, the transitions in the linear domain (one matrix,
 * or one per step), which of them are possible, the emissions in the linear domain, the forward
 * values, and by what they were scaled.
 *
 * <p>In all of them 0 means impossible: what is possible is never rounded to 0.
 */
final class ChainTable {
  /** The sum is empty, infinite or not a number: there is nothing to differentiate. */
  static final int NOTHING = 0;

  /** Two states, all of them possible at every step. */
  static final int TWO_STATES = 1;

  static final int LINEAR = 2;

  /** The forward values are logarithms. */
  static final int LOGARITHMS = 3;

  private static final int MODE = 0;
  private static final int COUNT = 1;
  private static final int TRANSITIONS = 2;

  private ChainTable() {}

  /** The number of matrices, one for all steps if the stride from one to the next is 0. */
  static int matrices(int n, int stride) {
    return stride == 0 ? 1 : n;
  }

  static int size(int n, int k, int stride) {
    return scratch(n, k, stride, 0) + 2 * k;
  }

  static int mode(double[] table, int at) {
    return (int) table[at + MODE];
  }

  static void setMode(double[] table, int at, int mode) {
    table[at + MODE] = mode;
  }

  /** The number of possible transitions if they are listed, else 0. */
  static int listed(double[] table, int at) {
    return (int) table[at + COUNT];
  }

  static void setListed(double[] table, int at, int count) {
    table[at + COUNT] = count;
  }

  /** Transitions, by step, from state, to state. */
  static int transitions(int at) {
    return at + TRANSITIONS;
  }

  /** Emissions, by step and state. */
  static int emissions(int n, int k, int stride, int at) {
    return transitions(at) + matrices(n, stride) * k * k;
  }

  /** Forward values, by step and state. */
  static int forward(int n, int k, int stride, int at) {
    return emissions(n, k, stride, at) + n * k;
  }

  /** The factors by which the forward values of a step were multiplied, powers of 2. */
  static int scales(int n, int k, int stride, int at) {
    return forward(n, k, stride, at) + n * k;
  }

  /**
   * The possible transitions of the only matrix: k + 1 numbers of the first one from each state;
   * for each of them the state it leads to; then their values.
   */
  static int lists(int n, int k, int stride, int at) {
    return scales(n, k, stride, at) + n;
  }

  /** Room for 2 k numbers. */
  static int scratch(int n, int k, int stride, int at) {
    return lists(n, k, stride, at) + k + 1 + 2 * k * k;
  }
}
