package bayes.compiler.bind;

import bayes.compiler.model.Type;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The value of a data variable as programs want it: flat, the first index slowest; members as their
 * integers, truth values as 0 and 1. Exactly one of the arrays is not empty, unless both are.
 */
public record BoundArray(double[] reals, int[] integers, boolean isReal) {
  /** The integer that stands for none, in data that a simulation writes. */
  static final int MISSING = Integer.MIN_VALUE;

  static BoundArray of(double[] reals) {
    return new BoundArray(reals, new int[0], true);
  }

  static BoundArray of(int[] integers) {
    return new BoundArray(new double[0], integers, false);
  }

  /** Nothing at all over these sets. */
  static BoundArray missing(List<SetMembers> extents, Type element) {
    int size = 1;
    for (SetMembers extent : extents) size = Math.multiplyExact(size, extent.size());
    if (element instanceof Type.Real) {
      double[] reals = new double[size];
      Arrays.fill(reals, Double.NaN);
      return of(reals);
    }
    int[] integers = new int[size];
    Arrays.fill(integers, MISSING);
    return of(integers);
  }

  /** An element as a real, NaN if it is missing, of data that a simulation writes. */
  public double known(int i) {
    return !isReal && integers[i] == MISSING ? Double.NaN : get(i);
  }

  /** This without some elements, in data that a simulation writes. */
  BoundArray without(BitSet elements) {
    if (elements.isEmpty()) return this;
    BoundArray copy = new BoundArray(reals.clone(), integers.clone(), isReal);
    elements.stream()
        .forEach(
            i -> {
              if (isReal) copy.reals[i] = Double.NaN;
              else copy.integers[i] = MISSING;
            });
    return copy;
  }

  /** The number of elements. */
  public int length() {
    return isReal ? reals.length : integers.length;
  }

  /** An element as a real. */
  public double get(int i) {
    return isReal ? reals[i] : integers[i];
  }
}
