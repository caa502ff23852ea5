package bayes.compiler;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import java.util.List;

/**
 * How the elements of an array are numbered, by its indices as numbers.
 *
 * @param firsts the first index of each dimension
 * @param sizes of the dimensions
 */
record Places(int[] firsts, int[] sizes) {
  static Places of(List<IndexSet> dimensions, Axes axes) {
    return new Places(
        dimensions.stream().mapToInt(axes::first).toArray(),
        dimensions.stream().mapToInt(set -> axes.axis(set).size()).toArray());
  }

  int dimensions() {
    return sizes.length;
  }

  /** The number of elements. */
  int size() {
    int size = 1;
    for (int n : sizes) size = Math.multiplyExact(size, n);
    return size;
  }

  /** How far apart the numbers of neighbours in a dimension are. */
  int stride(int dimension) {
    int stride = 1;
    for (int d = dimension + 1; d < sizes.length; d++) stride *= sizes[d];
    return stride;
  }

  /** The number of the element whose indices stand in {@code cells} from {@code at} on. */
  int number(double[] cells, int at) {
    int number = 0;
    for (int d = 0; d < sizes.length; d++) {
      number = number * sizes[d] + (int) cells[at + d] - firsts[d];
    }
    return number;
  }

  /** An index as a number: of a range its value, of other sets the member's number. */
  static Expr number(Expr index) {
    return index.type() instanceof Type.Int
        ? index
        : new Expr.Convert(index, Type.INT, index.span());
  }
}
