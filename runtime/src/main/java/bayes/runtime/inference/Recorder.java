package bayes.runtime.inference;

import bayes.runtime.draws.RecordedVariable;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Turns an unconstrained position into one row of reported values: constrained latents, derived
 * values that are recorded, and generated quantities (which may draw random numbers). Confined to
 * one thread.
 */
public interface Recorder {
  /** What a row holds, in order; each variable's elements follow with the first index slowest. */
  List<RecordedVariable> variables();

  /** The length of a row: the sum of the variables' sizes. */
  int width();

  /**
   * Writes the row that belongs to {@code position} to {@code rowOut}, of length {@link #width()}.
   */
  void record(double[] position, RandomGenerator random, double[] rowOut);
}
