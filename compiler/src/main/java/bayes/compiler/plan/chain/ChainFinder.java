package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks whether the elements of a discrete latent are chains. */
final class ChainFinder {
  private final Rewriting rewriting;
  private final Derivations derivations;
  private final VariableDeclaration variable;
  private final Symbol latent;
  private final String name;
  private final Set<Integer> steps = new LinkedHashSet<>();
  private Optional<Obstacle> obstacle = Optional.empty();

  /**
   * @param name what the latent is called where the model is told of
   */
  ChainFinder(
      Rewriting rewriting, Derivations derivations, VariableDeclaration variable, String name) {
    this.name = name;
    this.rewriting = rewriting;
    this.derivations = derivations;
    this.variable = variable;
    this.latent = variable.symbol();
  }

  /** A chain, what keeps the latent from being one, or neither: its elements are independent. */
  record Found(Optional<Chain> chain, Optional<Obstacle> obstacle) {}

  Found find() {
    List<ChainTerm> terms = new ArrayList<>();
    for (Term term : derivations.terms()) {
      if (reads(term)) term(term).ifPresent(terms::add);
    }
    if (steps.isEmpty()) return new Found(Optional.empty(), Optional.empty());
    if (steps.size() > 1) {
      obstruct("its elements depend on each other along several dimensions", latent.declared());
    }
    Optional<States> states = States.of(variable, derivations, rewriting.terms(latent.declared()));
    if (states.isEmpty()) {
      obstruct("its values have no bounds that the data tell", latent.declared());
    }
    if (obstacle.isPresent() || states.isEmpty()) return new Found(Optional.empty(), obstacle);
    Layout layout = new Layout(latent, steps.iterator().next(), rewriting);
    for (ChainTerm term : terms) {
      if (term.isPair() && layout.first(term.element()).isEmpty()) {
        obstruct("it is not told of which row an element is", term.statement().span());
        return new Found(Optional.empty(), obstacle);
      }
    }
    return new Found(
        Optional.of(new Chain(variable, layout, states.get(), terms)), Optional.empty());
  }

  private void obstruct(String reason, Span place) {
    if (obstacle.isEmpty()) {
      obstacle = Optional.of(new Obstacle(reason, place, "`" + name + "` is read here"));
    }
  }

  /** Whether a term changes with the latent. */
  private boolean reads(Term term) {
    Set<Symbol> symbols = new HashSet<>(symbolsOf(term.statement()));
    for (Step step : term.path()) {
      if (step instanceof Step.Branch branch) {
        symbols.addAll(FreeSymbols.of(branch.branch().condition()));
      }
    }
    return symbols.stream().anyMatch(symbol -> derivations.latentsOf(symbol).contains(latent));
  }

