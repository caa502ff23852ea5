package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes out what is derived from a latent, and what is local to an iteration. */
final class Inlining extends ExprRewriter {
  private final Symbol latent;
  private final Derivations derivations;

  Inlining(Symbol latent, Derivations derivations) {
    this.latent = latent;
    this.derivations = derivations;
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index index && index.array() instanceof Expr.Variable array) {
      return index(index, array.symbol());
    }
    if (expr instanceof Expr.LetIn let && isOf(let.value())) {
      return rewrite(Substitution.ofValues(Map.of(let.symbol(), let.value())).rewrite(let.body()));
    }
    if (expr instanceof Expr.CallFunction call
        && call.function().dimensions().isEmpty()
        && call.arguments().stream().anyMatch(this::isOf)) {
      Map<Symbol, Expr> values = new HashMap<>();
      for (int i = 0; i < call.arguments().size(); i++) {
        values.put(call.function().parameters().get(i), call.arguments().get(i));
      }
      return rewrite(Substitution.ofValues(values).rewrite(call.function().body()));
    }
    return super.rewrite(expr);
  }

  private boolean isOf(Expr expr) {
    return FreeSymbols.of(expr).stream().anyMatch(this::isOf);
  }

  private boolean isOf(Symbol symbol) {
    return symbol.equals(latent) || derivations.latentsOf(symbol).contains(latent);
  }

  private Expr index(Expr.Index index, Symbol array) {
    List<Expr.Subscript> subscripts = subscripts(index.subscripts());
    if (!array.equals(latent) && isOf(array)) {
      Optional<Expr> element = element(array, subscripts);
      if (element.isPresent()) return rewrite(element.get());
    }
    return new Expr.Index(index.array(), subscripts, index.type(), index.span());
  }

  /** An element of a derived array by its definition. */
  private Optional<Expr> element(Symbol array, List<Expr.Subscript> subscripts) {
    List<Expr> indices = new ArrayList<>();
    for (Expr.Subscript subscript : subscripts) {
      if (!(subscript instanceof Expr.Subscript.At at)
          || !at.index().type().dimensions().isEmpty()) {
        return Optional.empty();
      }
      indices.add(at.index());
    }
    Optional<Definition> byElement = derivations.byElement(array);
    if (byElement.isPresent()) {
      Map<Symbol, Expr> values = new HashMap<>();
      List<Expr> own = byElement.get().define().indices();
      for (int d = 0; d < own.size(); d++) {
        values.put(((Expr.Variable) Derivations.plain(own.get(d))).symbol(), indices.get(d));
      }
      Surroundings around = new Surroundings(byElement.get().path(), derivations);
      if (!around.isPlain()) return Optional.empty();
      Expr value = around.own(byElement.get().define().value());
      return Optional.of(Substitution.ofValues(values).rewrite(value));
    }
    return whole(array).map(value -> at(value, subscripts));
  }

  /** The definition of a variable that one statement, alone, defines as a whole. */
  private Optional<Expr> whole(Symbol symbol) {
    List<Definition> definitions = derivations.of(symbol);
    boolean isAlone =
        definitions.size() == 1
            && definitions.get(0).path().isEmpty()
            && definitions.get(0).define().indices().isEmpty()
            && !derivations.isSum(symbol);
    return isAlone ? Optional.of(definitions.get(0).define().value()) : Optional.empty();
  }

  private static Expr at(Expr array, List<Expr.Subscript> subscripts) {
    if (array.type().dimensions().isEmpty()) return array;
    if (array instanceof Expr.Apply apply
        && apply.type().dimensions().size() == subscripts.size()) {
      List<Expr> operands = apply.operands().stream().map(o -> at(o, subscripts)).toList();
      return new Expr.Apply(apply.function(), operands, apply.type().element(), apply.span());
    }
    return new Expr.Index(array, subscripts, array.type().element(), array.span());
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (symbol.equals(latent)) return variable;
    if (derivations.isLocal(symbol)) {
      List<Definition> definitions = derivations.of(symbol);
      return definitions.size() == 1 ? rewrite(definitions.get(0).define().value()) : variable;
    }
    if (!isOf(symbol)) return variable;
    return whole(symbol).map(this::rewrite).orElse(variable);
  }
}
