package bayes.compiler.bind;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.CsvTable;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataOrigin;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tables in long format: a column of values, and beside it one column per set with the labels that
 * say which element each row is. What comes out are the same data by label, so that the rest of
 * binding knows nothing of tables.
 *
 * <p>The column of a set {@code School} is the one that an entry {@code School} was taken from, or
 * else is called so, whatever its capitals and underscores. A column of labels also tells the
 * members of an open set: as they first appear, or by size if all are whole numbers.
 */
public final class LongTables {
  private final TypedModel model;
  private final Data data;
  private final List<Diagnostic> problems = new ArrayList<>();

  private LongTables(TypedModel model, Data data) {
    this.model = model;
    this.data = data;
  }

  /** The data by the names of the model, with tables as arrays by label. */
  public static Checked<Data> resolve(TypedModel model, Data data) {
    return new LongTables(model, Texts.asDocuments(model, named(model, data))).resolve();
  }

  /** Entries under the names of {@code @name("column")} are those of its variable. */
  private static Data named(TypedModel model, Data data) {
    Data all = data;
    for (VariableDeclaration variable : model.variables()) {
      String name = variable.symbol().name();
      boolean isOther = isData(variable) && !variable.column().equals(name);
      if (!isOther) continue;
      Optional<DataEntry> entry = data.find(variable.column());
      if (entry.isPresent()) {
        DataEntry renamed = new DataEntry(name, entry.get().value(), entry.get().origin());
        all = all.overriddenBy(Data.of(renamed));
      }
    }
    return all;
  }

  private Checked<Data> resolve() {
    Data all = data;
    Set<IndexSet.Declared> told = new HashSet<>();
    for (VariableDeclaration variable : model.variables()) {
      Optional<LongColumn> column = isData(variable) ? column(variable) : Optional.empty();
      if (column.isEmpty()) continue;
      Optional<DataEntry> arranged = column.get().arrange(problems);
      if (arranged.isPresent()) all = all.overriddenBy(Data.of(arranged.get()));
      for (IndexSet dimension : variable.symbol().type().dimensions()) {
        IndexSet.Declared set = root(dimension).orElseThrow();
        if (!isOpen(set) || data.find(set.name()).isPresent() || !told.add(set)) continue;
        all = all.overriddenBy(Data.of(members(set, column.get().keyOf(set))));
      }
    }
    for (IndexSet.Declared set : model.sets()) {
      Optional<DataEntry> own = data.find(set.name());
      if (isOpen(set)
          && own.isPresent()
          && own.get().origin() instanceof DataOrigin.Column key
          && own.get().value() instanceof DataValue.Sequence) {
        all = all.overriddenBy(Data.of(members(set, key)));
      }
    }
    return problems.isEmpty() ? Checked.of(all) : Checked.failed(problems);
  }

  private static boolean isData(VariableDeclaration variable) {
    return variable.symbol().role() == Symbol.Role.DATA;
  }

  private static boolean isOpen(IndexSet.Declared set) {
    return set.definition() instanceof IndexSet.Definition.Open;
  }

  /** The distinct labels of a column; cells that are no labels stay, to be refused as members. */
  private static DataEntry members(IndexSet.Declared set, DataOrigin.Column key) {
    DataValue.Sequence cells = key.sheet().columns().get(key.column() - 1);
    Set<String> labels = new LinkedHashSet<>();
    List<DataValue> bad = new ArrayList<>();
    boolean allNumbers = true;
    for (int i = 0; i < cells.size(); i++) {
      DataValue cell = cells.get(i);
      Optional<String> label = CsvTable.label(cell);
      label.ifPresent(labels::add);
      if (label.isEmpty()) bad.add(cell);
      allNumbers &= cell instanceof DataValue.Number;
    }
    List<String> ordered = new ArrayList<>(labels);
    if (allNumbers) ordered.sort(Comparator.comparingDouble(Double::parseDouble));
    List<DataValue> values = new ArrayList<>();
    for (String label : ordered) values.add(new DataValue.Text(label));
    values.addAll(bad);
    return new DataEntry(set.name(), new DataValue.Items(values), key);
  }

