package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.runtime.data.CsvTable;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column whose cells are elements of an array, by the labels in other columns of its table.
 *
 * @param of the column of values
 * @param sets the sets of the array's dimensions
 * @param keys the columns with their labels
 * @param mayRepeat whether rows with the same labels may repeat a value
 */
record LongColumn(
    Symbol symbol,
    DataEntry entry,
    DataOrigin.Column of,
    List<IndexSet.Declared> sets,
    List<DataOrigin.Column> keys,
    boolean mayRepeat) {

  DataOrigin.Column keyOf(IndexSet.Declared set) {
    return keys.get(sets.indexOf(set));
  }

  private DataValue.Sequence cells(DataOrigin.Column column) {
    return of.sheet().columns().get(column.column() - 1);
  }

  /** The elements that begin with the same labels: values, or nodes again. */
  private static final class Node {
    final Map<String, Node> parts = new LinkedHashMap<>();
    int row = -1;
  }

  /** The array by label; empty if something is wrong, which is then reported. */
  Optional<DataEntry> arrange(List<Diagnostic> problems) {
    DataValue.Sequence values = cells(of);
    List<DataValue.Sequence> labels = keys.stream().map(this::cells).toList();
    Node root = new Node();
    for (int row = 0; row < values.size(); row++) {
      Node node = root;
      for (int d = 0; d < labels.size(); d++) {
        Optional<String> label = CsvTable.label(labels.get(d).get(row));
        if (label.isEmpty()) {
          problems.add(noLabel(d, row, labels.get(d).get(row)));
          return Optional.empty();
        }
        node = node.parts.computeIfAbsent(label.get(), key -> new Node());
      }
      if (node.row < 0) {
        node.row = row;
      } else if (!mayRepeat || !values.get(row).equals(values.get(node.row))) {
        problems.add(twice(node.row, row, values, labels));
        return Optional.empty();
      }
    }
    List<String> headers = keys.stream().map(DataOrigin.Column::header).toList();
    DataOrigin origin =
        new DataOrigin.Keyed(of.source(), of.column(), of.header(), labels, headers);
    return Optional.of(new DataEntry(entry.name(), value(root, values), origin));
  }

  private static DataValue value(Node node, DataValue.Sequence values) {
    if (node.row >= 0) return values.get(node.row);
    List<DataValue> parts = new ArrayList<>();
    node.parts.values().forEach(part -> parts.add(value(part, values)));
    return new DataValue.Labelled(List.copyOf(node.parts.keySet()), DataValue.sequence(parts));
  }

  private Diagnostic noLabel(int d, int row, DataValue found) {
    DataEntry key = new DataEntry(sets.get(d).name(), cells(keys.get(d)), keys.get(d));
    return Diagnostic.error(
            BindCode.D0133.code(),
            "a member of `" + sets.get(d).name() + "` is named by a text or a whole number",
            sets.get(d).declared(),
            "declared here")
        .withNote(key.describe(List.of(row + 1)) + ": found " + found.describe())
        .withData(DataPlaces.of(key, List.of(row + 1)));
  }

  private Diagnostic twice(
      int first, int second, DataValue.Sequence values, List<DataValue.Sequence> labels) {
    List<String> path = new ArrayList<>();
    for (DataValue.Sequence of : labels) {
      path.add(CsvTable.label(of.get(second)).orElse(""));
    }
    return Diagnostic.error(
            BindCode.D0132.code(),
            "the table gives `" + entry.element(path) + "` twice",
            symbol.declared(),
            "declared here")
        .withNote(
            "%s: row %d has %s, row %d has %s"
                .formatted(
                    of.describe(),
                    first + 1,
                    values.get(first).describe(),
                    second + 1,
                    values.get(second).describe()))
        .withData(DataPlaces.of(entry, List.of(second + 1)));
  }
}
