package bayes.compiler.model;

import java.util.List;

/**
 * A function in the language. Its body is one expression: {@code let} and {@code if} have become
 * {@link Expr.LetIn} and {@link Expr.Conditional}.
 *
 * @param dimensions index sets that the arguments bring, in order of appearance
 */
public record FunctionDefinition(
    String name, List<Symbol> parameters, List<IndexSet.Parameter> dimensions, Expr body) {
  public FunctionDefinition {
    parameters = List.copyOf(parameters);
    dimensions = List.copyOf(dimensions);
  }
}
