package bayes.compiler.bind;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the members of open sets: from an entry of the set's name; else from the keys of an array
 * over it; else from the strings of an array of its members, as they first appear; else from the
 * length of an array over it. Whether the rest agrees shows when the arrays are read.
 */
final class OpenSets {
  private final TypedModel model;
  private final Data data;
  private final Set<Symbol> written;
  private final List<Diagnostic> problems;

  /** {@code written}: data that need no entry. */
  OpenSets(TypedModel model, Data data, Set<Symbol> written, List<Diagnostic> problems) {
    this.model = model;
    this.data = data;
    this.written = written;
    this.problems = problems;
  }

  /**
   * The members, or empty if the data do not tell; then either a diagnostic or a missing entry says
   * why.
   */
  Optional<SetMembers> members(IndexSet.Declared set) {
    Optional<DataEntry> own = data.find(set.name());
    if (own.isPresent()) return fromEntry(set, own.get());
    Optional<SetMembers> found = fromKeys(set).or(() -> fromStrings(set)).or(() -> fromLength(set));
    if (found.isEmpty() && !waitsForMissingEntry(set)) problems.add(unknown(set));
    return found;
  }

  private Optional<SetMembers> fromEntry(IndexSet.Declared set, DataEntry entry) {
    DataValue value = entry.value();
    if (value instanceof DataValue.Number n
        && n.isInteger()
        && n.value() >= 0
        && n.value() <= Integer.MAX_VALUE) {
      return Optional.of(SetMembers.ofSize((int) n.value()));
    }
    if (value instanceof DataValue.Sequence list) {
      Set<String> labels = new LinkedHashSet<>();
      for (int i = 0; i < list.size(); i++) {
        Optional<String> label = label(list.get(i));
        if (label.isEmpty() || !labels.add(label.get())) {
          problems.add(
              error(
                      BindCode.D0102,
                      set,
                      "the entry for set `" + set.name() + "` must list distinct labels")
                  .withNote(
                      entry.describe(List.of(i + 1))
                          + " is "
                          + list.get(i).describe()
                          + (label.isEmpty() ? "" : ", which stands in the list already"))
                  .withData(DataPlaces.of(entry, List.of(i + 1))));
          return Optional.empty();
        }
      }
      return Optional.of(SetMembers.named(List.copyOf(labels)));
    }
    problems.add(
        error(
                BindCode.D0102,
                set,
                "the entry for set `" + set.name() + "` must be a list of labels, or a size")
            .withNote(entry.describe(List.of()) + " is " + value.describe())
            .withData(DataPlaces.of(entry, List.of())));
    return Optional.empty();
  }

  private static Optional<String> label(DataValue value) {
    if (value instanceof DataValue.Text text) return Optional.of(text.value());
    if (value instanceof DataValue.Number n && n.isInteger()) return Optional.of(n.literal());
    return Optional.empty();
  }

  private Optional<SetMembers> fromKeys(IndexSet.Declared set) {
    for (VariableDeclaration variable : model.variables()) {
      for (DataValue value : slicesOver(set, variable)) {
        if (value instanceof DataValue.Labelled labelled) {
          return Optional.of(SetMembers.named(labelled.labels()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<SetMembers> fromLength(IndexSet.Declared set) {
    for (VariableDeclaration variable : model.variables()) {
      int most = mostRows(set, variable);
      if (most > 0) return Optional.of(SetMembers.ofSize(most));
      for (DataValue value : slicesOver(set, variable)) {
        if (value instanceof DataValue.Sequence list) {
          return Optional.of(SetMembers.ofSize(list.size()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * How many rows there are at most for one index of the first dimension, of an array whose rows
   * differ in length over {@code set}; 0 if it is none. Where there are fewer, the others are
   * empty.
   */
  private int mostRows(IndexSet.Declared set, VariableDeclaration variable) {
    List<IndexSet> sets = variable.indexSets();
    int depth = sets.indexOf(set);
    Optional<DataEntry> entry =
        isData(variable) ? data.find(variable.symbol().name()) : Optional.empty();
    if (entry.isEmpty() || depth < 1 || !RaggedRows.isRagged(variable)) return 0;
    return depth == sets.size() - 1 ? 0 : mostItems(entry.get().value(), depth);
  }

  private static int mostItems(DataValue value, int depth) {
    if (!(value instanceof DataValue.Sequence) && !(value instanceof DataValue.Labelled)) return 0;
    DataValue.Sequence items =
        value instanceof DataValue.Labelled labelled
            ? labelled.values()
            : (DataValue.Sequence) value;
    if (depth == 0) return items.size();
    int most = 0;
    for (int i = 0; i < items.size(); i++) {
      most = Math.max(most, mostItems(items.get(i), depth - 1));
    }
    return most;
  }

  private Optional<SetMembers> fromStrings(IndexSet.Declared set) {
    Set<String> labels = new LinkedHashSet<>();
    for (VariableDeclaration variable : model.variables()) {
      if (!(variable.symbol().type().element() instanceof Type.Member member)) continue;
      if (!member.set().equals(set)) continue;
      data.find(variable.symbol().name()).ifPresent(entry -> collect(entry.value(), labels));
    }
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(SetMembers.fromStrings(List.copyOf(labels)));
  }

  private static void collect(DataValue value, Set<String> labels) {
    if (value instanceof DataValue.Text text) {
      labels.add(text.value());
    } else if (value instanceof DataValue.Labelled labelled) {
      collect(labelled.values(), labels);
    } else if (value instanceof DataValue.Items items) {
      for (DataValue item : items.items()) collect(item, labels);
    }
  }

  /**
   * The values of {@code variable} at the dimensions that range over {@code set}, one per
   * dimension.
   */
  private List<DataValue> slicesOver(IndexSet.Declared set, VariableDeclaration variable) {
    List<DataValue> slices = new ArrayList<>();
    Optional<DataEntry> entry =
        isData(variable) ? data.find(variable.symbol().name()) : Optional.empty();
    if (entry.isEmpty()) return slices;
    DataValue value = entry.get().value();
    for (IndexSet dimension : variable.indexSets()) {
      if (dimension.equals(set)) slices.add(value);
      DataValue.Sequence items =
          value instanceof DataValue.Labelled labelled
              ? labelled.values()
              : value instanceof DataValue.Sequence list ? list : DataValue.sequence(List.of());
      if (items.size() == 0) break;
      value = items.get(0);
    }
    return slices;
  }

  /** Whether an array that would tell has no entry: that is reported anyway. */
  private boolean waitsForMissingEntry(IndexSet.Declared set) {
    return model.variables().stream()
        .filter(OpenSets::isData)
        .filter(v -> v.indexSets().contains(set))
        .filter(v -> !written.contains(v.symbol()))
        .anyMatch(v -> data.find(v.symbol().name()).isEmpty());
  }

  private static boolean isData(VariableDeclaration variable) {
    return variable.symbol().role() == Symbol.Role.DATA && variable.isWritten();
  }

  private static Diagnostic unknown(IndexSet.Declared set) {
    return error(
            BindCode.D0110, set, "the data do not tell the members of set `" + set.name() + "`")
        .withNote(
            "they come from an entry of its name, from the keys or the length of an array over it, or from the strings of an array of its members")
        .withHint(
            "add `\""
                + set.name()
                + "\": [\"a\", \"b\"]` (labels) or `\""
                + set.name()
                + "\": 2` (a size) to the data");
  }

  private static Diagnostic error(BindCode code, IndexSet.Declared set, String message) {
    return Diagnostic.error(code.code(), message, set.declared(), "declared here");
  }
}
