package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A term that reads a cell, with what it reads written out.
 *
 * @param call the distribution of {@code point}; none of a term that is no draw from one
 * @param value of such a term
 * @param isObserved whether it is a part of the likelihood; otherwise it is the draw of a latent
 */
record Reading(
    Term term,
    Surroundings around,
    Optional<DistributionCall> call,
    Optional<Expr> point,
    Optional<Expr> value,
    boolean isObserved) {

  /** A term that reads a latent; empty if it does so in a way that has no closed form. */
  static Optional<Reading> of(
      Term term, Cell cell, Derivations derivations, Set<Symbol> gibbs, Terms terms) {
    Surroundings around = new Surroundings(term.path(), derivations);
    Inlining inlining = new Inlining(cell.symbol(), derivations);
    if (!around.isPlain() || around.changes()) return Optional.empty();
    return of(term, around, inlining, gibbs, terms).filter(r -> r.isWrittenOut(cell, derivations));
  }

  /** Whether the cell is read as itself only, not through something that is derived from it. */
  private boolean isWrittenOut(Cell cell, Derivations derivations) {
    Set<Symbol> read = new HashSet<>();
    call.ifPresent(c -> read.addAll(FreeSymbols.of(c)));
    point.ifPresent(p -> read.addAll(FreeSymbols.of(p)));
    value.ifPresent(v -> read.addAll(FreeSymbols.of(v)));
    read.remove(cell.symbol());
    return read.stream().noneMatch(s -> derivations.latentsOf(s).contains(cell.symbol()));
  }

  private static Optional<Reading> of(
      Term term, Surroundings around, Inlining inlining, Set<Symbol> gibbs, Terms terms) {
    if (term.statement() instanceof ModelStatement.Observe observe) {
      Expr point = inlining.rewrite(observe.target());
      DistributionCall call = inlining.call(observe.distribution());
      return Optional.of(
          new Reading(term, around, Optional.of(call), Optional.of(point), Optional.empty(), true));
    }
    if (term.statement() instanceof ModelStatement.Draw draw && gibbs.contains(draw.symbol())) {
      List<Expr> indices = new ArrayList<>();
      for (Expr index : draw.indices()) indices.add(inlining.rewrite(index));
      Expr point = terms.element(draw.symbol(), indices);
      DistributionCall call = inlining.call(draw.distribution());
      return Optional.of(
          new Reading(
              term, around, Optional.of(call), Optional.of(point), Optional.empty(), false));
    }
    if (term.statement() instanceof ModelStatement.Marginal marginal
        && marginal.prior().isEmpty()) {
      Expr value = inlining.rewrite(marginal.value());
      return Optional.of(
          new Reading(term, around, Optional.empty(), Optional.empty(), Optional.of(value), true));
    }
    return Optional.empty();
  }

  /** The arguments of its distribution; empty if one is a set. */
  Optional<List<Expr>> arguments() {
    return arguments(call.orElseThrow());
  }

  static Optional<List<Expr>> arguments(DistributionCall call) {
    List<Expr> values = new ArrayList<>();
    for (DistributionCall.Argument argument : call.arguments()) {
      if (!(argument instanceof DistributionCall.Argument.OfValue value)) return Optional.empty();
      values.add(value.value());
    }
    return Optional.of(values);
  }
}
