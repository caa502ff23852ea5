package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.DataEvaluator;
import bayes.compiler.bind.SetMembers;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToDoubleFunction;

/** The labelled dimensions of a bound model's variables. */
final class Axes {
  private final BoundData data;
  private final DataEvaluator evaluator;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<Symbol, List<Axis>> axes = new ConcurrentHashMap<>();
  private final Set<Symbol> ofData = new HashSet<>();

  private Axes(BoundData data, DataEvaluator evaluator) {
    this.data = data;
    this.evaluator = evaluator;
  }

  /** The axes of the data, the latents and of what is recorded. */
  static Checked<Axes> of(Plan plan, BoundData data, DataEvaluator evaluator) {
    Axes axes = new Axes(data, evaluator);
    for (VariableDeclaration variable : plan.model().variables()) {
      boolean isInner = variable.symbol().role() == Symbol.Role.DERIVED && !variable.recorded();
      if (isInner) continue;
      // A text has a label for each of its tokens: few ask for those of data.
      if (variable.symbol().role() == Symbol.Role.DATA) axes.ofData.add(variable.symbol());
      else axes.axes.put(variable.symbol(), axes.made(variable.symbol()));
    }
    return axes.problems.isEmpty() ? Checked.of(axes) : Checked.failed(axes.problems);
  }

  List<Axis> of(Symbol symbol) {
    if (!ofData.contains(symbol)) return axes.getOrDefault(symbol, List.of());
    return axes.computeIfAbsent(symbol, this::made);
  }

  private List<Axis> made(Symbol symbol) {
    List<Axis> made = new ArrayList<>();
    for (IndexSet set : symbol.type().dimensions()) {
      if (!isThere(set)) made.add(axis(set));
    }
    return made;
  }

  /** The values of a variable as they would be given as data. */
  DataValue given(Symbol symbol, RecordedVariable variable, IntToDoubleFunction elements) {
    List<IndexSet> dimensions = symbol.type().dimensions();
    if (dimensions.isEmpty()
        || !(dimensions.get(0) instanceof IndexSet.Declared set)
        || !(set.definition() instanceof IndexSet.Definition.Ragged ragged)) {
      return GivenValues.of(variable, elements);
    }
    List<Axis> outer = ragged.outer().stream().map(binder -> axis(binder.set())).toList();
    BoundArray sizes = perRow(ragged, new Expr.Size(ragged.inner(), ragged.total().span()));
    return GivenValues.ofRows(variable, outer, sizes.integers(), elements);
  }

  /** How a variable appears in draws. */
  RecordedVariable recorded(VariableDeclaration variable) {
    Symbol symbol = variable.symbol();
    return recorded(variable.column(), symbol.type().element(), of(symbol));
  }

  /** How values of a type appear in draws. */
  RecordedVariable recorded(String name, Type element, List<Axis> axes) {
    List<String> members = List.of();
    RecordedVariable.Kind kind = RecordedVariable.Kind.INT;
    if (element instanceof Type.Real) kind = RecordedVariable.Kind.REAL;
    if (element instanceof Type.Bool) kind = RecordedVariable.Kind.BOOL;
    if (element instanceof Type.Member member) {
      Axis axis = axis(member.set());
      if (axis.quoted()) {
        kind = RecordedVariable.Kind.MEMBER;
        members = axis.labels();
      }
    }
    return new RecordedVariable(name, kind, axes, members);
  }

  /** Whether it says only that the variable exists, which no label shows. */
  private boolean isThere(IndexSet set) {
    return set instanceof IndexSet.Declared declared
        && declared.definition() instanceof IndexSet.Definition.Chosen chosen
        && integer(chosen.size()) == 1;
  }

