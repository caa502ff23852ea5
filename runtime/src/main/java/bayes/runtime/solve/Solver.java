package bayes.runtime.solve;

/**
 * A function whose values come from solving something that another function defines. It is given
 * all that it depends on in one piece of an array, and writes its values to another; the layouts
 * are with each solver. For one thread.
 */
public interface Solver {
  /** It has a solution, and it is written. */
  int SOLVED = 0;

  /** The largest number of steps was not enough. */
  int TOO_MANY_STEPS = 1;

  /** The function, or the solution, is infinite or not a number. */
  int NOT_FINITE = 2;

  /** No step is small enough: the solution jumps or ends, or the problem is stiff. */
  int NO_SMALLER_STEP = 3;

  /** Times do not increase. */
  int UNORDERED = 4;

  /** A tolerance or the number of steps is not positive. */
  int INVALID_OPTION = 5;

  /** The function itself is not defined for these sizes. */
  int UNDEFINED = 6;

  /**
   * Solves for the {@code length} numbers of input from {@code from} on, and writes what it finds
   * from {@code to} on. Returns {@link #SOLVED}, or what kept it from a solution; then nothing is
   * written.
   *
   * @param sizes the same in each call
   */
  int solve(int[] sizes, double[] input, int from, int length, double[] output, int to);

  /**
   * Adds to {@code inputAdjoint}, from {@code to} on, the gradient by the input of the sum of all
   * outputs, each times its {@code outputAdjoint}. Only after the same input has been solved.
   */
  void pullback(
      int[] sizes,
      double[] input,
      int from,
      int length,
      double[] outputAdjoint,
      int at,
      double[] inputAdjoint,
      int to);
}
