package bayes.compiler.bind;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data of a run with new ones behind them. What can grow is an open set, and a plain dimension
 * whose size is an entry of the data: its new members are appended, in every array over it that the
 * new data give. All else is as it was, and may be given again only with the value that it has.
 */
public final class AppendedData {
  private final TypedModel model;
  private final Data old;
  private final Data added;
  private final Batch batch;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<IndexSet, Integer> longer = new HashMap<>();
  private final Map<IndexSet, Set<String>> seen = new HashMap<>();
  private Data all;

  private AppendedData(TypedModel model, Data old, Data added, Batch batch) {
    this.model = model;
    this.old = old;
    this.added = added;
    this.batch = batch;
    all = old;
  }

  /**
   * What is not appended.
   *
   * @param fresh names of data, and of sets, that are those of the new data alone
   * @param fixed names of those that cannot grow
   */
  public record Batch(Set<String> fresh, Set<String> fixed) {
    static final Batch NONE = new Batch(Set.of(), Set.of());

    public Batch {
      fresh = Set.copyOf(fresh);
      fixed = Set.copyOf(fixed);
    }
  }

  /** A value that cannot be appended, by its element in the new data. */
  private static final class NotAppended extends Exception {
    private static final long serialVersionUID = 1;

    private final transient UpdateCode code;
    private final transient List<?> path;
    private final transient String why;

    NotAppended(UpdateCode code, List<?> path, String why) {
      super(why);
      this.code = code;
      this.path = path;
      this.why = why;
    }
  }

  /**
   * The data of both; empty of problems, and equal to {@code old}, if nothing is new.
   *
   * @param old the data of a run, tables as arrays by label
   * @param added the new data; entries that the model does not declare are left out
   */
  public static Checked<Data> of(TypedModel model, Data old, Data added) {
    return of(model, old, added, Batch.NONE);
  }

  /**
   * What the two have in common, with what is new: some data are those of the new ones alone.
   *
   * @param old the data of a run without these
   */
  public static Checked<Data> of(TypedModel model, Data old, Data added, Batch batch) {
    return LongTables.resolve(model, added)
        .then(tables -> new AppendedData(model, old, tables, batch).append());
  }

  private Checked<Data> append() {
    for (VariableDeclaration variable : model.variables()) {
      if (variable.symbol().role() != Symbol.Role.DATA || !variable.isWritten()) continue;
      String name = variable.symbol().name();
      Optional<DataEntry> entry = added.find(name);
      if (entry.isEmpty()) continue;
      collectMembers(variable, entry.get().value());
      if (batch.fresh().contains(name)) {
        all = all.overriddenBy(Data.of(entry.get()));
        continue;
      }
      try {
        put(name, entry.get(), value(variable, entry.get().value()));
      } catch (NotAppended e) {
        problems.add(problem(variable.symbol(), entry.get(), e));
      }
    }
    for (IndexSet.Declared set : model.sets()) {
      if (!(set.definition() instanceof IndexSet.Definition.Open)) continue;
      Optional<DataEntry> own = added.find(set.name());
      if (!batch.fresh().contains(set.name())) append(set);
      else if (own.isPresent()) all = all.overriddenBy(Data.of(own.get()));
    }
    return problems.isEmpty() ? Checked.of(all) : Checked.failed(problems);
  }

  private void put(String name, DataEntry from, DataValue value) {
    boolean isOld = old.find(name).filter(entry -> entry.value().equals(value)).isPresent();
    if (isOld) return;
    DataOrigin origin = new DataOrigin.Appended(from.origin().source());
    all = all.overriddenBy(Data.of(new DataEntry(name, value, origin)));
  }

  private DataValue value(VariableDeclaration variable, DataValue value) throws NotAppended {
    Symbol symbol = variable.symbol();
    Optional<DataValue> before = old.find(symbol.name()).map(DataEntry::value);
    if (before.isEmpty()) {
      throw new NotAppended(
          UpdateCode.D0204, List.of(), "the run took its default, and cannot change it");
    }
    boolean isFixed = batch.fixed().contains(symbol.name());
    if (variable.indexSets().isEmpty() && isSize(symbol) && !isFixed)
      return sum(before.get(), value);
    return merged(variable.indexSets(), before.get(), value, List.of());
  }

  /** How many there are in all, of how many there were and how many are new. */
  private static DataValue sum(DataValue before, DataValue value) throws NotAppended {
    if (before instanceof DataValue.Number a
        && value instanceof DataValue.Number b
        && a.isInteger()
        && b.isInteger()) {
      return DataValue.Number.of((long) (a.value() + b.value()));
    }
    throw new NotAppended(UpdateCode.D0205, List.of(), "expected the number of what is new");
  }

