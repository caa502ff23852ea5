package bayes.compiler.plan.chain;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the elements of a latent are chains: one row for each member of the other dimensions, along
 * one dimension; or the rows of a ragged array. Arrays that go with the chains have the rows'
 * dimensions first, then that of the steps.
 */
final class Layout {
  private final Symbol latent;
  private final int along;
  private final Optional<IndexSet.Definition.Ragged> ragged;
  private final List<Expr.Binder> rows = new ArrayList<>();
  private final Terms terms;

  /**
   * @param along the dimension that the steps are
   */
  Layout(Symbol latent, int along, Rewriting rewriting) {
    this.latent = latent;
    this.along = along;
    this.ragged = ragged(latent);
    this.terms = rewriting.terms(latent.declared());
    List<IndexSet> dimensions = latent.type().dimensions();
    if (ragged.isPresent()) {
      Map<Symbol, Expr> renamed = new HashMap<>();
      for (Expr.Binder outer : ragged.get().outer()) {
        IndexSet set = Substitution.ofValues(renamed).set(outer.set());
        Symbol row = binder(rewriting, set);
        renamed.put(outer.symbol(), terms.variable(row));
        rows.add(new Expr.Binder(row, set));
      }
    } else {
      for (int d = 0; d < dimensions.size(); d++) {
        if (d == along) continue;
        rows.add(new Expr.Binder(binder(rewriting, dimensions.get(d)), dimensions.get(d)));
      }
    }
  }

  private Symbol binder(Rewriting rewriting, IndexSet set) {
    return rewriting.symbol(
        latent.name() + "?row", Symbol.Role.BINDER, Type.memberOf(set), latent.declared());
  }

  private static Optional<IndexSet.Definition.Ragged> ragged(Symbol latent) {
    return latent.type().dimensions().get(0) instanceof IndexSet.Declared set
            && set.definition() instanceof IndexSet.Definition.Ragged ragged
        ? Optional.of(ragged)
        : Optional.empty();
  }

  /** Loop variables that run over the rows. */
  List<Expr.Binder> rows() {
    return rows;
  }

  /** The dimensions of the rows, then the steps. */
  List<IndexSet> dimensions() {
    List<IndexSet> dimensions = latent.type().dimensions();
    return ragged.isPresent() ? dimensions : stepsLast(dimensions);
  }

  /** The indices of an element of the latent, in the order of {@link #dimensions}. */
  <T> List<T> stepsLast(List<T> indices) {
    List<T> ordered = new ArrayList<>(indices);
    ordered.add(ordered.remove(along));
    return ordered;
  }

  /** The number of an element's step, among those of all rows if they are ragged. */
  Expr step(List<Expr> indices) {
    return indices.get(along);
  }

  /** The step that is the first one of the row of an element. */
  Optional<Expr> first(List<Expr> indices) {
    if (ragged.isEmpty()) return Optional.of(terms.first(latent.type().dimensions().get(along)));
    Symbol starts = ragged.get().starts();
    return startOf(starts, step(indices)).map(start -> terms.plus(start, terms.integer(1)));
  }

