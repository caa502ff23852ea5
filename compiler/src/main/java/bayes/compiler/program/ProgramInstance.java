package bayes.compiler.program;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A program that can run: interpreted or compiled. Set its data arrays, run the prelude once, then
 * evaluate as often as needed, which allocates nothing. Confined to one thread; {@link #fork} makes
 * instances for others.
 */
public interface ProgramInstance {
  /** Binds a DATA array of reals; the array is not copied and must not change any more. */
  void set(Array array, double[] elements);

  /** Binds a DATA array of ints; the array is not copied and must not change any more. */
  void set(Array array, int[] elements);

  /** Runs the prelude. Returns the check that failed, if one did; then it cannot evaluate. */
  Optional<Rejection> prelude();

  /**
   * Runs the body. Returns the program's result, 0 if it has none, or negative infinity as soon as
   * a check fails.
   *
   * @param position the POSITION array; unused by programs without one
   * @param output the OUTPUT array; unused by programs without one
   * @param random where random numbers come from; unused by programs that draw none
   */
  double evaluate(double[] position, double[] output, @Nullable RandomGenerator random);

  /** The check that failed in the last evaluation, if one did. */
  Optional<Rejection> rejection();

  /** Another instance on the same data and constants, with its own workspace. */
  ProgramInstance fork();
}
