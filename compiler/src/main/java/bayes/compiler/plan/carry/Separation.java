package bayes.compiler.plan.carry;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees whether a sum over data takes one member of a set of the batch at a time, so that the sum
 * over two batches is that of both.
 */
final class Separation extends ExprRewriter {
  private final Division division;
  private final Batches batches;
  private final Set<IndexSet.Declared> frozen = new LinkedHashSet<>();
  private final Set<Symbol> fixed = new LinkedHashSet<>();
  private Optional<Expr.Binder> unit = Optional.empty();

  Separation(Division division, Batches batches) {
    this.division = division;
    this.batches = batches;
  }

  /** Sets whose new members the earlier data would have had to tell of. */
  Set<IndexSet.Declared> frozen() {
    return frozen;
  }

  /** Numbers that are read with all elements. */
  Set<Symbol> fixed() {
    return fixed;
  }

  /**
   * Checks a leaf.
   *
   * @throws NotSeparable with what stands in the way
   */
  void check(Leaf leaf) {
    unit = Optional.empty();
    Substitution locals = leaf.locals();
    for (Expr.Binder loop : leaf.loops()) {
      IndexSet set = locals.set(loop.set());
      if (unit.isEmpty() && batches.isOfBatch(set)) {
        if (Batches.identity(set).isEmpty()) throw unusual(set);
        unit = Optional.of(new Expr.Binder(loop.symbol(), set));
      } else {
        set(set);
      }
    }
    leaf.conditions().forEach(condition -> rewrite(locals.rewrite(condition)));
    leaf.showStatement(this);
  }

  /** The data, or the set, that a set of an unusual form is made of. */
  private NotSeparable unusual(IndexSet set) {
    Sources sources = Sources.of(set);
    String why = "is run through in part by a sum";
    return sources.symbols().stream()
        .filter(batches::isOfBatch)
        .findFirst()
        .map(symbol -> NotSeparable.by(symbol, why))
        .or(
            () ->
                sources.sets().stream()
                    .filter(batches::isOfBatch)
                    .findFirst()
                    .map(part -> NotSeparable.by(part, why)))
        .orElseThrow(() -> new IllegalStateException("a set of no batch: " + set));
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index index && index.array() instanceof Expr.Variable array) {
      element(array.symbol(), index);
      return expr;
    }
    return super.rewrite(expr);
  }

  private void element(Symbol array, Expr.Index index) {
    List<IndexSet> dimensions = array.type().dimensions();
    if (batches.isOfBatch(array)) {
      boolean isFirst = true;
      for (int d = 0; d < dimensions.size(); d++) {
        boolean isOfBatch = batches.isOfBatch(dimensions.get(d));
        if (!isOfBatch && dimensions.get(d) instanceof IndexSet.Declared s) frozen.add(s);
        if (isOfBatch && isFirst) unit(array, dimensions.get(d), index.subscripts().get(d));
        else subscript(index.subscripts().get(d));
        isFirst &= !isOfBatch;
      }
    } else if (batches.isFromBatch(array)) {
      rewrite(writtenOut(array, index));
    } else {
      known(array);
      index.subscripts().forEach(this::subscript);
    }
  }

  private void subscript(Expr.Subscript subscript) {
    subscripts(List.of(subscript));
  }

  /** Sees that an array of the batch is read at the member at hand. */
  private void unit(Symbol array, IndexSet dimension, Expr.Subscript subscript) {
    if (!(subscript instanceof Expr.Subscript.At at)) throw elsewhere(array);
    if (dimension instanceof IndexSet.Declared set
        && set.definition() instanceof IndexSet.Definition.Ragged ragged) {
      Sources sources = new Sources();
      sources.rewrite(at.index());
      if (!sources.symbols().contains(ragged.starts())) throw elsewhere(array);
      rewrite(at.index());
      return;
    }
    boolean isHere =
        unit.isPresent()
            && Derivations.plain(at.index()) instanceof Expr.Variable v
            && v.symbol().equals(unit.get().symbol())
            && Batches.identity(dimension).equals(Batches.identity(unit.get().set()));
    if (!isHere) throw elsewhere(array);
  }

  private static NotSeparable elsewhere(Symbol array) {
    return NotSeparable.by(array, "is read elsewhere than at the element that a sum is at");
  }

  /** A value that is computed element by element, at an index. */
  private Expr writtenOut(Symbol array, Expr.Index index) {
    List<Leaf> leaves = division.definitions(array);
    if (leaves.size() == 1 && leaves.get(0).statement() instanceof ModelStatement.Define define) {
      List<Symbol> binders = leaves.get(0).loops().stream().map(Expr.Binder::symbol).toList();
      List<Symbol> indices = new ArrayList<>();
      for (Expr i : define.indices()) {
        if (Derivations.plain(i) instanceof Expr.Variable v) indices.add(v.symbol());
      }
      boolean isOfElements =
          indices.equals(binders)
              && indices.size() == index.subscripts().size()
              && leaves.get(0).conditions().isEmpty()
              && index.subscripts().stream().allMatch(s -> s instanceof Expr.Subscript.At);
      if (isOfElements) {
        Map<Symbol, Expr> values = new HashMap<>();
        for (int d = 0; d < binders.size(); d++) {
          values.put(binders.get(d), ((Expr.Subscript.At) index.subscripts().get(d)).index());
        }
        Expr value = leaves.get(0).locals().rewrite(define.value());
        return Substitution.ofValues(values).rewrite(value);
      }
    }
    throw NotSeparable.by(array, "is not computed element by element");
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (unit.isPresent() && symbol.equals(unit.get().symbol())) throw placed();
    if (batches.isFromBatch(symbol)) {
      throw NotSeparable.by(symbol, "is read as a whole by a sum");
    }
    for (IndexSet dimension : symbol.type().dimensions()) set(dimension);
    known(symbol);
    if (symbol.role() == Symbol.Role.DATA && symbol.type() instanceof Type.Int) fixed.add(symbol);
    return variable;
  }

  /** The number of the member at hand is another one in the next batch. */
  private NotSeparable placed() {
    IndexSet set = unit.orElseThrow().set();
    String why = "is read for the place of its members";
    return Batches.size(set)
        .map(size -> NotSeparable.by(size, why))
        .orElseGet(() -> NotSeparable.by((IndexSet.Declared) set, why));
  }

  /** What is known before the batch, or is that of the first one. */
  private void known(Symbol symbol) {
    if (batches.isFromSums(symbol)) {
      throw NotSeparable.by(symbol, "is a sum over all data, and read by another");
    }
  }

  @Override
  public IndexSet set(IndexSet set) {
    if (set instanceof IndexSet.Declared declared) {
      if (batches.isOfBatch(declared)) {
        throw NotSeparable.by(declared, "is run through for each element of a sum");
      }
      frozen.add(declared);
      return set;
    }
    return super.set(set);
  }

  @Override
  public DistributionCall call(DistributionCall call) {
    Sources sources = new Sources();
    sources.rewrite(call.definition().logDensity());
    sources.sets().forEach(this::set);
    return super.call(call);
  }

  @Override
  public Type type(Type type) {
    return type;
  }
}
