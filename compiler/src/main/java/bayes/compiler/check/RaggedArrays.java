package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arrays whose rows differ in length, {@code T[I, J][]}. Their elements stand one after the other
 * in an array over a set of their own, with the place before each row in another: {@code x[i, j,
 * n]} is element {@code starts[i, j] + n}.
 */
final class RaggedArrays {
  private final Session session;
  private final Map<Symbol, IndexSet.Definition.Ragged> arrays = new HashMap<>();
  private final List<ModelStatement> pending = new ArrayList<>();
  private final Map<String, Variable> made = new LinkedHashMap<>();
  private final List<IndexSet.Declared> sets = new ArrayList<>();

  RaggedArrays(Session session) {
    this.session = session;
  }

  /** What {@code symbol} is, if its rows differ in length. */
  Optional<IndexSet.Definition.Ragged> of(Symbol symbol) {
    return Optional.ofNullable(arrays.get(symbol));
  }

  /**
   * The array whose rows differ in length that an expression names.
   *
   * @param checked what it means, of data with gaps their elements with those that are drawn
   */
  Optional<Symbol> named(Expression written, Expr checked, Scope scope) {
    if (checked instanceof Expr.Variable v) {
      return arrays.containsKey(v.symbol()) ? Optional.of(v.symbol()) : Optional.empty();
    }
    return written instanceof Expression.NameUse use
            && scope.find(use.name().text()).orElse(null) instanceof Scope.Entry.OfSymbol entry
            && arrays.containsKey(entry.symbol())
        ? Optional.of(entry.symbol())
        : Optional.empty();
  }

  /** From here on {@code symbol} is an array whose first dimension is {@code set}. */
  void declare(Symbol symbol, IndexSet.Declared set) {
    arrays.put(symbol, (IndexSet.Definition.Ragged) set.definition());
  }

  /** Statements that compute where rows begin; they stand before the one that is checked. */
  List<ModelStatement> takePending() {
    List<ModelStatement> taken = List.copyOf(pending);
    pending.clear();
    return taken;
  }

  /** The variables that were made since the last time, by names that no user can write. */
  Map<String, Variable> takeMade() {
    Map<String, Variable> taken = new LinkedHashMap<>(made);
    made.clear();
    return taken;
  }

  /** The sets that were made since the last time. */
  List<IndexSet.Declared> takeSets() {
    List<IndexSet.Declared> taken = List.copyOf(sets);
    sets.clear();
    return taken;
  }

  // ---- making ----

  /** The elements of data with rows of any length over {@code outer}. */
  IndexSet.Declared ofData(String name, List<IndexSet> outer, Span span) {
    Type perRow = Type.array(Type.INT, outer);
    Symbol lengths = make(name + "?lengths", Symbol.Role.DATA, perRow, span);
    Symbol starts = make(name + "?starts", Symbol.Role.DATA, perRow, span);
    Symbol total = make(name + "?total", Symbol.Role.DATA, Type.INT, span);
    List<Expr.Binder> binders = outer.stream().map(s -> session.freshBinder(s, span)).toList();
    Expr length = element(lengths, Loops.variables(binders, span), span);
    return set(
        name,
        new IndexSet.Definition.Ragged(
            binders,
            new IndexSet.Size(length),
            starts,
            new Expr.Variable(total, span),
            Optional.of(lengths)),
        span);
  }

  /** The dimension of data that are one list, as long as it is. */
  IndexSet.Size lengthOfData(String name, Span span) {
    Symbol length = make(IndexSet.lengthName(name), Symbol.Role.DATA, Type.INT, span);
    return new IndexSet.Size(new Expr.Variable(length, span));
  }

  /**
   * The elements of an array that is defined over binders of which the last one's set depends on
   * the others.
   *
   * @param inner the last one's set
   */
  IndexSet.Declared ofBinders(String name, List<Expr.Binder> outer, IndexSet inner, Span span) {
    List<IndexSet> sets = Loops.sets(outer);
    Symbol starts = make(name + "?starts", Symbol.Role.DERIVED, Type.array(Type.INT, sets), span);
    Symbol total = make(name + "?total", Symbol.Role.DERIVED, Type.INT, span);
    Expr size = new Expr.Size(inner, span);
    List<Expr> indices = Loops.variables(outer, span);
    Expr start = new Expr.IntConstant(0, span);
    for (int d = 0; d < outer.size(); d++) start = afterPrevious(starts, outer, size, d, start);
    pending.add(Loops.wrap(outer, new ModelStatement.Define(starts, indices, start, span)));
    Expr sizes =
        new Expr.Comprehension(outer, Optional.empty(), size, Type.array(Type.INT, sets), span);
    Expr sum = new Expr.Reduce(Expr.Reduction.SUM, sizes, Type.INT, span);
    pending.add(new ModelStatement.Define(total, List.of(), sum, span));
    return set(
        name,
        new IndexSet.Definition.Ragged(
            outer, inner, starts, new Expr.Variable(total, span), Optional.empty()),
        span);
  }

