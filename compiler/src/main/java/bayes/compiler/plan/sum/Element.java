package bayes.compiler.plan.sum;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One element of a latent: its indices, none of a latent without a plate. */
record Element(Symbol symbol, List<Expr> indices) {
  Element {
    indices = List.copyOf(indices);
  }

  /** Whether both are the same element wherever both are. */
  boolean isSame(Element other) {
    if (!symbol.equals(other.symbol) || indices.size() != other.indices.size()) return false;
    for (int d = 0; d < indices.size(); d++) {
      if (!ExprText.same(indices.get(d), other.indices.get(d))) return false;
    }
    return true;
  }

  /** The element with its loop variables replaced. */
  Element with(Map<Symbol, Expr> values) {
    return new Element(symbol, Substitution.ofValues(values).rewriteAll(indices));
  }

  /** The variables that its indices read. */
  Set<Symbol> free() {
    Set<Symbol> free = new HashSet<>();
    indices.forEach(index -> free.addAll(FreeSymbols.of(index)));
    return free;
  }
}
