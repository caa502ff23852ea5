package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes definitions out in the place of what they define, as far as that changes with latents. */
final class Inlining extends ExprRewriter {
  /** Longer chains of definitions are not followed. */
  private static final int DEEPEST = 20;

  private final Derivations derivations;
  private int depth;

  Inlining(Derivations derivations) {
    this.derivations = derivations;
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index index && index.array() instanceof Expr.Variable array) {
      return element(index, array.symbol());
    }
    if (expr instanceof Expr.LetIn let) {
      return rewrite(Substitution.ofValues(Map.of(let.symbol(), let.value())).rewrite(let.body()));
    }
    return super.rewrite(expr);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (!isComputed(symbol)) return variable;
    List<Definition> all = derivations.of(symbol);
    boolean isAlone =
        all.size() == 1
            && all.get(0).define().indices().isEmpty()
            && (derivations.isLocal(symbol) || all.get(0).path().isEmpty());
    return isAlone ? deeper(all.get(0).define().value(), variable) : variable;
  }

  private Expr element(Expr.Index index, Symbol symbol) {
    if (!isComputed(symbol)) return super.rewrite(index);
    var definition = derivations.byElement(symbol);
    if (definition.isEmpty()) return super.rewrite(index);
    List<Symbol> binders = new ArrayList<>();
    for (Step step : definition.get().path()) {
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder().symbol());
    }
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < binders.size(); d++) {
      if (!(index.subscripts().get(d) instanceof Expr.Subscript.At at)
          || !at.index().type().dimensions().isEmpty()) {
        return super.rewrite(index);
      }
      values.put(binders.get(d), rewrite(at.index()));
    }
    Expr value = Substitution.ofValues(values).rewrite(definition.get().define().value());
    List<Expr.Subscript> rest =
        index.subscripts().subList(binders.size(), index.subscripts().size());
    boolean isAll = rest.stream().allMatch(Expr.Subscript.All.class::isInstance);
    return deeper(isAll ? value : new Expr.Index(value, rest, index.type(), index.span()), index);
  }

  private Expr deeper(Expr value, Expr otherwise) {
    if (depth >= DEEPEST) return otherwise;
    depth++;
    Expr rewritten = rewrite(value);
    depth--;
    return rewritten;
  }

  private boolean isComputed(Symbol symbol) {
    return symbol.role() != Symbol.Role.LATENT && !derivations.latentsOf(symbol).isEmpty();
  }
}