  /** {@code starts[i]} in the index of an element of row i. */
  private static Optional<Expr> startOf(Symbol starts, Expr index) {
    List<Expr> found = new ArrayList<>();
    new ExprRewriter() {
      @Override
      public Expr rewrite(Expr expr) {
        if (expr instanceof Expr.Index element
            && element.array() instanceof Expr.Variable array
            && array.symbol().equals(starts)) {
          found.add(element);
          return element;
        }
        return super.rewrite(expr);
      }
    }.rewrite(index);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The set of the steps of the present row, as loops of the model run over it. */
  IndexSet steps() {
    if (ragged.isEmpty()) return latent.type().dimensions().get(along);
    Map<Symbol, Expr> renamed = new HashMap<>();
    for (int d = 0; d < rows.size(); d++) {
      renamed.put(ragged.get().outer().get(d).symbol(), terms.variable(rows.get(d).symbol()));
    }
    return Substitution.ofValues(renamed).set(ragged.get().inner());
  }

  /** The number of steps of the present row. */
  Expr length() {
    return new Expr.Size(steps(), terms.span());
  }

  /** The part of an array with {@link #dimensions} that belongs to the present row. */
  Expr row(Symbol array) {
    List<Expr> indices = new ArrayList<>();
    for (Expr.Binder row : rows) indices.add(terms.variable(row.symbol()));
    if (ragged.isEmpty()) return terms.element(array, indices);
    Expr start = terms.element(ragged.get().starts(), indices);
    Expr first = terms.plus(start, terms.integer(1));
    Expr last = terms.plus(start, length());
    List<IndexSet> rest = array.type().dimensions().subList(1, array.type().dimensions().size());
    List<Expr.Subscript> subscripts = new ArrayList<>();
    subscripts.add(new Expr.Subscript.Slice(Optional.of(first), Optional.of(last)));
    rest.forEach(set -> subscripts.add(new Expr.Subscript.All()));
    List<IndexSet> dimensions = new ArrayList<>();
    dimensions.add(new IndexSet.Size(length()));
    dimensions.addAll(rest);
    Type type = Type.array(array.type().element(), dimensions);
    return new Expr.Index(terms.variable(array), subscripts, type, terms.span());
  }

  /** The position, from 1, of a step of the present row, by a loop variable over its steps. */
  Expr position(Symbol step) {
    Expr first = terms.first(steps());
    Expr number = terms.as(terms.variable(step), Type.INT);
    return terms.plus(terms.minus(number, terms.as(first, Type.INT)), terms.integer(1));
  }

  /** The indices of the latent's element at a step of the present row. */
  List<Expr> element(Expr step) {
    List<Expr> indices = new ArrayList<>();
    for (Expr.Binder row : rows) indices.add(terms.variable(row.symbol()));
    if (ragged.isPresent()) {
      Expr start = terms.element(ragged.get().starts(), indices);
      Expr first = terms.as(terms.first(steps()), Type.INT);
      Expr position = terms.plus(terms.minus(terms.as(step, Type.INT), first), terms.integer(1));
      return List.of(terms.plus(start, position));
    }
    indices.add(along, step);
    return indices;
  }

  /** The first step of the present row, of the type of a loop variable over its steps. */
  Expr firstStep() {
    Expr first = terms.first(steps());
    Type type = Type.memberOf(steps());
    return first.type().equals(type) ? first : new Expr.Convert(first, type, terms.span());
  }

  /**
   * What the loop variables of a statement stand for in the present row, if it draws the elements
   * of one row after the other by plain loop variables: {@code z[i, t]}.
   *
   * @param step what the variable of the steps stands for
   */
  Optional<Map<Symbol, Expr>> renaming(List<Expr> indices, List<Expr.Binder> loops, Expr step) {
    Map<Symbol, Expr> renamed = new HashMap<>();
    List<Expr> plates = new ArrayList<>(indices);
    Expr index = plates.remove(along);
    if (ragged.isPresent()) {
      if (loops.size() != rows.size() + 1) return Optional.empty();
      for (Expr.Binder loop : loops.subList(0, rows.size())) {
        plates.add(terms.variable(loop.symbol()));
      }
    }
    Symbol time = loops.isEmpty() ? latent : loops.get(loops.size() - 1).symbol();
    if (ragged.isEmpty()) {
      for (Expr.Binder loop : loops) {
        if (LinearForm.difference(index, terms.variable(loop.symbol())).isPresent()) {
          time = loop.symbol();
        }
      }
    }
    renamed.put(time, step);
    for (int d = 0; d < rows.size(); d++) {
      Expr plate = plates.get(d);
      while (plate instanceof Expr.Convert convert) plate = convert.operand();
      if (!(plate instanceof Expr.Variable variable)) return Optional.empty();
      if (renamed.containsKey(variable.symbol())) return Optional.empty();
      renamed.put(variable.symbol(), terms.variable(rows.get(d).symbol()));
    }
    for (Expr.Binder loop : loops) {
      if (!renamed.containsKey(loop.symbol())) return Optional.empty();
    }
    List<Expr> here = Substitution.ofValues(renamed).rewriteAll(indices);
    List<Expr> wanted = element(step);
    for (int d = 0; d < here.size(); d++) {
      Optional<Long> apart = LinearForm.difference(here.get(d), wanted.get(d));
      if (apart.isEmpty() || apart.get() != 0) return Optional.empty();
    }
    return Optional.of(renamed);
  }
}