  private DataValue merged(List<IndexSet> sets, DataValue before, DataValue value, List<?> path)
      throws NotAppended {
    boolean isList = sets.size() == 1 && IndexSet.listLength(sets.get(0)).isPresent();
    if (isList && before instanceof DataValue.Text a && value instanceof DataValue.Text b) {
      return new DataValue.Text(a.value() + b.value());
    }
    if (sets.isEmpty() || !(before instanceof DataValue.Labelled || isList(before))) {
      if (isSame(before, value)) return before;
      throw new NotAppended(
          UpdateCode.D0204,
          path,
          "the run has " + before.describe() + " here, and the new data have " + value.describe());
    }
    if (before instanceof DataValue.Labelled a && value instanceof DataValue.Labelled b) {
      return byLabel(sets, a, b, path);
    }
    if (before instanceof DataValue.Sequence a && value instanceof DataValue.Sequence b) {
      return byPlace(sets, a, b, path);
    }
    throw new NotAppended(
        UpdateCode.D0205,
        path,
        "the run has " + before.describe() + " here, and the new data have " + value.describe());
  }

  private static boolean isList(DataValue value) {
    return value instanceof DataValue.Sequence;
  }

  private static boolean isSame(DataValue before, DataValue value) {
    return before instanceof DataValue.Number a && value instanceof DataValue.Number b
        ? a.value() == b.value()
        : before.equals(value);
  }

  private DataValue byLabel(
      List<IndexSet> sets, DataValue.Labelled before, DataValue.Labelled value, List<?> path)
      throws NotAppended {
    Map<String, Integer> places = before.positions();
    List<String> labels = new ArrayList<>(before.labels());
    List<DataValue> items = items(before.values());
    for (int i = 0; i < value.size(); i++) {
      String label = value.labels().get(i);
      List<Object> here = new ArrayList<>(path);
      here.add(label);
      Integer place = places.get(label);
      if (place != null) {
        DataValue inner = items.get(place);
        items.set(place, merged(tail(sets), inner, value.values().get(i), here));
      } else if (canGrow(sets.get(0))) {
        labels.add(label);
        items.add(value.values().get(i));
      } else {
        throw new NotAppended(
            UpdateCode.D0204, here, "the set of its labels is part of the model, and cannot grow");
      }
    }
    return new DataValue.Labelled(labels, DataValue.sequence(items));
  }

  /** Plain lists grow along the first of their dimensions that can. */
  private DataValue byPlace(
      List<IndexSet> sets, DataValue.Sequence before, DataValue.Sequence value, List<?> path)
      throws NotAppended {
    List<DataValue> items = items(before);
    if (canGrow(sets.get(0))) {
      items.addAll(items(value));
      longer.merge(sets.get(0), value.size(), Math::max);
      return DataValue.sequence(items);
    }
    if (before.size() != value.size()) {
      throw new NotAppended(
          UpdateCode.D0204,
          path,
          "the run has "
              + before.describe()
              + " here, of fixed length, and the new data have "
              + value.describe()
              + size(sets.get(0))
                  .map(n -> "; give `" + n.name() + "`, the number of new ones, too")
                  .orElse(""));
    }
    for (int i = 0; i < items.size(); i++) {
      List<Object> here = new ArrayList<>(path);
      here.add(i + 1);
      items.set(i, merged(tail(sets), items.get(i), value.get(i), here));
    }
    return DataValue.sequence(items);
  }

  private static List<IndexSet> tail(List<IndexSet> sets) {
    return sets.subList(1, sets.size());
  }

