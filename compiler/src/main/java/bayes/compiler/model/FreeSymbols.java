package bayes.compiler.model;

import java.util.LinkedHashSet;
import java.util.Set;

/** The variables that an expression reads, without those that it binds itself. */
public final class FreeSymbols extends ExprRewriter {
  private final Set<Symbol> found = new LinkedHashSet<>();
  private final Set<Symbol> bound = new LinkedHashSet<>();

  private FreeSymbols() {}

  public static Set<Symbol> of(Expr expr) {
    FreeSymbols symbols = new FreeSymbols();
    symbols.rewrite(expr);
    return symbols.free();
  }

  public static Set<Symbol> of(DistributionCall call) {
    FreeSymbols symbols = new FreeSymbols();
    symbols.call(call);
    return symbols.free();
  }

  public static Set<Symbol> of(IndexSet set) {
    FreeSymbols symbols = new FreeSymbols();
    symbols.set(set);
    return symbols.free();
  }

  /** Symbols are never bound twice, so it does not matter where. */
  private Set<Symbol> free() {
    found.removeAll(bound);
    return found;
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Comprehension e) {
      for (Expr.Binder binder : e.binders()) bound.add(binder.symbol());
    } else if (expr instanceof Expr.LetIn e) {
      bound.add(e.symbol());
    } else if (expr instanceof Expr.OfComponent e) {
      found.add(e.component());
    }
    return super.rewrite(expr);
  }

  @Override
  protected DistributionCall.Component component(DistributionCall.Component component) {
    component.over().ifPresent(b -> bound.add(b.symbol()));
    return super.component(component);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    found.add(variable.symbol());
    return variable;
  }

  @Override
  public Type type(Type type) {
    return type;
  }
}
