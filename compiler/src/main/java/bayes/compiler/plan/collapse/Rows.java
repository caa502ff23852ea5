package bayes.compiler.plan.collapse;

import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * An array of Dirichlet rows, or of Beta ones: probabilities of success, whose rows have the
 * columns 0 and 1.
 *
 * @param symbol the latent
 * @param plate the number of its dimensions that number the rows
 * @param priors the draws that define it, one or more
 */
public record Rows(Symbol symbol, int plate, boolean isBeta, List<Term> priors) {
  public Rows {
    priors = List.copyOf(priors);
  }

  /** The draws of a latent as rows; empty if one of them is of another family. */
  static Optional<Rows> of(Symbol latent, List<Term> draws) {
    if (draws.isEmpty()) return Optional.empty();
    int dimensions = latent.type().dimensions().size();
    boolean isBeta = isOf((ModelStatement.Draw) draws.get(0).statement(), "Beta");
    int plate = isBeta ? dimensions : dimensions - 1;
    for (Term term : draws) {
      ModelStatement.Draw draw = (ModelStatement.Draw) term.statement();
      if (!isOf(draw, isBeta ? "Beta" : "Dirichlet")) return Optional.empty();
      if (draw.indices().size() != plate || draw.nonCentred().isPresent()) return Optional.empty();
      if (argument(draw.distribution(), "a").isEmpty()) return Optional.empty();
    }
    return Optional.of(new Rows(latent, plate, isBeta, draws));
  }

  private static boolean isOf(ModelStatement.Draw draw, String name) {
    return isLibrary(draw.distribution().definition(), name);
  }

  /** Whether a definition is the library's of this name: its symbols have negative numbers. */
  static boolean isLibrary(DistributionDefinition definition, String name) {
    return definition.name().equals(name) && definition.point().id() < 0;
  }

  /** An argument of a call by the name of its parameter, if the declaration has such a one. */
  static Optional<Expr> argument(DistributionCall call, String parameter) {
    for (int p = 0; p < call.arguments().size(); p++) {
      if (call.definition().parameters().get(p).symbol().name().equals(parameter)
          && call.arguments().get(p) instanceof DistributionCall.Argument.OfValue value) {
        return Optional.of(value.value());
      }
    }
    return Optional.empty();
  }

  /**
   * The prior counts of a draw of rows: one for all columns or an array of them; of Beta rows, that
   * of failures and that of successes.
   */
  public List<Expr> counts(ModelStatement.Draw draw) {
    Expr a = argument(draw.distribution(), "a").orElseThrow();
    return isBeta ? List.of(argument(draw.distribution(), "b").orElseThrow(), a) : List.of(a);
  }

  /** What a row's columns are: the members of its last dimension, or failure and success. */
  public IndexSet columns() {
    List<IndexSet> dimensions = symbol.type().dimensions();
    if (!isBeta) return dimensions.get(plate);
    return new IndexSet.Range(
        new Expr.IntConstant(0, symbol.declared()), new Expr.IntConstant(1, symbol.declared()));
  }

  /** What rows are numbered by. */
  public List<IndexSet> plateSets() {
    return symbol.type().dimensions().subList(0, plate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rows rows && rows.symbol.equals(symbol);
  }

  @Override
  public int hashCode() {
    return symbol.hashCode();
  }
}