  /** A variable as a column of a table in long format, if it is one. */
  private Optional<LongColumn> column(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    List<IndexSet> dimensions = symbol.type().dimensions();
    Optional<DataEntry> entry = data.find(symbol.name());
    if (dimensions.isEmpty() || entry.isEmpty()) return Optional.empty();
    if (!(entry.get().origin() instanceof DataOrigin.Column of)) return Optional.empty();
    List<DataOrigin.Column> keys = new ArrayList<>();
    List<IndexSet.Declared> sets = new ArrayList<>();
    for (IndexSet dimension : dimensions) {
      Optional<IndexSet.Declared> set = root(dimension);
      Optional<DataOrigin.Column> key = set.flatMap(s -> key(s, of));
      if (key.isEmpty()) {
        if (dimensions.size() > 1) problems.add(withoutKey(symbol, set, entry.get(), of));
        return Optional.empty();
      }
      keys.add(key.get());
      sets.add(set.get());
    }
    return Optional.of(new LongColumn(symbol, entry.get(), of, sets, keys, hasOtherKeys(of, keys)));
  }

  private static Optional<IndexSet.Declared> root(IndexSet set) {
    IndexSet root = set;
    while (root instanceof IndexSet.Part part) root = part.whole();
    return root instanceof IndexSet.Declared declared ? Optional.of(declared) : Optional.empty();
  }

  /** The column with the labels of a set, in the table of a column. */
  private Optional<DataOrigin.Column> key(IndexSet.Declared set, DataOrigin.Column of) {
    CsvTable sheet = of.sheet();
    Optional<DataEntry> own = data.find(set.name());
    if (own.isPresent()
        && own.get().origin() instanceof DataOrigin.Column column
        && column.source().equals(of.source())) {
      return Optional.of(column);
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < sheet.headers().size(); i++) {
      boolean isValue = i == of.column() - 1;
      if (!isValue && plain(sheet.headers().get(i)).equals(plain(set.name()))) found.add(i);
    }
    Optional<Integer> exact = sheet.find(set.name()).filter(found::contains);
    Optional<Integer> at =
        exact.or(() -> found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty());
    return at.map(i -> new DataOrigin.Column(of.source(), i + 1, sheet.headers().get(i), sheet));
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Whether rows of the table are told apart by more than these columns: by labels of further sets,
   * or as the members of a set of rows. Then a value may be repeated.
   */
  private boolean hasOtherKeys(DataOrigin.Column of, List<DataOrigin.Column> keys) {
    for (IndexSet.Declared set : model.sets()) {
      Optional<DataOrigin.Column> key = key(set, of);
      if (key.isPresent() && keys.stream().noneMatch(k -> k.column() == key.get().column())) {
        return true;
      }
    }
    for (VariableDeclaration variable : model.variables()) {
      Optional<DataEntry> entry =
          isData(variable) ? data.find(variable.symbol().name()) : Optional.empty();
      List<IndexSet> dimensions = variable.symbol().type().dimensions();
      if (entry.isEmpty() || dimensions.size() != 1) continue;
      boolean isHere = entry.get().origin().table().equals(of.table());
      if (isHere && root(dimensions.get(0)).flatMap(s -> key(s, of)).isEmpty()) return true;
    }
    return false;
  }

  private static Diagnostic withoutKey(
      Symbol symbol, Optional<IndexSet.Declared> set, DataEntry entry, DataOrigin.Column of) {
    String missing =
        set.map(s -> "for `" + s.name() + "`").orElse("for a dimension without a name");
    Diagnostic problem =
        Diagnostic.error(
                BindCode.D0131.code(),
                "the table does not say which row is which element of `" + symbol.name() + "`",
                symbol.declared(),
                "declared here")
            .withNote(
                "%s has no column %s; it has %s"
                    .formatted(
                        of.source(),
                        missing,
                        String.join(
                            ", ", of.sheet().headers().stream().map(h -> "`" + h + "`").toList())))
            .withData(DataPlaces.of(entry, List.of()));
    return set.map(
            s ->
                problem.withHint(
                    "call a column `%s`, or say which it is: `--data %s=%s:COLUMN`"
                        .formatted(s.name(), s.name(), of.source())))
        .orElse(problem);
  }
}
