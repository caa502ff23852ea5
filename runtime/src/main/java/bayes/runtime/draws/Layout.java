package bayes.runtime.draws;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a row holds which element of which variable, and what each column is called.
 *
 * <p>A row holds its variables one after the other; the elements of an array follow with the first
 * index slowest ("row order"). Stan's files order them with the first index fastest; {@link
 * #stanOrder()} is the permutation between the two.
 */
public final class Layout {
  private final List<RecordedVariable> variables;
  private final int[] offsets;
  private final int width;
  private @Nullable Names names;

  private Layout(List<RecordedVariable> variables, int[] offsets, int width) {
    this.variables = List.copyOf(variables);
    this.offsets = offsets;
    this.width = width;
  }

  /** What columns are called, which rows of millions of columns are seldom asked for. */
  private record Names(List<String> stanNames, List<String> labels, List<Integer> stanOrder) {}

  /** The layout of rows that hold {@code variables}, in this order. */
  public static Layout of(List<RecordedVariable> variables) {
    int[] offsets = new int[variables.size()];
    int width = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = width;
      width = Math.addExact(width, variables.get(i).size());
    }
    return new Layout(variables, offsets, width);
  }

  private synchronized Names names() {
    Names known = names;
    if (known == null) names = known = named();
    return known;
  }

  private Names named() {
    var stanNames = new ArrayList<String>(width);
    var labels = new ArrayList<String>(width);
    var stanOrder = new ArrayList<Integer>(width);
    for (int i = 0; i < offsets.length; i++) {
      RecordedVariable variable = variables.get(i);
      int size = variable.size();
      for (int element = 0; element < size; element++) {
        int[] index = rowOrderIndex(variable, element);
        stanNames.add(stanName(variable, index));
        labels.add(label(variable, index));
        stanOrder.add(offsets[i] + rowOrderElement(variable, columnOrderIndex(variable, element)));
      }
    }
    return new Names(List.copyOf(stanNames), List.copyOf(labels), List.copyOf(stanOrder));
  }

  /** The variables of a row, in order. */
  public List<RecordedVariable> variables() {
    return variables;
  }

  /** The number of columns: the sum of the variables' sizes. */
  public int width() {
    return width;
  }

  /**
   * The column of the first element of the variable at {@code position} in {@link #variables()}.
   */
  public int offset(int position) {
    return offsets[position];
  }

  /** For each column, in row order, its name in Stan's files: {@code theta.1.2}. */
  public List<String> stanNames() {
    return names().stanNames();
  }

  /** For each column, in row order, its name for people: {@code theta["Choate"]}. */
  public List<String> labels() {
    return names().labels();
  }

  /** The columns in the order in which Stan writes them, the first index fastest. */
  public List<Integer> stanOrder() {
    return names().stanOrder();
  }

  /**
   * The column of this name, be it a label ({@code theta["Choate"]}) or Stan's ({@code theta.1}).
   */
  public OptionalInt column(String name) {
    int column = labels().indexOf(name);
    if (column < 0) column = stanNames().indexOf(name);
    return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
  }

  private static String stanName(RecordedVariable variable, int[] index) {
    var name = new StringBuilder(variable.name());
    for (int i : index) name.append('.').append(i + 1);
    return name.toString();
  }

  private static String label(RecordedVariable variable, int[] index) {
    if (index.length == 0) return variable.name();
    var label = new StringBuilder(variable.name()).append('[');
    for (int d = 0; d < index.length; d++) {
      RecordedVariable.Axis axis = variable.axes().get(d);
      if (d > 0) label.append(", ");
      String member = axis.labels().get(index[d]);
      if (axis.quoted()) {
        label.append('"').append(member.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      } else {
        label.append(member);
      }
    }
    return label.append(']').toString();
  }

  /** The index of the {@code element}-th element when the last index runs fastest. */
  private static int[] rowOrderIndex(RecordedVariable variable, int element) {
    int[] index = new int[variable.axes().size()];
    int rest = element;
    for (int d = index.length - 1; d >= 0; d--) {
      int size = variable.axes().get(d).size();
      index[d] = rest % size;
      rest /= size;
    }
    return index;
  }

  /** The index of the {@code element}-th element when the first index runs fastest. */
  private static int[] columnOrderIndex(RecordedVariable variable, int element) {
    int[] index = new int[variable.axes().size()];
    int rest = element;
    for (int d = 0; d < index.length; d++) {
      int size = variable.axes().get(d).size();
      index[d] = rest % size;
      rest /= size;
    }
    return index;
  }

  private static int rowOrderElement(RecordedVariable variable, int[] index) {
    int element = 0;
    for (int d = 0; d < index.length; d++) {
      element = element * variable.axes().get(d).size() + index[d];
    }
    return element;
  }
}
