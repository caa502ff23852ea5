package bayes.compiler.model;

import java.util.LinkedHashSet;
import java.util.Set;

/** The variables that an expression reads, with those that its own binders and lets introduce. */
public final class FreeSymbols extends ExprRewriter {
  private final Set<Symbol> found = new LinkedHashSet<>();

  private FreeSymbols() {}

  public static Set<Symbol> of(Expr expr) {
    FreeSymbols symbols = new FreeSymbols();
    symbols.rewrite(expr);
    return symbols.found;
  }

  public static Set<Symbol> of(DistributionCall call) {
    FreeSymbols symbols = new FreeSymbols();
    symbols.call(call);
    return symbols.found;
  }

  public static Set<Symbol> of(IndexSet set) {
    FreeSymbols symbols = new FreeSymbols();
    symbols.set(set);
    return symbols.found;
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
