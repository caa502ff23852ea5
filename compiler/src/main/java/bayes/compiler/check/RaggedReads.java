package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import java.util.ArrayList;
import java.util.List;

/** {@code x[i]} and {@code x[i, n]} of arrays whose rows differ in length. */
final class RaggedReads {
  private final Session session;
  private final Expressions expressions;

  RaggedReads(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /**
   * A row, a part of it or an element.
   *
   * @param array all elements of {@code symbol}
   */
  Expr index(Expression.Index e, Symbol symbol, Expr array, Scope scope) {
    IndexSet.Definition.Ragged ragged = session.ragged().of(symbol).orElseThrow();
    List<Subscript> written = e.subscripts();
    int rank = ragged.outer().size();
    List<Expr> indices = new ArrayList<>();
    for (int i = 0; i < Math.min(rank, written.size()); i++) {
      if (!(written.get(i) instanceof Subscript.At at)) break;
      Expr index = expressions.subscripts().index(at.index(), ragged.outer().get(i).set(), scope);
      if (Shapes.isUnknown(index)) return session.unknown(e.span());
      if (index.type().dimensions().isEmpty()) indices.add(index);
    }
    if (indices.size() < rank) {
      session.report(
          new TypeProblem.BadSubscripts(
              e.span(),
              "the rows of `" + symbol.name() + "` differ in length: pick one",
              rank == 1 ? "needs an index first" : "needs " + rank + " indices first"));
      return session.unknown(e.span());
    }
    return inRow(e, array, ragged, indices, scope);
  }

  private Expr inRow(
      Expression.Index e,
      Expr array,
      IndexSet.Definition.Ragged ragged,
      List<Expr> outer,
      Scope scope) {
    IndexSet row = session.ragged().row(ragged, outer);
    List<Subscript> rest = e.subscripts().subList(outer.size(), e.subscripts().size());
    if (!rest.isEmpty() && rest.get(0) instanceof Subscript.At at) {
      Expr index = expressions.subscripts().index(at.index(), row, scope);
      if (Shapes.isUnknown(index)) return session.unknown(e.span());
      if (index.type().dimensions().isEmpty()) {
        List<Expr> indices = new ArrayList<>(outer);
        indices.add(index);
        Expr place = session.ragged().place(ragged, indices, e.span());
        return rest(e, element(e, array, new Expr.Subscript.At(place), List.of()), 1, rest, scope);
      }
    }
    IndexSet size =
        Shapes.rangeLower(row).flatMap(Shapes::constant).filter(v -> v != 1).isPresent()
            ? new IndexSet.Size(new Expr.Size(row, e.span()))
            : row;
    Expr.Subscript slice = session.ragged().slice(ragged, outer, e.span());
    return rest(e, element(e, array, slice, List.of(size)), 0, rest, scope);
  }

  /** The array at one subscript of its first dimension, which leaves {@code kept} of it. */
  private Expr element(Expression.Index e, Expr array, Expr.Subscript first, List<IndexSet> kept) {
    List<IndexSet> inner = array.type().dimensions().subList(1, array.type().dimensions().size());
    List<Expr.Subscript> subscripts = new ArrayList<>();
    subscripts.add(first);
    inner.forEach(set -> subscripts.add(new Expr.Subscript.All()));
    List<IndexSet> dimensions = new ArrayList<>(kept);
    dimensions.addAll(inner);
    return expressions
        .subscripts()
        .simpler(
            new Expr.Index(
                array, subscripts, Type.array(array.type().element(), dimensions), e.span()));
  }

  private Expr rest(
      Expression.Index e, Expr array, int from, List<Subscript> subscripts, Scope scope) {
    List<Subscript> rest = subscripts.subList(Math.min(from, subscripts.size()), subscripts.size());
    if (rest.isEmpty()) return array;
    if (rest.size() > array.type().dimensions().size()) {
      session.report(
          new TypeProblem.BadSubscripts(
              e.span(),
              "there are more subscripts than dimensions",
              "too many by " + (rest.size() - array.type().dimensions().size())));
      return session.unknown(e.span());
    }
    return expressions
        .subscripts()
        .subscripted(new Expression.Index(e.array(), rest, e.span()), array, scope);
  }
}
