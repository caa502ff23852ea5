package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The elements, or events, of an array where they are read.
 *
 * @param plate how many indices name one
 */
record Elements(Symbol symbol, int plate) {
  boolean isReadBy(Expr expr) {
    return FreeSymbols.of(expr).contains(symbol);
  }

  /** The indices of the element that an expression is, if it is one and nothing more. */
  Optional<List<Expr>> indicesOf(Expr expr) {
    if (expr instanceof Expr.Variable v && v.symbol().equals(symbol)) {
      return plate == 0 ? Optional.of(List.of()) : Optional.empty();
    }
    if (!(expr instanceof Expr.Index index)
        || !(index.array() instanceof Expr.Variable v)
        || !v.symbol().equals(symbol)) {
      return Optional.empty();
    }
    List<Expr> indices = new ArrayList<>();
    for (int d = 0; d < index.subscripts().size(); d++) {
      Expr.Subscript subscript = index.subscripts().get(d);
      if (d < plate) {
        boolean isOne =
            subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty();
        if (!isOne || isReadBy(((Expr.Subscript.At) subscript).index())) return Optional.empty();
        indices.add(((Expr.Subscript.At) subscript).index());
      } else if (!(subscript instanceof Expr.Subscript.All)) {
        return Optional.empty();
      }
    }
    return Optional.of(indices);
  }

  /** Whether two expressions are the same element. */
  boolean areSame(Expr a, Expr b) {
    Optional<List<Expr>> one = indicesOf(a);
    Optional<List<Expr>> other = indicesOf(b);
    if (one.isEmpty() || other.isEmpty() || one.get().size() != other.get().size()) return false;
    for (int d = 0; d < one.get().size(); d++) {
      if (!ExprText.same(one.get().get(d), other.get().get(d))) return false;
    }
    return true;
  }
}
