package bayes.compiler.bind;

import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binds data to a model. All mistakes are found at once: one per variable, as further ones in the
 * same entry mostly follow from the first. Entries that the model does not declare are ignored, as
 * one file may serve several models.
 */
public final class Binder {
  private final TypedModel model;
  private final Data data;
  private final DataEvaluator evaluator;
  private final Set<Symbol> written;
  private final List<Diagnostic> problems = new ArrayList<>();
  private Texts texts;
  private BoundData bound = BoundData.empty();

  private Binder(TypedModel model, Data data, DataEvaluator evaluator, Set<Symbol> written) {
    this.model = model;
    this.data = data;
    texts = Texts.none(model);
    this.evaluator = evaluator;
    this.written = written;
  }

  /** The values of the model's data variables and the members of its sets. */
  public static Checked<BoundData> bind(TypedModel model, Data data, DataEvaluator evaluator) {
    return new Binder(model, data, evaluator, Set.of()).bind();
  }

  /**
   * The same for a simulation, which writes some of the data itself: these may be missing, in whole
   * or in part. What is missing is NaN, or the least integer.
   */
  public static Checked<BoundData> bind(
      TypedModel model, Data data, DataEvaluator evaluator, Set<Symbol> written) {
    return new Binder(model, data, evaluator, written).bind();
  }

