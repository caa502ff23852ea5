package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that add to a model's log density, in the order in which a program lists them: per
 * statement and element the number of the statement, the members of the enclosing loops, and the
 * sum of its terms. The log Jacobian of a transform is among the terms of the latent's statement.
 */
public record ListedTerms(List<Term> terms) {
  public ListedTerms {
    terms = List.copyOf(terms);
  }

  /**
   * A statement that adds to the log density.
   *
   * @param binders the enclosing loops, outermost first
   */
  public record Term(ModelStatement statement, List<Expr.Binder> binders) {
    public Term {
      binders = List.copyOf(binders);
    }

    /** The number of cells that an element of it takes. */
    public int width() {
      return binders.size() + 2;
    }
  }

  public static ListedTerms of(TypedModel model) {
    List<Term> terms = new ArrayList<>();
    collect(model.statements(), List.of(), terms);
    return new ListedTerms(terms);
  }

  private static void collect(
      List<ModelStatement> statements, List<Expr.Binder> binders, List<Term> terms) {
    for (ModelStatement statement : statements) {
      if (isTerm(statement)) {
        terms.add(new Term(statement, binders));
      } else if (statement instanceof ModelStatement.For loop) {
        List<Expr.Binder> inner = new ArrayList<>(binders);
        inner.add(loop.binder());
        collect(loop.body(), inner, terms);
      } else if (statement instanceof ModelStatement.If branch) {
        collect(branch.then(), binders, terms);
        collect(branch.otherwise(), binders, terms);
      }
    }
  }

  /** Whether a statement adds terms of its own. */
  static boolean isTerm(ModelStatement statement) {
    return (statement instanceof ModelStatement.Draw draw
            && draw.symbol().role() == Symbol.Role.LATENT)
        || statement instanceof ModelStatement.Observe
        || statement instanceof ModelStatement.Factor
        || statement instanceof ModelStatement.Marginal;
  }
}
