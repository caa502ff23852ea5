package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes out what is derived from a latent, so that an expression names the latent's elements
 * itself: {@code m} of {@code let m = mu[z[t]]} becomes {@code mu[z[t]]}.
 */
final class Inlining extends ExprRewriter {
  private final Derivations derivations;
  private final Symbol latent;
  private final boolean withAllLocals;
  private Optional<Symbol> failed = Optional.empty();

  /**
   * @param withAllLocals whether values of one iteration are written out, too, that have nothing to
   *     do with the latent
   */
  Inlining(Derivations derivations, Symbol latent, boolean withAllLocals) {
    this.derivations = derivations;
    this.latent = latent;
    this.withAllLocals = withAllLocals;
  }

  /** What could not be written out, if there is something. */
  Optional<Symbol> failed() {
    return failed;
  }

  @Override
  public Expr rewrite(Expr expr) {
    return expr instanceof Expr.Index index ? index(index) : super.rewrite(expr);
  }

  private Expr index(Expr.Index index) {
    List<Expr.Subscript> subscripts = subscripts(index.subscripts());
    if (index.array() instanceof Expr.Variable variable) {
      Symbol symbol = variable.symbol();
      boolean isDerived = !symbol.equals(latent) && reads(symbol) && !derivations.isLocal(symbol);
      if (isDerived) {
        Optional<Definition> definition = derivations.byElement(symbol);
        if (definition.isPresent()) return element(definition.get(), subscripts, index);
      }
    }
    return applied(
        symbolOf(index.array()).isPresent() ? index.array() : rewrite(index.array()),
        subscripts,
        index);
  }

  /** The latent itself, which stays. */
  private Optional<Symbol> symbolOf(Expr array) {
    return array instanceof Expr.Variable variable && variable.symbol().equals(latent)
        ? Optional.of(latent)
        : Optional.empty();
  }

  /** An element of a derived variable, by its formula. */
  private Expr element(Definition definition, List<Expr.Subscript> subscripts, Expr.Index index) {
    List<Expr> indices = definition.define().indices();
    Map<Symbol, Expr> values = new HashMap<>();
    for (int d = 0; d < indices.size(); d++) {
      Optional<Expr> at = scalar(subscripts.get(d));
      if (at.isEmpty()) {
        fail(definition.define().symbol());
        return index;
      }
      values.put(((Expr.Variable) Derivations.plain(indices.get(d))).symbol(), at.get());
    }
    Expr formula = Substitution.ofValues(values).rewrite(rewrite(definition.define().value()));
    // A substituted index may now pick from an array that is written out.
    return applied(formula, subscripts.subList(indices.size(), subscripts.size()), index);
  }

  /** {@code array[subscripts]}; of a comprehension, the element. */
  private Expr applied(Expr array, List<Expr.Subscript> subscripts, Expr.Index index) {
    if (subscripts.isEmpty()) return array;
    if (array instanceof Expr.Comprehension comprehension && comprehension.condition().isEmpty()) {
      List<Expr.Binder> binders = comprehension.binders();
      Map<Symbol, Expr> values = new HashMap<>();
      for (int d = 0; d < binders.size(); d++) {
        Optional<Expr> at = scalar(subscripts.get(d));
        if (at.isEmpty()) return plain(array, subscripts, index);
        values.put(binders.get(d).symbol(), at.get());
      }
      Expr element = Substitution.ofValues(values).rewrite(comprehension.element());
      return applied(element, subscripts.subList(binders.size(), subscripts.size()), index);
    }
    return plain(array, subscripts, index);
  }

  private static Expr plain(Expr array, List<Expr.Subscript> subscripts, Expr.Index index) {
    boolean isWhole = subscripts.stream().allMatch(Expr.Subscript.All.class::isInstance);
    List<IndexSet> dimensions = new ArrayList<>(index.type().dimensions());
    Type type = Type.array(array.type().element(), dimensions);
    return isWhole ? array : new Expr.Index(array, subscripts, type, index.span());
  }

  private static Optional<Expr> scalar(Expr.Subscript subscript) {
    return subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty()
        ? Optional.of(at.index())
        : Optional.empty();
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    Symbol symbol = variable.symbol();
    if (symbol.equals(latent)) return variable;
    boolean isOfLatent = reads(symbol);
    if (derivations.isLocal(symbol) && (isOfLatent || withAllLocals)) {
      List<Definition> definitions = derivations.of(symbol);
      if (definitions.size() == 1) return rewrite(definitions.get(0).define().value());
    }
    if (isOfLatent || (derivations.isLocal(symbol) && withAllLocals)) fail(symbol);
    return variable;
  }

  private boolean reads(Symbol symbol) {
    return derivations.latentsOf(symbol).contains(latent);
  }

  private void fail(Symbol symbol) {
    if (failed.isEmpty()) failed = Optional.of(symbol);
  }

  /** Sets have sizes of data. */
  @Override
  public IndexSet set(IndexSet set) {
    return set;
  }
}
