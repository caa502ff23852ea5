package bayes.compiler.plan;

import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The statements of a part of the variables, in the loops and branches that they are in. */
public final class Selection {
  private final Set<Symbol> declared;
  private final Predicate<Symbol> isSelected;
  private final boolean hasTerms;

  /**
   * @param hasTerms whether observations, factors and marginals are among them
   * @param declared the variables of the model; others are local to an iteration, and go where they
   *     are needed
   */
  public Selection(Set<Symbol> declared, boolean hasTerms, Predicate<Symbol> isSelected) {
    this.declared = declared;
    this.hasTerms = hasTerms;
    this.isSelected = isSelected;
  }

  /** Those among these. */
  public List<ModelStatement> of(List<ModelStatement> statements) {
    List<ModelStatement> selected = new ArrayList<>();
    boolean any = false;
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        List<ModelStatement> body = of(loop.body());
        if (body.isEmpty()) continue;
        selected.add(new ModelStatement.For(loop.binder(), body, loop.span()));
        any = true;
      } else if (statement instanceof ModelStatement.If branch) {
        List<ModelStatement> then = of(branch.then());
        List<ModelStatement> otherwise = of(branch.otherwise());
        if (then.isEmpty() && otherwise.isEmpty()) continue;
        selected.add(new ModelStatement.If(branch.condition(), then, otherwise, branch.span()));
        any = true;
      } else if (statement instanceof ModelStatement.Define define) {
        boolean isLocal = !declared.contains(define.symbol());
        if (!isLocal && !isSelected.test(define.symbol())) continue;
        selected.add(define);
        any |= !isLocal;
      } else if (statement instanceof ModelStatement.Accumulate sum) {
        if (!isSelected.test(sum.symbol())) continue;
        selected.add(sum);
        any = true;
      } else if (statement instanceof ModelStatement.Draw draw) {
        if (!isSelected.test(draw.symbol())) continue;
        selected.add(draw);
        any = true;
      } else if (hasTerms) {
        selected.add(statement);
        any = true;
      }
    }
    return any ? selected : List.of();
  }
}
