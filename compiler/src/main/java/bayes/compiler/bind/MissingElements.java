package bayes.compiler.bind;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The elements that the entry of a data variable leaves out, as the model's latents. */
final class MissingElements {
  private final List<SetMembers> extents;
  private final BitSet missing;
  private final Optional<RaggedRows> rows;

  /**
   * Missing elements.
   *
   * @param extents the set of each dimension
   * @param missing which elements, counted with the first index slowest
   * @param rows where the rows are, if they differ in length
   */
  MissingElements(List<SetMembers> extents, BitSet missing, Optional<RaggedRows> rows) {
    this.extents = extents;
    this.missing = missing;
    this.rows = rows;
  }

  /** The set of the missing elements of a data variable, if any may be missing. */
  static Optional<IndexSet.Declared> of(TypedModel model, Symbol data) {
    return model.sets().stream()
        .filter(
            set ->
                set.definition() instanceof IndexSet.Definition.Missing m && m.data().equals(data))
        .findFirst();
  }

  /** The data with the members of {@code set}, and the place of each element among them. */
  BoundData bind(IndexSet.Declared set, int size, BoundData bound) {
    IndexSet.Definition.Missing definition = (IndexSet.Definition.Missing) set.definition();
    int[] places = new int[size];
    List<String> labels = new ArrayList<>();
    for (int i = missing.nextSetBit(0); i >= 0; i = missing.nextSetBit(i + 1)) {
      labels.add(label(i));
      places[i] = labels.size();
    }
    return bound
        .with(set, SetMembers.places(labels, isQuoted()))
        .with(definition.places(), BoundArray.of(places));
  }

  private boolean isQuoted() {
    return rows.isEmpty() && extents.size() == 1 && extents.get(0).names().isPresent();
  }

  /** The indices of an element as they stand between brackets; one label without its quotes. */
  private String label(int element) {
    if (rows.isPresent()) return row(rows.get().path(element));
    if (extents.isEmpty()) return "1";
    List<String> indices = new ArrayList<>();
    int rest = element;
    for (int d = extents.size() - 1; d >= 0; d--) {
      SetMembers extent = extents.get(d);
      String label = extent.label(rest % extent.size());
      boolean quoted = extent.names().isPresent() && extents.size() > 1;
      indices.add(0, quoted ? '"' + label + '"' : label);
      rest /= extent.size();
    }
    return String.join(", ", indices);
  }

  private static String row(List<Object> path) {
    return path.stream()
        .map(index -> index instanceof String label ? '"' + label + '"' : index.toString())
        .collect(Collectors.joining(", "));
  }
}
