package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands around a term, as parts of an expression. */
final class Paths {
  private Paths() {}

  /**
   * The sum of a term over a path: loops become sums, branches choices, and locals names.
   *
   * @param without loops that are left out, by their variables
   */
  static Expr over(List<Step> path, Expr term, Set<Symbol> without, Terms terms) {
    Expr expr = term;
    for (int i = path.size() - 1; i >= 0; i--) {
      Step step = path.get(i);
      if (step instanceof Step.Local local) {
        Symbol symbol = local.define().symbol();
        if (FreeSymbols.of(expr).contains(symbol)) {
          expr = new Expr.LetIn(symbol, local.define().value(), expr);
        }
      } else if (step instanceof Step.Branch branch) {
        Expr condition = branch.branch().condition();
        expr =
            branch.isThen()
                ? terms.choose(condition, expr, terms.real(0))
                : terms.choose(condition, terms.real(0), expr);
      } else {
        Expr.Binder binder = ((Step.Loop) step).loop().binder();
        if (!without.contains(binder.symbol())) expr = terms.sum(List.of(binder), expr);
      }
    }
    return expr;
  }

  /** Statements within loops and branches, with the locals of the path before them. */
  static List<ModelStatement> around(List<Step> path, List<ModelStatement> statements) {
    List<ModelStatement> inner = statements;
    for (int i = path.size() - 1; i >= 0 && !inner.isEmpty(); i--) {
      Step step = path.get(i);
      if (step instanceof Step.Loop loop) {
        inner = List.of(new ModelStatement.For(loop.loop().binder(), inner, loop.loop().span()));
      } else if (step instanceof Step.Branch of) {
        ModelStatement.If branch = of.branch();
        List<ModelStatement> then = of.isThen() ? inner : List.of();
        List<ModelStatement> otherwise = of.isThen() ? List.of() : inner;
        inner = List.of(new ModelStatement.If(branch.condition(), then, otherwise, branch.span()));
      } else {
        List<ModelStatement> after = new ArrayList<>(List.of(((Step.Local) step).define()));
        after.addAll(inner);
        inner = after;
      }
    }
    return inner;
  }
}
