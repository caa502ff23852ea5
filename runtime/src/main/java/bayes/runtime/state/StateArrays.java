package bayes.runtime.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays in saved states: their length, then their elements. */
public final class StateArrays {
  private StateArrays() {}

  /** Writes an array. */
  public static void save(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) out.writeDouble(value);
  }

  /** Writes an array. */
  public static void save(int[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) out.writeInt(value);
  }

  /** Reads an array of known length into {@code values}. */
  public static void restore(double[] values, DataInput in) throws IOException {
    expect(values.length, in.readInt());
    for (int i = 0; i < values.length; i++) values[i] = in.readDouble();
  }

  /** Reads an array of known length into {@code values}. */
  public static void restore(int[] values, DataInput in) throws IOException {
    expect(values.length, in.readInt());
    for (int i = 0; i < values.length; i++) values[i] = in.readInt();
  }

  /**
   * Reads an array whose length is part of the state.
   *
   * @param most the greatest length that makes sense, so that a damaged state does not fill the
   *     memory
   */
  public static double[] restoreDoubles(int most, DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new StateMismatch("an array of " + length + " numbers, where at most " + most + " are");
    }
    double[] values = new double[length];
    for (int i = 0; i < length; i++) values[i] = in.readDouble();
    return values;
  }

  private static void expect(int length, int found) throws StateMismatch {
    if (found == length) return;
    throw new StateMismatch("an array of " + found + " numbers, where " + length + " are expected");
  }
}