  private static List<DataValue> items(DataValue.Sequence list) {
    List<DataValue> items = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) items.add(list.get(i));
    return items;
  }

  private boolean canGrow(IndexSet set) {
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.Open
            && !batch.fixed().contains(declared.name())
        || IndexSet.listLength(set).isPresent()
        || size(set)
            .filter(n -> !batch.fixed().contains(n.name()))
            .filter(n -> added.find(n.name()).isPresent())
            .isPresent();
  }

  /** Whether an array of the data has as many elements as this number says. */
  private boolean isSize(Symbol number) {
    return model.variables().stream()
        .filter(v -> v.symbol().role() == Symbol.Role.DATA && v.isWritten())
        .flatMap(v -> v.indexSets().stream())
        .anyMatch(set -> size(set).equals(Optional.of(number)));
  }

  /** The entry of the data that is the size of a set. */
  private static Optional<Symbol> size(IndexSet set) {
    if (set instanceof IndexSet.Size size) return input(size.size());
    if (set instanceof IndexSet.Range range) return upTo(range.lower(), range.upper());
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.OfRange range
        ? upTo(range.lower(), range.upper())
        : Optional.empty();
  }

  private static Optional<Symbol> upTo(Expr lower, Expr upper) {
    boolean isFromOne = lower instanceof Expr.IntConstant one && one.value() == 1;
    return isFromOne ? input(upper) : Optional.empty();
  }

  private static Optional<Symbol> input(Expr size) {
    return size instanceof Expr.Variable variable
            && variable.symbol().role() == Symbol.Role.DATA
            && variable.symbol().name().indexOf('?') < 0
        ? Optional.of(variable.symbol())
        : Optional.empty();
  }

  /** Members that the new data name, as keys or as strings. */
  private void collectMembers(VariableDeclaration variable, DataValue value) {
    collect(variable.indexSets(), variable.symbol().type().element(), value);
  }

  private void collect(List<IndexSet> sets, Type element, DataValue value) {
    if (value instanceof DataValue.Labelled labelled && !sets.isEmpty()) {
      seen.computeIfAbsent(sets.get(0), set -> new LinkedHashSet<>()).addAll(labelled.labels());
      collect(sets, element, labelled.values());
    } else if (value instanceof DataValue.Sequence list && !sets.isEmpty()) {
      for (DataValue item : items(list)) collect(tail(sets), element, item);
    } else if (value instanceof DataValue.Text text && element instanceof Type.Member member) {
      seen.computeIfAbsent(member.set(), set -> new LinkedHashSet<>()).add(text.value());
    }
  }

  /** An entry that tells a set's members tells the new ones, too. */
  private void append(IndexSet.Declared set) {
    Optional<DataEntry> before = old.find(set.name());
    Optional<DataEntry> entry = added.find(set.name());
    if (before.isEmpty()) return;
    if (batch.fixed().contains(set.name())) {
      checkFixed(set, before.get(), entry);
      return;
    }
    DataValue members = before.get().value();
    if (members instanceof DataValue.Number count) {
      int more = longer.getOrDefault(set, 0);
      if (entry.isPresent()) {
        if (!(entry.get().value() instanceof DataValue.Number number)) {
          problems.add(otherForm(set, members, entry.get()));
          return;
        }
        more = (int) number.value();
      }
      DataEntry from = entry.orElse(before.get());
      put(set.name(), from, DataValue.Number.of((long) count.value() + more));
    } else if (members instanceof DataValue.Sequence labels) {
      Set<DataValue> union = new LinkedHashSet<>(items(labels));
      if (entry.isPresent()) {
        if (!(entry.get().value() instanceof DataValue.Sequence list)) {
          problems.add(otherForm(set, members, entry.get()));
          return;
        }
        union.addAll(items(list));
      }
      for (String label : seen.getOrDefault(set, Set.of())) union.add(new DataValue.Text(label));
      put(set.name(), entry.orElse(before.get()), DataValue.sequence(List.copyOf(union)));
    }
  }

  /** New data may name the members of a set that cannot grow, but no others. */
  private void checkFixed(IndexSet.Declared set, DataEntry before, Optional<DataEntry> entry) {
    List<DataValue> named = new ArrayList<>();
    for (String label : seen.getOrDefault(set, Set.of())) named.add(new DataValue.Text(label));
    if (entry.isPresent() && entry.get().value() instanceof DataValue.Sequence list) {
      named.addAll(items(list));
    }
    boolean isSame =
        entry.isEmpty()
            || isList(entry.get().value())
            || isSame(before.value(), entry.get().value());
    if (before.value() instanceof DataValue.Sequence members) {
      named.removeAll(Set.copyOf(items(members)));
    }
    if (isSame && named.isEmpty()) return;
    Diagnostic problem =
        Diagnostic.error(
            UpdateCode.D0204.code(),
            "`" + set.name() + "` cannot change with new data",
            set.declared(),
            "declared here");
    problems.add(
        named.isEmpty()
            ? problem.withNote("the run has " + before.value().describe())
            : problem.withNote(
                "the new data have a member "
                    + named.get(0).describe()
                    + ", of which the sums over the run's data would have had to tell"));
  }

  private static Diagnostic otherForm(IndexSet.Declared set, DataValue members, DataEntry entry) {
    return Diagnostic.error(
            UpdateCode.D0205.code(),
            "the new members of set `" + set.name() + "` have another form than those of the run",
            set.declared(),
            "declared here")
        .withNote("the run has " + members.describe())
        .withNote(entry.describe(List.of()) + " is " + entry.value().describe())
        .withData(DataPlaces.of(entry, List.of()));
  }

  private static Diagnostic problem(Symbol symbol, DataEntry entry, NotAppended reason) {
    boolean isForm = reason.code == UpdateCode.D0205;
    String message =
        isForm
            ? "the new data give `" + symbol.name() + "` in another form than the run"
            : "`" + symbol.name() + "` cannot change with new data";
    Diagnostic problem =
        Diagnostic.error(reason.code.code(), message, symbol.declared(), "declared here")
            .withNote(entry.describe(reason.path) + ": " + reason.why)
            .withData(DataPlaces.of(entry, reason.path));
    return problem.withHint(
        isForm
            ? "give lists where the run has lists, and objects by label where it has objects"
            : "leave it out of the new data; or sample the model with all data");
  }
}
