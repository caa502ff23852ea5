package bayes.compiler.bind;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the rows of a ragged array are among its elements.
 *
 * @param extents of the dimensions before the ragged one
 * @param starts how many elements stand before each row, the first index slowest
 * @param lengths of the rows
 */
record RaggedRows(List<SetMembers> extents, int[] starts, int[] lengths) {

  /** Whether rows of a variable differ in length. */
  static boolean isRagged(VariableDeclaration variable) {
    List<IndexSet> dimensions = variable.symbol().type().dimensions();
    return !dimensions.isEmpty()
        && dimensions.get(0) instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Ragged;
  }

  int total() {
    int total = 0;
    for (int length : lengths) total += length;
    return total;
  }

  /** The indices of an element as data are indexed: labels, or numbers from 1. */
  List<Object> path(int element) {
    int row = 0;
    while (row + 1 < starts.length && element >= starts[row] + lengths[row]) row++;
    List<Object> path = new ArrayList<>();
    int rest = row;
    for (int d = extents.size() - 1; d >= 0; d--) {
      SetMembers extent = extents.get(d);
      int position = rest % extent.size();
      path.add(0, extent.names().isPresent() ? extent.names().get().get(position) : position + 1);
      rest /= extent.size();
    }
    path.add(element - starts[row] + 1);
    return path;
  }

  /** The data with what the programs need to find a row. */
  BoundData bind(IndexSet.Definition.Ragged array, BoundData bound) {
    BoundData more = bound.with(array.starts(), BoundArray.of(starts));
    if (array.lengths().isPresent()) {
      more = more.with(array.lengths().get(), BoundArray.of(lengths));
    }
    bayes.compiler.model.Expr.Variable total = (bayes.compiler.model.Expr.Variable) array.total();
    return more.with(total.symbol(), BoundArray.of(new int[] {total()}));
  }
}
