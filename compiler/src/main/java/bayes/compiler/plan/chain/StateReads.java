package bayes.compiler.plan.chain;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The places at which an expression reads elements of a latent, and the expression with other
 * expressions in those places.
 */
final class StateReads extends ExprRewriter {
  private final Symbol latent;
  private final Function<List<Expr>, Expr> replacement;
  private final List<List<Expr>> found = new ArrayList<>();
  private final Set<Symbol> bound = new HashSet<>();
  private boolean readsOthers;

  private StateReads(Symbol latent, Function<List<Expr>, Expr> replacement) {
    this.latent = latent;
    this.replacement = replacement;
  }

  /**
   * What an expression reads.
   *
   * @param elements the indices of each element that is read
   * @param isAll whether it reads nothing else of the latent
   */
  record Reads(List<List<Expr>> elements, boolean isAll) {
    Reads {
      elements = List.copyOf(elements);
    }
  }

  static Reads of(Symbol latent, Expr expr) {
    StateReads reads = new StateReads(latent, indices -> new Expr.IntConstant(0, expr.span()));
    reads.rewrite(expr);
    boolean isBound =
        reads.found.stream()
            .flatMap(List::stream)
            .anyMatch(index -> FreeSymbols.of(index).stream().anyMatch(reads.bound::contains));
    return new Reads(reads.found, !reads.readsOthers && !isBound);
  }

  /** The expression with the elements that it reads replaced. */
  static Expr replaced(Symbol latent, Expr expr, Function<List<Expr>, Expr> replacement) {
    return new StateReads(latent, replacement).rewrite(expr);
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.Index index
        && index.array() instanceof Expr.Variable variable
        && variable.symbol().equals(latent)) {
      List<Expr> indices = new ArrayList<>();
      for (Expr.Subscript subscript : index.subscripts()) {
        if (subscript instanceof Expr.Subscript.At at && at.index().type().dimensions().isEmpty()) {
          indices.add(at.index());
        } else {
          readsOthers = true;
          return index;
        }
      }
      indices.forEach(this::rewrite);
      found.add(indices);
      return replacement.apply(indices);
    }
    if (expr instanceof Expr.Comprehension comprehension) {
      comprehension.binders().forEach(binder -> bound.add(binder.symbol()));
    } else if (expr instanceof Expr.LetIn let) {
      bound.add(let.symbol());
    }
    return super.rewrite(expr);
  }

  @Override
  protected DistributionCall.Component component(DistributionCall.Component component) {
    component.over().ifPresent(binder -> bound.add(binder.symbol()));
    return super.component(component);
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    readsOthers |= variable.symbol().equals(latent);
    return variable;
  }

  /** Sets have sizes of data. */
  @Override
  public IndexSet set(IndexSet set) {
    return set;
  }
}
