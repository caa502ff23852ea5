package bayes.compiler.plan.chain;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transitions of a chain that are the same at every step: one statement draws each state given
 * the one before, and does not change along the steps.
 */
final class SharedMatrix {
  private final Rewriting rewriting;
  private final Chain chain;
  private final Terms terms;
  private final Symbol step;
  private final Expr later;
  private final Optional<Expr> first;

  /**
   * @param step stands for any step of the present row
   * @param later the log density of a state given the one before
   * @param first that of the first state, if the same statement draws it
   */
  private SharedMatrix(
      Rewriting rewriting,
      Chain chain,
      Terms terms,
      Symbol step,
      Expr later,
      Optional<Expr> first) {
    this.rewriting = rewriting;
    this.chain = chain;
    this.terms = terms;
    this.step = step;
    this.later = later;
    this.first = first;
  }

  static Optional<SharedMatrix> of(Rewriting rewriting, Derivations derivations, Chain chain) {
    List<ChainTerm> pairs = chain.terms().stream().filter(ChainTerm::isPair).toList();
    if (pairs.size() != 1) return Optional.empty();
    ChainTerm pair = pairs.get(0);
    if (pair.kind() != ChainTerm.Kind.DRAW || pair.isInBranch()) return Optional.empty();
    boolean drawsFirst = true;
    Layout layout = chain.layout();
    for (ChainTerm term : chain.terms()) {
      if (term.isPair() || term.kind() != ChainTerm.Kind.DRAW) continue;
      // Every element has one draw: this one is of the first step, and the other of all else.
      if (term.isInBranch() || !isFirst(term, layout)) return Optional.empty();
      drawsFirst = false;
    }
    Symbol latent = chain.latent().symbol();
    Inlining inlining = new Inlining(derivations, latent, true);
    Expr value = inlining.rewrite(pair.value());
    if (inlining.failed().isPresent()) return Optional.empty();
    Terms terms = rewriting.terms(pair.statement().span());
    Symbol step =
        rewriting.symbol(
            latent.name() + "?step",
            Symbol.Role.BINDER,
            Type.memberOf(layout.steps()),
            latent.declared());
    Optional<Map<Symbol, Expr>> anyStep =
        layout.renaming(pair.element(), pair.loops(), terms.variable(step));
    Optional<Map<Symbol, Expr>> firstStep =
        layout.renaming(pair.element(), pair.loops(), layout.firstStep());
    if (anyStep.isEmpty() || firstStep.isEmpty()) return Optional.empty();
    Expr at = layout.step(pair.element());
    Expr start = layout.first(pair.element()).orElseThrow();
    Expr later =
        Substitution.ofValues(anyStep.get()).rewrite(Specialised.of(value, at, start, false));
    Expr first =
        Substitution.ofValues(firstStep.get()).rewrite(Specialised.of(value, at, start, true));
    Expr withoutStates = StateReads.replaced(latent, later, indices -> terms.integer(0));
    if (FreeSymbols.of(withoutStates).contains(step)) return Optional.empty();
    return Optional.of(
        new SharedMatrix(
            rewriting,
            chain,
            terms,
            step,
            later,
            drawsFirst ? Optional.of(first) : Optional.empty()));
  }

  private static boolean isFirst(ChainTerm term, Layout layout) {
    Optional<Expr> first = layout.first(term.element());
    return first.isPresent()
        && LinearForm.difference(layout.step(term.element()), first.get()).equals(Optional.of(0L));
  }

  /** The log transitions, by the state before and the state, for the present row. */
  Expr matrix() {
    Expr.Binder from = state();
    Expr.Binder to = state();
    return terms.array(List.of(from, to), at(later, terms.variable(step), to, from));
  }

  /**
   * Log transitions by the step, the state before and the state, for the present row, in which some
   * elements are not drawn: all states lead to these alike.
   *
   * @param drawn whether an element is, 1 or 0
   */
  Expr matrices(Symbol drawn) {
    Layout layout = chain.layout();
    Expr one = matrix();
    Symbol shared =
        rewriting.symbol(
            chain.latent().symbol().name() + "?shared",
            Symbol.Role.LOCAL,
            one.type(),
            terms.span());
    IndexSet steps = layout.steps();
    Symbol at =
        rewriting.symbol(step.name(), Symbol.Role.BINDER, Type.memberOf(steps), terms.span());
    Expr.Binder from = state();
    Expr.Binder to = state();
    Expr isDrawn =
        terms.apply(">", terms.element(drawn, layout.element(terms.variable(at))), terms.real(0));
    List<Expr> cell = List.of(terms.variable(from.symbol()), terms.variable(to.symbol()));
    Expr each = terms.choose(isDrawn, terms.element(shared, cell), terms.real(0));
    Expr all = terms.array(List.of(new Expr.Binder(at, steps), from, to), each);
    return new Expr.LetIn(shared, one, all);
  }

  /** The log density with states in the place of the element at a step and of the one before. */
  private Expr at(Expr density, Expr present, Expr.Binder to, Expr.Binder from) {
    Layout layout = chain.layout();
    Expr here = layout.step(layout.element(present));
    return StateReads.replaced(
        chain.latent().symbol(),
        density,
        indices -> {
          boolean isHere =
              LinearForm.difference(layout.step(indices), here).equals(Optional.of(0L));
          return chain.states().state((isHere ? to : from).symbol(), terms);
        });
  }

  /**
   * Adds the log density of the first state of the present row, if it is of the same statement.
   *
   * @param drawn how often each element is drawn, where not all elements may be
   */
  List<ModelStatement> firstSteps(Symbol weights, Optional<Symbol> drawn) {
    if (first.isEmpty()) return List.of();
    Layout layout = chain.layout();
    Expr.Binder state = state();
    // Where there is no state before, none is read.
    Expr density = at(first.get(), layout.firstStep(), state, state);
    List<Expr> indices = new ArrayList<>(layout.stepsLast(layout.element(layout.firstStep())));
    indices.add(terms.variable(state.symbol()));
    ModelStatement added = new ModelStatement.Accumulate(weights, indices, density, terms.span());
    ModelStatement all = new ModelStatement.For(state, List.of(added), terms.span());
    if (drawn.isPresent()) {
      Expr count = terms.element(drawn.get(), layout.element(layout.firstStep()));
      Expr isDrawn = terms.apply(">", count, terms.real(0));
      all = new ModelStatement.If(isDrawn, List.of(all), List.of(), terms.span());
    }
    Expr isThere = terms.apply(">", layout.length(), terms.integer(0));
    return List.of(new ModelStatement.If(isThere, List.of(all), List.of(), terms.span()));
  }

  private Expr.Binder state() {
    Symbol latent = chain.latent().symbol();
    Symbol symbol =
        rewriting.symbol(
            latent.name() + "?state",
            Symbol.Role.BINDER,
            Type.memberOf(chain.states().set()),
            latent.declared());
    return new Expr.Binder(symbol, chain.states().set());
  }
}
