package bayes.compiler.model;

import java.util.Map;
import java.util.Optional;

/**
 * Puts expressions in the place of variables, and sets in the place of the dimensions that a
 * function or distribution takes from its arguments.
 */
public final class Substitution extends ExprRewriter {
  private final Map<Symbol, Expr> values;
  private final Map<Symbol, IndexSet> dimensions;

  public Substitution(Map<Symbol, Expr> values, Map<Symbol, IndexSet> dimensions) {
    this.values = Map.copyOf(values);
    this.dimensions = Map.copyOf(dimensions);
  }

  public static Substitution ofValues(Map<Symbol, Expr> values) {
    return new Substitution(values, Map.of());
  }

  public static Substitution ofDimensions(Map<Symbol, IndexSet> dimensions) {
    return new Substitution(Map.of(), dimensions);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    return Optional.ofNullable(values.get(variable.symbol())).orElse(variable);
  }

  @Override
  public IndexSet set(IndexSet set) {
    if (set instanceof IndexSet.Parameter parameter) {
      return Optional.ofNullable(dimensions.get(parameter.name())).orElse(set);
    }
    return super.set(set);
  }
}