  Axis axis(IndexSet set) {
    if (set instanceof IndexSet.Declared declared) {
      if (declared.definition() instanceof IndexSet.Definition.Chosen chosen) {
        return numbered(declared.name(), 1, integer(chosen.size()));
      }
      SetMembers members = data.sets().get(declared);
      if (members != null) {
        return new Axis(declared.name(), members.labels(), members.areNames());
      }
      if (declared.definition() instanceof IndexSet.Definition.Ragged ragged) {
        return elements(declared.name(), ragged);
      }
      if (declared.definition() instanceof IndexSet.Definition.OfRange range) {
        return range(declared.name(), range.lower(), range.upper());
      }
      throw new IllegalStateException("set " + declared.name() + " is not bound");
    }
    if (set instanceof IndexSet.Range range) return range("", range.lower(), range.upper());
    if (set instanceof IndexSet.Size size) return numbered("", 1, integer(size.size()));
    if (set instanceof IndexSet.Part part) {
      Axis whole = axis(part.whole());
      int before = first(part.whole()) - 1;
      int from = part.lower().map(e -> integer(e) - before).orElse(1);
      int to = part.upper().map(e -> integer(e) - before).orElse(whole.size());
      int start = Math.max(1, from) - 1;
      List<String> labels = whole.labels().subList(start, Math.max(start, to));
      return new Axis(whole.set(), labels, whole.quoted());
    }
    throw new IllegalStateException("a parameter's set in a variable: " + set);
  }

  /** The elements of rows that differ in length, by their indices. */
  private Axis elements(String name, IndexSet.Definition.Ragged ragged) {
    List<String> rows = List.of("");
    for (Expr.Binder binder : ragged.outer()) {
      Axis axis = axis(binder.set());
      List<String> longer = new ArrayList<>();
      for (String row : rows) {
        for (String label : axis.labels()) {
          longer.add(row + (axis.quoted() ? '"' + label + '"' : label) + ", ");
        }
      }
      rows = longer;
    }
    BoundArray sizes = perRow(ragged, new Expr.Size(ragged.inner(), ragged.total().span()));
    Optional<BoundArray> firsts =
        ragged.inner() instanceof IndexSet.Range range
            ? Optional.of(perRow(ragged, range.lower()))
            : Optional.empty();
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < Math.min(rows.size(), sizes.length()); row++) {
      int at = row;
      int first = firsts.map(f -> (int) f.get(at)).orElse(1);
      for (int i = 0; i < (int) sizes.get(row); i++) labels.add(rows.get(row) + (first + i));
    }
    return new Axis(name, labels, false);
  }

  private BoundArray perRow(IndexSet.Definition.Ragged ragged, Expr value) {
    List<IndexSet> sets = ragged.outer().stream().map(Expr.Binder::set).toList();
    return evaluate(
        new Expr.Comprehension(
            ragged.outer(), Optional.empty(), value, Type.array(Type.INT, sets), value.span()));
  }

  /** The first member's number: a range is by value. */
  int first(IndexSet set) {
    if (set instanceof IndexSet.Range range) return integer(range.lower());
    if (set instanceof IndexSet.Part part) {
      return part.lower().map(this::integer).orElseGet(() -> first(part.whole()));
    }
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.OfRange range
        ? integer(range.lower())
        : 1;
  }

  private Axis range(String name, Expr lower, Expr upper) {
    return numbered(name, integer(lower), integer(upper));
  }

  private static Axis numbered(String name, int first, int last) {
    List<String> labels = new ArrayList<>();
    for (int i = first; i <= last; i++) labels.add(Integer.toString(i));
    return new Axis(name, labels, false);
  }

  private int integer(Expr expr) {
    BoundArray value = evaluate(expr);
    return value.length() == 0 ? 0 : (int) value.get(0);
  }

  /** The value of an expression of data; nothing after a problem. */
  BoundArray evaluate(Expr expr) {
    Optional<Checked<BoundArray>> value = evaluator.evaluate(expr, data);
    Checked<BoundArray> checked =
        value.orElseThrow(() -> new IllegalStateException("a size that is not bound"));
    problems.addAll(checked.diagnostics());
    return checked.value().orElse(new BoundArray(new double[0], new int[0], false));
  }
}