  private static Set<Symbol> symbolsOf(ModelStatement statement) {
    Set<Symbol> symbols = new HashSet<>();
    if (statement instanceof ModelStatement.Draw draw) {
      symbols.add(draw.symbol());
      symbols.addAll(FreeSymbols.of(draw.distribution()));
    } else if (statement instanceof ModelStatement.Observe observe) {
      symbols.addAll(FreeSymbols.of(observe.target()));
      symbols.addAll(FreeSymbols.of(observe.distribution()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      symbols.addAll(FreeSymbols.of(factor.value()));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      symbols.addAll(FreeSymbols.of(marginal.value()));
      marginal.prior().ifPresent(prior -> symbols.addAll(FreeSymbols.of(prior)));
    }
    return symbols;
  }

  private Optional<ChainTerm> term(Term term) {
    Span place = term.statement().span();
    for (Step step : term.path()) {
      if (step instanceof Step.Branch branch
          && derivations.latentsOf(branch.branch().condition()).contains(latent)) {
        obstruct("a branch depends on it", branch.branch().span());
        return Optional.empty();
      }
    }
    ModelStatement statement = term.statement();
    Terms terms = rewriting.terms(place);
    ChainTerm.Kind kind = ChainTerm.Kind.OTHER;
    Expr value;
    Optional<Expr> prior = Optional.empty();
    if (statement instanceof ModelStatement.Draw draw) {
      if (draw.nonCentred().isPresent()) {
        obstruct("`" + draw.symbol() + "` is explored by a form that depends on it", place);
      }
      kind = draw.symbol().equals(latent) ? ChainTerm.Kind.DRAW : ChainTerm.Kind.OTHER_DRAW;
      value = terms.logDensity(draw.distribution(), terms.element(draw.symbol(), draw.indices()));
      prior = Optional.of(value);
    } else if (statement instanceof ModelStatement.Observe observe) {
      value = terms.logDensity(observe.distribution(), observe.target());
    } else if (statement instanceof ModelStatement.Factor factor) {
      value = factor.value();
    } else {
      ModelStatement.Marginal marginal = (ModelStatement.Marginal) statement;
      value = marginal.value();
      prior = marginal.prior();
    }
    Optional<Expr> whole = inlined(value, place);
    if (whole.isEmpty()) return Optional.empty();
    if (readsOtherDiscrete(whole.get())) {
      obstruct("a term reads another discrete latent, too", place);
      return Optional.empty();
    }
    Optional<Expr> priorPart =
        prior.isEmpty() || statement instanceof ModelStatement.Draw
            ? prior.flatMap(p -> whole)
            : inlined(prior.get(), place);
    ChainTerm.Kind found = kind;
    return located(whole.get(), statement)
        .map(at -> new ChainTerm(term, found, whole.get(), priorPart, at.element(), at.isPair()));
  }

  private Optional<Expr> inlined(Expr value, Span place) {
    Inlining inlining = new Inlining(derivations, latent, false);
    Expr written = inlining.rewrite(value);
    if (inlining.failed().isEmpty()) return Optional.of(written);
    obstruct("`" + inlining.failed().get() + "` is read, which has no formula by element", place);
    return Optional.empty();
  }

  private boolean readsOtherDiscrete(Expr value) {
    for (Symbol other : derivations.latentsOf(value)) {
      if (!other.equals(latent) && !(other.type().element() instanceof Type.Real)) return true;
    }
    return false;
  }

  /** Which elements a term reads. */
  private record Located(List<Expr> element, boolean isPair) {}

  private Optional<Located> located(Expr value, ModelStatement statement) {
    Span place = statement.span();
    StateReads.Reads reads = StateReads.of(latent, value);
    if (!reads.isAll()) {
      obstruct("elements are read that are not named one by one", place);
      return Optional.empty();
    }
    if (reads.elements().isEmpty()) return Optional.empty();
    List<Expr> one = reads.elements().get(0);
    for (Expr index : one) {
      if (!derivations.latentsOf(index).isEmpty()) {
        obstruct("which element is read depends on latents", place);
        return Optional.empty();
      }
    }
    List<Expr> latest = one;
    long least = 0;
    long most = 0;
    for (List<Expr> other : reads.elements().subList(1, reads.elements().size())) {
      for (int d = 0; d < one.size(); d++) {
        Optional<Long> apart = LinearForm.difference(other.get(d), one.get(d));
        if (apart.isEmpty()) {
          obstruct("elements are read whose distance is not known", place);
          return Optional.empty();
        }
        if (apart.get() == 0) continue;
        steps.add(d);
        if (apart.get() > most) latest = other;
        most = Math.max(most, apart.get());
        least = Math.min(least, apart.get());
      }
    }
    if (most - least > 1) {
      obstruct("elements are read that are " + (most - least) + " steps apart", place);
      return Optional.empty();
    }
    return Optional.of(new Located(latest, most > least));
  }

  /** The log density of a draw that has none of its own. */
  static DistributionCall flat(Rewriting rewriting, ModelStatement.Draw draw) {
    Terms terms = rewriting.terms(draw.span());
    Type event =
        Type.array(
            draw.symbol().type().element(),
            draw.symbol()
                .type()
                .dimensions()
                .subList(draw.indices().size(), draw.symbol().type().dimensions().size()));
    return terms.call(rewriting.library().distribution("Flat"), List.of(), List.of(), event);
  }
}
