package bayes.runtime.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that changes from step to step, and whose state between two steps can be saved and
 * restored, so that it goes on as if it had never been interrupted: to the last bit.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>The state is what the next step reads and an earlier one wrote. What construction makes of
 *       settings, model and data is no state, nor are workspaces that each step fills anew.
 *   <li>{@link #restore} is called on an object that was made anew from the same settings, model
 *       and data, and reads exactly what {@link #save} wrote.
 *   <li>Parts are saved by their owners, in a fixed order: an owner calls {@code save} and {@code
 *       restore} of each. Random generators are not parts, since they are handed in.
 *   <li>{@link #save} changes nothing: a run is the same however often it is saved. Numbers are
 *       written as they are ({@link DataOutput#writeDouble}), and derived ones either written too
 *       or computed again by the very same operations.
 * </ul>
 *
 * Arrays go through {@link StateArrays}, which holds lengths against each other.
 */
public interface Resumable {
  /** Writes the state between two steps. */
  void save(DataOutput out) throws IOException;

  /**
   * Takes the state over that {@link #save} wrote.
   *
   * @throws StateMismatch if it is that of something else
   */
  void restore(DataInput in) throws IOException;
}