  private Checked<BoundData> bind() {
    texts = Texts.read(model, data, written, problems);
    OpenSets openSets = new OpenSets(model, data, written, problems);
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.Named named) {
        bound = bound.with(set, SetMembers.named(named.members()));
      } else if (set.definition() instanceof IndexSet.Definition.Open) {
        openSets.members(set).ifPresent(members -> bound = bound.with(set, members));
      } else {
        texts.vocabulary(set).ifPresent(vocabulary -> bound = bound.with(set, vocabulary));
      }
    }
    for (VariableDeclaration variable : model.variables()) {
      boolean isData = variable.symbol().role() == Symbol.Role.DATA;
      if (isData && variable.isWritten()) bind(variable);
    }
    for (IndexSet.Declared set : model.sets()) {
      if (problems.isEmpty()) members(set).ifPresent(members -> bound = bound.with(set, members));
    }
    return problems.isEmpty() ? Checked.of(bound) : Checked.failed(problems);
  }

  private void bind(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    Optional<DataEntry> entry = data.find(symbol.name());
    List<SetMembers> extents = new ArrayList<>();
    boolean isWritten = written.contains(symbol);
    boolean isAbsent = entry.isEmpty() && isWritten && variable.defaultValue().isEmpty();
    Optional<BoundArray> value;
    Optional<IndexSet.Declared> missing = MissingElements.of(model, symbol);
    BitSet absent = new BitSet();
    BitSet unknown = absent;
    Optional<IndexSet.Definition.Ragged> ragged = ragged(symbol);
    Optional<RaggedReader> reading = Optional.empty();
    Optional<TextTokens> tokens = Optional.empty();
    if (isText(symbol) && entry.isPresent()) {
      tokens = texts.tokens(symbol);
      if (tokens.isEmpty()) return;
    }
    if (entry.isPresent()) bindLength(variable, entry.get().value(), tokens);
    if (entry.isPresent() || (isAbsent && isOfKnownSize(symbol))) {
      for (IndexSet dimension : outer(variable)) {
        Optional<SetMembers> members = members(dimension);
        // What keeps it from being known has been reported where it arose.
        if (members.isEmpty()) return;
        extents.add(members.get());
      }
      Optional<SetMembers> elements = Optional.empty();
      if (symbol.type().element() instanceof Type.Member member) {
        elements = members(member.set());
        if (elements.isEmpty()) return;
      }
      if (isAbsent) {
        value = Optional.of(BoundArray.missing(extents, symbol.type().element()));
        unknown = new BitSet();
        unknown.set(0, value.get().length());
      } else {
        boolean admitsMissing = missing.isPresent() || isWritten;
        reading = ragged.map(array -> new RaggedReader(extents));
        ValueReader reader =
            new ValueReader(
                variable,
                entry.orElseThrow(),
                extents,
                elements,
                admitsMissing,
                reading,
                tokens,
                problems);
        value = reader.read();
        absent = reading.isPresent() ? reading.get().inOrder(reader.missing()) : reader.missing();
        unknown = absent;
        if (isWritten && value.isPresent()) value = Optional.of(value.get().without(absent));
      }
    } else if (variable.defaultValue().isPresent()) {
      value = evaluate(variable.defaultValue().get());
      Optional<Symbol> length = length(symbol);
      if (length.isPresent() && value.isPresent()) {
        bound = bound.with(length.get(), size(value.get().length()));
      }
    } else {
      problems.add(missing(symbol));
      return;
    }
    if (value.isEmpty()) return;
    Optional<RaggedRows> rows = reading.map(RaggedReader::rows);
    if (new SupportReader(variable, entry, extents, unknown, rows, this::evaluate, problems)
        .accepts(value.get())) {
      bound = bound.with(symbol, value.get());
      if (ragged.isPresent() && rows.isPresent()) bound = rows.get().bind(ragged.get(), bound);
      if (missing.isPresent()) {
        MissingElements elements = new MissingElements(extents, absent, rows);
        bound = elements.bind(missing.get(), value.get().length(), bound);
      }
    }
  }

  private static boolean isText(Symbol symbol) {
    return symbol.type().element() instanceof Type.Member member
        && member.set() instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Vocabulary;
  }

  private static boolean isOfKnownSize(Symbol symbol) {
    return ragged(symbol).isEmpty() && length(symbol).isEmpty();
  }

  /** The length of a list {@code T[]}, which its entry brings. */
  private static Optional<Symbol> length(Symbol symbol) {
    List<IndexSet> dimensions = symbol.type().dimensions();
    return dimensions.isEmpty() ? Optional.empty() : IndexSet.listLength(dimensions.get(0));
  }

  private void bindLength(
      VariableDeclaration variable, DataValue value, Optional<TextTokens> tokens) {
    Optional<Symbol> length = length(variable.symbol());
    if (length.isEmpty()) return;
    if (tokens.isPresent()) {
      bound = bound.with(length.get(), size(tokens.get().nextLength()));
    } else if (value instanceof DataValue.Sequence list) {
      bound = bound.with(length.get(), size(list.size()));
    } else {
      // What is no list is refused where it is read, whatever its length.
      bound = bound.with(length.get(), size(1));
    }
  }

  private static BoundArray size(int n) {
    return BoundArray.of(new int[] {n});
  }

  /** What data range over, without the dimension in which rows differ in length. */
  private static List<IndexSet> outer(VariableDeclaration variable) {
    List<IndexSet> sets = variable.indexSets();
    return ragged(variable.symbol()).isPresent() ? sets.subList(0, sets.size() - 1) : sets;
  }

  private static Optional<IndexSet.Definition.Ragged> ragged(Symbol symbol) {
    List<IndexSet> dimensions = symbol.type().dimensions();
    return !dimensions.isEmpty()
            && dimensions.get(0) instanceof IndexSet.Declared set
            && set.definition() instanceof IndexSet.Definition.Ragged ragged
        ? Optional.of(ragged)
        : Optional.empty();
  }

  /** The members of any set, if all that it depends on is bound. */
  private Optional<SetMembers> members(IndexSet set) {
    if (set instanceof IndexSet.Declared declared) {
      if (declared.definition() instanceof IndexSet.Definition.OfRange range) {
        return range(range.lower(), range.upper());
      }
      return Optional.ofNullable(bound.sets().get(declared));
    }
    if (set instanceof IndexSet.Range range) return range(range.lower(), range.upper());
    if (set instanceof IndexSet.Size size) return integer(size.size()).map(SetMembers::ofSize);
    if (set instanceof IndexSet.Part part) return part(part);
    throw new IllegalStateException("a parameter's set in a model's data: " + set);
  }

  private Optional<SetMembers> range(Expr lower, Expr upper) {
    Optional<Integer> first = integer(lower);
    Optional<Integer> last = integer(upper);
    if (first.isEmpty() || last.isEmpty()) return Optional.empty();
    return Optional.of(SetMembers.range(first.get(), last.get()));
  }

  private Optional<SetMembers> part(IndexSet.Part part) {
    Optional<SetMembers> whole = members(part.whole());
    if (whole.isEmpty()) return Optional.empty();
    int first = whole.get().first();
    int last = first + whole.get().size() - 1;
    Optional<Integer> lower =
        part.lower().isEmpty() ? Optional.of(first) : integer(part.lower().get());
    Optional<Integer> upper =
        part.upper().isEmpty() ? Optional.of(last) : integer(part.upper().get());
    if (lower.isEmpty() || upper.isEmpty()) return Optional.empty();
    int from = Math.max(first, lower.get());
    int to = Math.min(last, upper.get());
    if (whole.get().names().isEmpty()) {
      return Optional.of(SetMembers.range(from, Math.max(to, from - 1)));
    }
    List<String> names = whole.get().names().get();
    return Optional.of(SetMembers.named(names.subList(from - 1, Math.max(to, from - 1))));
  }

  private Optional<Integer> integer(Expr expression) {
    return evaluate(expression).map(value -> (int) value.get(0));
  }

  private Optional<BoundArray> evaluate(Expr expression) {
    Optional<Checked<BoundArray>> value = evaluator.evaluate(expression, bound);
    value.ifPresent(checked -> problems.addAll(checked.diagnostics()));
    return value.flatMap(Checked::value);
  }

  private Diagnostic missing(Symbol symbol) {
    String message = "no data for `" + symbol.name() + "`";
    Diagnostic problem =
        Diagnostic.error(BindCode.D0101.code(), message, symbol.declared(), "declared here");
    List<String> unused = new ArrayList<>(data.names());
    model.variables().forEach(v -> unused.remove(v.symbol().name()));
    List<String> near = Suggestions.nearest(symbol.name(), unused, 1);
    if (!near.isEmpty()) {
      return problem.withHint("the data have an entry `" + near.get(0) + "`; is it this one?");
    }
    if (MissingElements.of(model, symbol).isPresent() && ragged(symbol).isEmpty()) {
      problem =
          problem.withHint("`--set " + symbol.name() + "=null` says that all of it is missing");
    }
    return data.names().isEmpty()
        ? problem.withHint(
            "give a file of data with `--data FILE`, or one value with `--set "
                + symbol.name()
                + "=VALUE`")
        : problem.withNote(
            "the data have "
                + String.join(
                    ", ", data.names().stream().map(n -> "`" + n + "`").limit(12).toList()));
  }
}
