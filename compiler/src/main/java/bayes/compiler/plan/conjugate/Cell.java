package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of a latent's plate, or one event: what is integrated out at a time. It is drawn by
 * one statement, for all elements alike.
 *
 * @param around the loops around the draw, of which the latent has one element for each
 * @param binders the loops' variables, which are the indices of the element
 * @param prior its distribution
 * @param event the dimensions of one draw
 */
record Cell(
    VariableDeclaration variable,
    ModelStatement.Draw draw,
    Surroundings around,
    List<Symbol> binders,
    DistributionCall prior,
    List<IndexSet> event) {

  /** The cells of a latent; empty if its elements are drawn in several ways. */
  static Optional<Cell> of(VariableDeclaration variable, Derivations derivations) {
    Symbol symbol = variable.symbol();
    List<Term> draws =
        derivations.terms().stream()
            .filter(
                t -> t.statement() instanceof ModelStatement.Draw d && d.symbol().equals(symbol))
            .toList();
    if (draws.size() != 1 || variable.choice().isPresent()) return Optional.empty();
    ModelStatement.Draw draw = (ModelStatement.Draw) draws.get(0).statement();
    List<Symbol> binders = new ArrayList<>();
    for (Step step : draws.get(0).path()) {
      if (step instanceof Step.Branch) return Optional.empty();
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder().symbol());
    }
    List<Symbol> indices = new ArrayList<>();
    for (Expr index : draw.indices()) {
      if (!(Derivations.plain(index) instanceof Expr.Variable v)) return Optional.empty();
      indices.add(v.symbol());
    }
    Surroundings around = new Surroundings(draws.get(0).path(), derivations);
    if (!indices.equals(binders) || !around.isPlain()) return Optional.empty();
    DistributionCall prior = around.own(draw.distribution());
    if (FreeSymbols.of(prior).contains(symbol)) return Optional.empty();
    return Optional.of(
        new Cell(
            variable,
            draw,
            around,
            List.copyOf(binders),
            prior,
            List.copyOf(prior.event().dimensions())));
  }

  Symbol symbol() {
    return variable.symbol();
  }

  /** The dimensions that number the cells. */
  List<IndexSet> plate() {
    List<IndexSet> all = symbol().type().dimensions();
    return all.subList(0, all.size() - event.size());
  }

  boolean isReadBy(Expr expr) {
    return FreeSymbols.of(expr).contains(symbol());
  }

  boolean isReadBy(DistributionCall call) {
    return FreeSymbols.of(call).contains(symbol());
  }

  /** Where its elements are read. */
  Elements elements() {
    return new Elements(symbol(), binders.size());
  }

  /** The indices of the cell that an expression is, if it is one and nothing more. */
  Optional<List<Expr>> elementOf(Expr expr) {
    return elements().indicesOf(expr);
  }

  /**
   * What is computed from a cell's indices in a term, by the cell's own loop variables; empty if it
   * is of the term's loop variables otherwise.
   *
   * @param indices of the cell, in the term
   */
  Optional<Expr> inOwnTerms(Expr expr, List<Expr> indices, Surroundings term) {
    ExprRewriter rewriter =
        new ExprRewriter() {
          @Override
          public Expr rewrite(Expr part) {
            for (int d = 0; d < indices.size(); d++) {
              if (ExprText.same(part, indices.get(d))) {
                return new Expr.Variable(binders.get(d), part.span());
              }
            }
            return super.rewrite(part);
          }

          @Override
          public Type type(Type type) {
            return type;
          }
        };
    Expr rewritten = rewriter.rewrite(expr);
    boolean isOwn = FreeSymbols.of(rewritten).stream().noneMatch(term.binders()::contains);
    return isOwn ? Optional.of(rewritten) : Optional.empty();
  }
}
