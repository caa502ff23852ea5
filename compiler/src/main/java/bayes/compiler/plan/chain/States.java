package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import java.util.Optional;

/**
 * The values that the elements of a discrete latent can have.
 *
 * @param set of their numbers
 * @param element their type
 */
record States(IndexSet set, Type element) {
  /** None if there is no bound that data tell. */
  static Optional<States> of(VariableDeclaration latent, Derivations derivations, Terms terms) {
    Type element = latent.symbol().type().element();
    if (element instanceof Type.Member member) {
      return Optional.of(new States(member.set(), element));
    }
    if (element instanceof Type.Bool) {
      return Optional.of(
          new States(new IndexSet.Range(terms.integer(0), terms.integer(1)), element));
    }
    if (!(latent.support() instanceof Support.Bounds bounds)) return Optional.empty();
    Optional<Expr> lower = bounds.lower().flatMap(b -> bound(b, true, derivations, terms));
    Optional<Expr> upper = bounds.upper().flatMap(b -> bound(b, false, derivations, terms));
    if (lower.isEmpty() || upper.isEmpty()) return Optional.empty();
    return Optional.of(new States(new IndexSet.Range(lower.get(), upper.get()), element));
  }

  /** The outermost of the bounds of all elements. */
  private static Optional<Expr> bound(
      Support.Bound bound, boolean isLower, Derivations derivations, Terms terms) {
    Expr value = bound.value();
    if (bound.exclusive() || !derivations.latentsOf(value).isEmpty()) return Optional.empty();
    if (value.type().dimensions().isEmpty()) return Optional.of(value);
    Expr.Reduction outermost = isLower ? Expr.Reduction.MIN : Expr.Reduction.MAX;
    return Optional.of(new Expr.Reduce(outermost, value, Type.INT, terms.span()));
  }

  /** The state that a loop variable over the set stands for. */
  Expr state(Symbol binder, Terms terms) {
    return typed(terms.variable(binder), terms);
  }

  /** The state with a number. */
  Expr typed(Expr number, Terms terms) {
    if (number.type().equals(element)) return number;
    return new Expr.Convert(number, element, terms.span());
  }

  /** The number of the first state. */
  Expr first(Terms terms) {
    return terms.first(set);
  }
}
