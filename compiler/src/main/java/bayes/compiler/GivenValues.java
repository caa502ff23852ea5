package bayes.compiler;

import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.TypedModel;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Values of a bound model as they would be given: nested lists, by label where there are labels.
 */
final class GivenValues {
  private final RecordedVariable variable;
  private final IntToDoubleFunction elements;

  private GivenValues(RecordedVariable variable, IntToDoubleFunction elements) {
    this.variable = variable;
    this.elements = elements;
  }

  /**
   * The value of a variable.
   *
   * @param elements by position, the first index slowest; NaN is a missing one
   */
  static DataValue of(RecordedVariable variable, IntToDoubleFunction elements) {
    return new GivenValues(variable, elements).at(0, 0);
  }

  /**
   * The value of an array whose rows differ in length.
   *
   * @param outer the dimensions before the rows
   * @param lengths of the rows, the first index slowest
   */
  static DataValue ofRows(
      RecordedVariable variable, List<Axis> outer, int[] lengths, IntToDoubleFunction elements) {
    GivenValues values = new GivenValues(variable, elements);
    int[] starts = new int[lengths.length];
    for (int row = 1; row < starts.length; row++) starts[row] = starts[row - 1] + lengths[row - 1];
    return values.rows(outer, lengths, starts, 0, 0);
  }

  private DataValue rows(List<Axis> outer, int[] lengths, int[] starts, int dimension, int row) {
    List<DataValue> items = new ArrayList<>();
    if (dimension == outer.size()) {
      for (int i = 0; i < lengths[row]; i++) {
        items.add(element(elements.applyAsDouble(starts[row] + i)));
      }
      return DataValue.sequence(items);
    }
    Axis axis = outer.get(dimension);
    for (int i = 0; i < axis.size(); i++) {
      items.add(rows(outer, lengths, starts, dimension + 1, row * axis.size() + i));
    }
    DataValue.Sequence sequence = DataValue.sequence(items);
    return axis.quoted() ? new DataValue.Labelled(axis.labels(), sequence) : sequence;
  }

  private DataValue at(int dimension, int offset) {
    List<Axis> axes = variable.axes();
    if (dimension == axes.size()) return element(elements.applyAsDouble(offset));
    int stride = 1;
    for (Axis inner : axes.subList(dimension + 1, axes.size())) stride *= inner.size();
    Axis axis = axes.get(dimension);
    List<DataValue> items = new ArrayList<>(axis.size());
    for (int i = 0; i < axis.size(); i++) items.add(at(dimension + 1, offset + i * stride));
    DataValue.Sequence sequence = DataValue.sequence(items);
    return axis.quoted() ? new DataValue.Labelled(axis.labels(), sequence) : sequence;
  }

  private DataValue element(double value) {
    if (Double.isNaN(value)) return DataValue.Missing.MISSING;
    return switch (variable.kind()) {
      case REAL -> DataValue.Number.of(value);
      case INT -> DataValue.Number.of((long) value);
      case BOOL -> DataValue.Bool.of(value != 0);
      case MEMBER -> new DataValue.Text(variable.members().get((int) value - 1));
    };
  }

  /** The entry that tells a set's members, if data have to tell them. */
  static Optional<DataValue> ofSet(IndexSet.Declared set, TypedModel model, BoundData bound) {
    SetMembers members = bound.sets().get(set);
    boolean isOpen = set.definition().isFromData();
    if (!isOpen || members == null || !model.sets().contains(set)) return Optional.empty();
    if (members.names().isEmpty()) return Optional.of(DataValue.Number.of((long) members.size()));
    List<DataValue> labels = new ArrayList<>();
    for (String label : members.names().get()) labels.add(new DataValue.Text(label));
    return Optional.of(DataValue.sequence(labels));
  }
}
