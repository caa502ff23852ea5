package bayes.compiler.plan.sum;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The terms of a model that read some latents, as expressions of their elements. */
final class Factors {
  private Factors() {}

  /**
   * A term that reads latents.
   *
   * @param term where it stands
   * @param value its log density, with what is derived from the latents written out
   * @param prior the part of it that is no likelihood
   * @param elements of the latents that it reads, each once
   * @param several the latents of which it reads more than one element at one place
   * @param opaque derived values that hide which elements are read
   */
  record Factor(
      Term term,
      Expr value,
      Optional<Expr> prior,
      List<Element> elements,
      Set<Symbol> several,
      Set<Symbol> opaque) {
    /** The elements of one latent. */
    List<Element> of(Symbol latent) {
      return elements.stream().filter(e -> e.symbol().equals(latent)).toList();
    }

    /** The latent that is drawn here, if it is a draw. */
    Optional<Symbol> drawn() {
      return term.statement() instanceof ModelStatement.Draw draw
          ? Optional.of(draw.symbol())
          : Optional.empty();
    }

    /** Whether the likelihood has a part in it. */
    boolean isObservation() {
      return term.statement() instanceof ModelStatement.Observe
          || term.statement() instanceof ModelStatement.Marginal;
    }

    /** The loop variables, from the outside in. */
    List<Expr.Binder> binders() {
      List<Expr.Binder> binders = new ArrayList<>();
      for (Step step : term.path()) {
        if (step instanceof Step.Loop loop) binders.add(loop.loop().binder());
      }
      return binders;
    }
  }

  /** The terms that read, or draw, any of the latents. */
  static List<Factor> of(Rewriting rewriting, Derivations derivations, Set<Symbol> latents) {
    List<Factor> factors = new ArrayList<>();
    for (Term term : derivations.terms()) {
      if (mayRead(term, derivations, latents)) {
        factors.add(factor(term, rewriting, derivations, latents));
      }
    }
    return factors;
  }

  private static boolean mayRead(Term term, Derivations derivations, Set<Symbol> latents) {
    Set<Symbol> read = new HashSet<>();
    ModelStatement statement = term.statement();
    if (statement instanceof ModelStatement.Draw draw) {
      read.add(draw.symbol());
      draw.indices().forEach(index -> read.addAll(FreeSymbols.of(index)));
      read.addAll(FreeSymbols.of(draw.distribution()));
    } else if (statement instanceof ModelStatement.Observe observe) {
      read.addAll(FreeSymbols.of(observe.target()));
      read.addAll(FreeSymbols.of(observe.distribution()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      read.addAll(FreeSymbols.of(factor.value()));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      read.addAll(FreeSymbols.of(marginal.value()));
      marginal.prior().ifPresent(prior -> read.addAll(FreeSymbols.of(prior)));
    }
    for (Step step : term.path()) {
      if (step instanceof Step.Branch branch) {
        read.addAll(FreeSymbols.of(branch.branch().condition()));
      }
    }
    for (Symbol symbol : read) {
      if (derivations.latentsOf(symbol).stream().anyMatch(latents::contains)) return true;
    }
    return false;
  }

  private static Factor factor(
      Term term, Rewriting rewriting, Derivations derivations, Set<Symbol> latents) {
    WrittenOut written = new WrittenOut(derivations, latents, term.path());
    Expr value = written.rewrite(value(term.statement(), rewriting));
    Optional<Expr> prior = prior(term.statement(), rewriting).map(written::rewrite);
    List<Expr> all = new ArrayList<>(List.of(value));
    prior.ifPresent(all::add);
    for (Step step : term.path()) {
      if (step instanceof Step.Branch branch) {
        all.add(written.rewrite(branch.branch().condition()));
      }
    }
    Reads reads = Reads.of(all, latents);
    return new Factor(
        term,
        value,
        prior,
        List.copyOf(reads.elements()),
        new LinkedHashSet<>(reads.several()),
        new LinkedHashSet<>(written.opaque()));
  }

  /** What a statement adds to the log density. */
  static Expr value(ModelStatement statement, Rewriting rewriting) {
    Terms terms = rewriting.terms(statement.span());
    if (statement instanceof ModelStatement.Draw draw) {
      return terms.logDensity(draw.distribution(), terms.element(draw.symbol(), draw.indices()));
    }
    if (statement instanceof ModelStatement.Observe observe) {
      return terms.logDensity(observe.distribution(), observe.target());
    }
    if (statement instanceof ModelStatement.Factor factor) return factor.value();
    if (statement instanceof ModelStatement.Marginal marginal) return marginal.value();
    throw new IllegalArgumentException("no term: " + statement);
  }

  /** The part of it that is there without observations; none if it is 0. */
  static Optional<Expr> prior(ModelStatement statement, Rewriting rewriting) {
    if (statement instanceof ModelStatement.Draw) return Optional.of(value(statement, rewriting));
    return statement instanceof ModelStatement.Marginal marginal
        ? marginal.prior()
        : Optional.empty();
  }
}
