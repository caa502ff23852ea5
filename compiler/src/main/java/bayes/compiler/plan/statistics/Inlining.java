package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes out what a row is computed by: what its iteration defines, and elements of derived arrays
 * that belong to it. Other derived values stay: they are computed once for many rows.
 */
final class Inlining extends ExprRewriter {
  private final Rows rows;
  private final ArrayElements elements;

  Inlining(Rows rows) {
    this.rows = rows;
    this.elements = new ArrayElements(rows.terms());
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index index) return index(index);
    if (expr instanceof Expr.LetIn let) {
      return rewrite(Substitution.ofValues(Map.of(let.symbol(), let.value())).rewrite(let.body()));
    }
    return super.rewrite(expr);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Expr local = rows.locals().get(variable.symbol());
    return local == null ? variable : rewrite(local);
  }

  private Expr index(Expr.Index index) {
    List<Expr> at = new ArrayList<>();
    for (Expr.Subscript subscript : index.subscripts()) {
      if (!(subscript instanceof Expr.Subscript.At one)
          || !one.index().type().dimensions().isEmpty()) {
        return super.rewrite(index);
      }
      at.add(rewrite(one.index()));
    }
    if (!(index.array() instanceof Expr.Variable variable)) {
      Expr element = elements.of(index.array(), at);
      boolean isSame = element instanceof Expr.Index same && same.array() == index.array();
      return isSame ? super.rewrite(index) : rewrite(element);
    }
    Symbol symbol = variable.symbol();
    Expr local = rows.locals().get(symbol);
    if (local != null) return rewrite(elements.of(local, at));
    boolean ofRow = at.stream().anyMatch(this::isOfRow);
    boolean isDerived = symbol.role() == Symbol.Role.DERIVED;
    if (!ofRow || !isDerived || rows.isData(variable)) return super.rewrite(index);
    return definition(variable, at).map(this::rewrite).orElseGet(() -> super.rewrite(index));
  }

  /** Whether an index is a loop variable of the rows itself. */
  private boolean isOfRow(Expr index) {
    return Derivations.plain(index) instanceof Expr.Variable variable
        && rows.symbols().contains(variable.symbol());
  }

  private Optional<Expr> definition(Expr.Variable variable, List<Expr> at) {
    Symbol symbol = variable.symbol();
    Optional<Definition> byElement = rows.derivations().byElement(symbol);
    if (byElement.isPresent()) return element(byElement.get(), at);
    List<Definition> all = rows.derivations().of(symbol);
    if (all.size() != 1 || !all.get(0).path().isEmpty()) return Optional.empty();
    ModelStatement.Define define = all.get(0).define();
    if (!define.indices().isEmpty() || define.value() instanceof Expr.ArrayLiteral) {
      return Optional.empty();
    }
    ArrayElements.requireLike(
        define.value().type().dimensions().get(0), symbol.type().dimensions().get(0));
    return Optional.of(elements.of(define.value(), at));
  }

  private Optional<Expr> element(Definition definition, List<Expr> at) {
    List<Expr> indices = definition.define().indices();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < indices.size(); d++) {
      Expr.Variable binder = (Expr.Variable) Derivations.plain(indices.get(d));
      values.put(binder.symbol(), at.get(d));
    }
    for (Step step : definition.path()) {
      if (step instanceof Step.Local local) {
        Expr value = Substitution.ofValues(values).rewrite(local.define().value());
        values.put(local.define().symbol(), value);
      }
    }
    Expr value = Substitution.ofValues(values).rewrite(definition.define().value());
    return Optional.of(elements.of(value, at.subList(indices.size(), at.size())));
  }
}