  /**
   * Where the row at the binders starts: after the row whose index {@code d} is one less and whose
   * later ones are the last, if {@code d} is not the first of its set; else {@code otherwise}.
   */
  private Expr afterPrevious(
      Symbol starts, List<Expr.Binder> outer, Expr size, int d, Expr otherwise) {
    Span span = size.span();
    List<Expr> previous = new ArrayList<>();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int i = 0; i < outer.size(); i++) {
      Expr.Binder binder = outer.get(i);
      Expr at = new Expr.Variable(binder.symbol(), span);
      if (i == d) at = sum("-", Conversions.number(at), one(span));
      if (i > d) at = last(binder.set(), span);
      previous.add(at);
      values.put(binder.symbol(), at);
    }
    Expr before =
        sum("+", element(starts, previous, span), Substitution.ofValues(values).rewrite(size));
    Expr.Binder binder = outer.get(d);
    Expr index = Conversions.number(new Expr.Variable(binder.symbol(), span));
    Expr isLater = sum("<", first(binder.set(), span), index);
    return new Expr.Conditional(isLater, before, otherwise, Type.INT, span);
  }

  private static Expr first(IndexSet set, Span span) {
    return Shapes.rangeLower(set).orElse(one(span));
  }

  private Expr last(IndexSet set, Span span) {
    return sum("-", sum("+", first(set, span), new Expr.Size(set, span)), one(span));
  }

  private Symbol make(String name, Symbol.Role role, Type type, Span span) {
    Symbol symbol = session.symbol(name, role, type, span);
    Variable variable = new Variable(symbol, Optional.empty(), false, name, Optional.empty());
    variable.liveIn(Support.WHOLE);
    session.intervals().declareSize(symbol);
    made.put(name, variable);
    return symbol;
  }

  private IndexSet.Declared set(String name, IndexSet.Definition.Ragged definition, Span span) {
    IndexSet.Declared set =
        new IndexSet.Declared(
            session.nextId(), name + "__elements", definition, Optional.empty(), span);
    sets.add(set);
    return set;
  }

  // ---- reading ----

  /**
   * The place of an element in the array of all; {@code indices} for the outer sets and its own.
   */
  Expr place(IndexSet.Definition.Ragged array, List<Expr> indices, Span span) {
    List<Expr> outer = indices.subList(0, indices.size() - 1);
    Expr index = indices.get(indices.size() - 1);
    IndexSet inner = row(array, outer);
    Expr start = element(array.starts(), outer, span);
    boolean isInside =
        index instanceof Expr.Variable v
            && session.setOf(v.symbol()).filter(s -> isSame(s, inner)).isPresent();
    if (isInside) return shifted(start, index, inner, span);
    Expr.Binder binder = session.freshBinder(inner, span);
    Expr within = shifted(start, new Expr.Variable(binder.symbol(), span), inner, span);
    Type type = Type.array(Type.INT, List.of(inner));
    Expr row = new Expr.Comprehension(List.of(binder), Optional.empty(), within, type, span);
    return new Expr.Index(row, List.of(new Expr.Subscript.At(index)), Type.INT, index.span());
  }

  private static boolean isSame(IndexSet a, IndexSet b) {
    return ExprText.same(fromTo(a), fromTo(b));
  }

  /** A size as the range from 1. */
  private static IndexSet fromTo(IndexSet set) {
    return set instanceof IndexSet.Size size
        ? new IndexSet.Range(one(size.size().span()), size.size())
        : set;
  }

  private Expr shifted(Expr start, Expr index, IndexSet inner, Span span) {
    Expr lower = first(inner, span);
    Expr place = sum("+", start, Conversions.number(index));
    boolean fromOne = Shapes.constant(lower).filter(v -> v == 1).isPresent();
    return fromOne ? place : sum("+", sum("-", place, lower), one(span));
  }

  /** A row as a part of the array of all elements. */
  Expr.Subscript slice(IndexSet.Definition.Ragged array, List<Expr> outer, Span span) {
    Expr start = element(array.starts(), outer, span);
    Expr size = new Expr.Size(row(array, outer), span);
    return new Expr.Subscript.Slice(
        Optional.of(sum("+", start, one(span))), Optional.of(sum("+", start, size)));
  }

  /** The indices of a definition as those of the array of all elements. */
  List<Expr> flat(Symbol symbol, List<Expr> indices, Span span) {
    Optional<IndexSet.Definition.Ragged> ragged = of(symbol);
    if (ragged.isEmpty()) return indices;
    int taken = ragged.get().outer().size() + 1;
    List<Expr> flat = new ArrayList<>();
    flat.add(place(ragged.get(), indices.subList(0, taken), span));
    flat.addAll(indices.subList(taken, indices.size()));
    return flat;
  }

  /** What the last index of a row ranges over. */
  IndexSet row(IndexSet.Definition.Ragged array, List<Expr> outer) {
    Map<Symbol, Expr> values = new HashMap<>();
    for (int i = 0; i < outer.size(); i++) {
      values.put(array.outer().get(i).symbol(), outer.get(i));
    }
    return Substitution.ofValues(values).set(array.inner());
  }

  private static Expr element(Symbol array, List<Expr> indices, Span span) {
    Expr.Variable variable = new Expr.Variable(array, span);
    if (indices.isEmpty()) return variable;
    List<Expr.Subscript> subscripts =
        indices.stream().<Expr.Subscript>map(Expr.Subscript.At::new).toList();
    return new Expr.Index(variable, subscripts, array.type().element(), span);
  }

  private static Expr one(Span span) {
    return new Expr.IntConstant(1, span);
  }

  private Expr sum(String operator, Expr a, Expr b) {
    return session.ofIntegers(operator, a, b);
  }
}
