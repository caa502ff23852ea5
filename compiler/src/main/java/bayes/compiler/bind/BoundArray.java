package bayes.compiler.bind;

/**
 * The value of a data variable as programs want it: flat, the first index slowest; members as their
 * integers, truth values as 0 and 1. Exactly one of the arrays is not empty, unless both are.
 */
public record BoundArray(double[] reals, int[] integers, boolean isReal) {
  static BoundArray of(double[] reals) {
    return new BoundArray(reals, new int[0], true);
  }

  static BoundArray of(int[] integers) {
    return new BoundArray(new double[0], integers, false);
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
