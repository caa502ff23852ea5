package bayes.compiler.lower;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the terms of latents that were summed or integrated out are called: as the latent's elements
 * whose sums they are; or as the observed elements, where each sum has exactly one.
 */
final class MarginalNames {
  private final Derivations written;
  private final Set<Symbol> removed = new HashSet<>();
  private final Map<Span, Term> draws = new HashMap<>();
  private final List<Term> observations = new ArrayList<>();

  private MarginalNames(TypedModel written, TypedModel explored) {
    this.written = Derivations.of(written);
    for (VariableDeclaration variable : written.variables()) {
      if (variable.symbol().role() == Symbol.Role.LATENT) removed.add(variable.symbol());
    }
    for (VariableDeclaration variable : explored.variables()) {
      if (variable.symbol().role() == Symbol.Role.LATENT) removed.remove(variable.symbol());
    }
    for (Term term : this.written.terms()) {
      if (term.statement() instanceof ModelStatement.Draw draw) draws.put(draw.span(), term);
      if (term.statement() instanceof ModelStatement.Observe) observations.add(term);
    }
  }

  static MarginalNames of(TypedModel written, TypedModel explored) {
    return new MarginalNames(written, explored);
  }

  /** The latent whose sum or integral a term is, if its place tells. */
  Optional<Symbol> latent(ModelStatement.Marginal marginal) {
    return Optional.ofNullable(draws.get(marginal.span()))
        .map(term -> ((ModelStatement.Draw) term.statement()).symbol());
  }

  /**
   * A term as something observed.
   *
   * @param loops around it
   */
  ObservedEvents.Statement statement(ModelStatement.Marginal marginal, List<Expr.Binder> loops) {
    Optional<Symbol> latent = latent(marginal);
    List<ObservedEvents.Key> keys = new ArrayList<>();
    for (Expr.Binder loop : loops) {
      Expr value = new Expr.Variable(loop.symbol(), marginal.span());
      keys.add(new ObservedEvents.Key(value, loop.set()));
    }
    Optional<Symbol> data = latent.flatMap(l -> onlyObserved(l, marginal, loops));
    return new ObservedEvents.Statement(
        marginal.value(), Optional.empty(), data.or(() -> latent), keys);
  }

  /** The data of which each sum has one element, whose indices are those of the loops. */
  private Optional<Symbol> onlyObserved(
      Symbol latent, ModelStatement.Marginal marginal, List<Expr.Binder> loops) {
    List<Term> readers = new ArrayList<>();
    for (Term term : written.terms()) {
      Set<Symbol> read = latentsOf(term.statement());
      boolean isOwn = term.statement().span().equals(marginal.span());
      if (isOwn) read.remove(latent);
      boolean isShared = read.stream().anyMatch(s -> !s.equals(latent) && removed.contains(s));
      if (isOwn ? isShared : read.contains(latent)) {
        if (isShared || !observations.contains(term)) return Optional.empty();
        readers.add(term);
      }
    }
    if (readers.size() != 1) return Optional.empty();
    ModelStatement.Observe observe = (ModelStatement.Observe) readers.get(0).statement();
    return isByLoops(observe, readers.get(0).path(), loops) ? observe.variable() : Optional.empty();
  }

  /** Whether a statement observes one element for each iteration of loops over the same sets. */
  private static boolean isByLoops(
      ModelStatement.Observe observe, List<Step> path, List<Expr.Binder> loops) {
    List<Expr.Binder> own = new ArrayList<>();
    for (Step step : path) if (step instanceof Step.Loop loop) own.add(loop.loop().binder());
    if (own.size() != loops.size() || observe.elements().isEmpty()) return false;
    if (!indices(observe.elements().get()).equals(own.stream().map(Expr.Binder::symbol).toList())) {
      return false;
    }
    for (int i = 0; i < own.size(); i++) {
      IndexSet mine = own.get(i).set();
      if (!ExprText.of(mine).equals(ExprText.of(loops.get(i).set()))) return false;
    }
    return true;
  }

  /** The variables that are the indices; of rows that differ in length, as they were written. */
  private static List<Symbol> indices(Expr.Index elements) {
    List<Symbol> indices = new ArrayList<>();
    List<IndexSet> dimensions = elements.array().type().dimensions();
    for (int d = 0; d < elements.subscripts().size(); d++) {
      if (!(elements.subscripts().get(d) instanceof Expr.Subscript.At at)) continue;
      Expr index = Derivations.plain(at.index());
      if (dimensions.get(d) instanceof IndexSet.Declared set
          && set.definition() instanceof IndexSet.Definition.Ragged) {
        // A place in the flat array is computed from the row and the place in the row.
        new ExprRewriter() {
          @Override
          protected Expr variable(Expr.Variable variable) {
            Symbol symbol = variable.symbol();
            if (symbol.role() == Symbol.Role.BINDER && !indices.contains(symbol)) {
              indices.add(symbol);
            }
            return variable;
          }
        }.rewrite(index);
      } else if (index instanceof Expr.Variable variable) {
        indices.add(variable.symbol());
      }
    }
    return indices;
  }

  private Set<Symbol> latentsOf(ModelStatement statement) {
    Set<Symbol> read = new LinkedHashSet<>();
    if (statement instanceof ModelStatement.Draw draw) {
      read.addAll(FreeSymbols.of(draw.distribution()));
      read.add(draw.symbol());
    } else if (statement instanceof ModelStatement.Observe observe) {
      read.addAll(FreeSymbols.of(observe.distribution()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      read.addAll(FreeSymbols.of(factor.value()));
    }
    Set<Symbol> latents = new LinkedHashSet<>();
    read.forEach(symbol -> latents.addAll(written.latentsOf(symbol)));
    return latents;
  }
}
