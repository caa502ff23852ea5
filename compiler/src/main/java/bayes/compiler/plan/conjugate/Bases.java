package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sum of what is free of a latent in the terms that read it, over all cells. */
final class Bases {
  private final Workspace workspace;
  private final String word;
  private final Map<Boolean, Symbol> sums = new LinkedHashMap<>();

  Bases(Workspace workspace, String word) {
    this.workspace = workspace;
    this.word = word;
  }

  /** Where a term's part is added to: what never changes is summed once. */
  Symbol of(boolean changes) {
    return sums.computeIfAbsent(
        changes, c -> workspace.derived(word + (c ? "Base" : "Constant"), List.of(), c));
  }

  /** Adds the sums to the log density. */
  void write(boolean isObserved) {
    Terms t = workspace.terms();
    for (Symbol sum : sums.values()) {
      Expr value = t.variable(sum);
      Optional<Expr> prior = isObserved ? Optional.empty() : Optional.of(value);
      workspace.statements().add(new ModelStatement.Marginal(value, prior, t.span()));
    }
  }
}
