package bayes.compiler.bind;

import bayes.runtime.data.DataValue;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Collects the rows of a ragged array, in whatever order they are read. */
final class RaggedReader {
  private final List<SetMembers> extents;
  private final int[] starts;
  private final int[] lengths;
  private double[] reals = new double[16];
  private int[] integers = new int[16];
  private int filled;

  RaggedReader(List<SetMembers> extents) {
    int rows = 1;
    for (SetMembers extent : extents) rows *= extent.size();
    this.extents = List.copyOf(extents);
    starts = new int[rows];
    lengths = new int[rows];
  }

  /** Begins a row; returns where its elements go. */
  int begin(int row, int length) {
    starts[row] = filled;
    lengths[row] = length;
    filled += length;
    if (filled > reals.length) {
      int capacity = Math.max(filled, 2 * reals.length);
      reals = Arrays.copyOf(reals, capacity);
      integers = Arrays.copyOf(integers, capacity);
    }
    return starts[row];
  }

  void set(int at, double value) {
    reals[at] = value;
  }

  void set(int at, int value) {
    integers[at] = value;
  }

  void copy(DataValue.Numbers numbers, int at) {
    numbers.copyTo(reals, at);
  }

  double real(int at) {
    return reals[at];
  }

  /** The elements in the order of their rows. */
  BoundArray values(boolean areReal) {
    double[] sortedReals = new double[areReal ? filled : 0];
    int[] sortedIntegers = new int[areReal ? 0 : filled];
    int next = 0;
    for (int row = 0; row < starts.length; row++) {
      if (areReal) System.arraycopy(reals, starts[row], sortedReals, next, lengths[row]);
      else System.arraycopy(integers, starts[row], sortedIntegers, next, lengths[row]);
      next += lengths[row];
    }
    return areReal ? BoundArray.of(sortedReals) : BoundArray.of(sortedIntegers);
  }

  /** Elements by their places in {@link #values}, of places where they were read. */
  BitSet inOrder(BitSet elements) {
    if (elements.isEmpty()) return elements;
    BitSet sorted = new BitSet();
    int next = 0;
    for (int row = 0; row < starts.length; row++) {
      for (int i = 0; i < lengths[row]; i++) {
        if (elements.get(starts[row] + i)) sorted.set(next + i);
      }
      next += lengths[row];
    }
    return sorted;
  }

  /** Where the rows are in {@link #values}. */
  RaggedRows rows() {
    int[] sorted = new int[starts.length];
    for (int row = 1; row < sorted.length; row++) sorted[row] = sorted[row - 1] + lengths[row - 1];
    return new RaggedRows(extents, sorted, lengths);
  }
}
