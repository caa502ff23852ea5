package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What takes the place of a latent that is integrated out, as it comes to be. */
final class Workspace {
  private final Rewriting names;
  private final Derivations derivations;
  private final Cell cell;
  private final Set<Symbol> gibbs;
  private final Terms terms;
  private final List<VariableDeclaration> variables = new ArrayList<>();
  private final List<ModelStatement> statements = new ArrayList<>();
  private boolean isSparse;
  private Optional<OnDemand> onDemand = Optional.empty();
  private final Set<ModelStatement> replaced = Collections.newSetFromMap(new IdentityHashMap<>());

  Workspace(Rewriting names, Derivations derivations, Cell cell, Set<Symbol> gibbs) {
    this.names = names;
    this.derivations = derivations;
    this.cell = cell;
    this.gibbs = gibbs;
    this.terms = names.terms(cell.draw().span());
  }

  Terms terms() {
    return terms;
  }

  Cell cell() {
    return cell;
  }

  List<VariableDeclaration> variables() {
    return variables;
  }

  List<ModelStatement> statements() {
    return statements;
  }

  /** The statements that are no more. */
  Set<ModelStatement> replaced() {
    return replaced;
  }

  /** Whether a term draws one of the discrete latents that are sampled, or is chosen by one. */
  boolean isUnderGibbs(Reading reading) {
    if (!reading.isObserved()) return true;
    return reading
        .call()
        .map(FreeSymbols::of)
        .filter(read -> read.stream().anyMatch(this::isOfGibbs))
        .isPresent();
  }

  private boolean isOfGibbs(Symbol symbol) {
    return derivations.latentsOf(symbol).stream().anyMatch(gibbs::contains);
  }

  /** Whether indices are known, or are those of the discrete latents that are sampled. */
  boolean isKnownRow(List<Expr> indices) {
    return indices.stream().allMatch(i -> gibbs.containsAll(derivations.latentsOf(i)));
  }

  /** Whether any of these can change with latents. */
  boolean isFromLatents(List<Expr> exprs) {
    return exprs.stream().anyMatch(e -> !derivations.latentsOf(e).isEmpty());
  }

  private boolean isFromLatents(Symbol symbol) {
    return variables.stream().anyMatch(v -> v.symbol().equals(symbol) && v.dependsOnLatents());
  }

  /** A value that is computed here, one for each cell. */
  Symbol ofCells(String word, boolean isFromLatents) {
    return derived(word, cell.plate(), isFromLatents);
  }

  Symbol derived(String word, List<IndexSet> dimensions, boolean isFromLatents) {
    String name = cell.symbol().name() + "?" + word;
    Symbol symbol =
        names.symbol(name, Symbol.Role.DERIVED, Type.array(Type.REAL, dimensions), terms.span());
    variables.add(
        new VariableDeclaration(
            symbol,
            Support.WHOLE,
            Optional.empty(),
            isFromLatents,
            false,
            false,
            name,
            Optional.empty()));
    return symbol;
  }

  /** A number that is drawn with what is recovered. */
  Symbol generated(String word) {
    String name = cell.symbol().name() + "?" + word;
    Symbol symbol = names.symbol(name, Symbol.Role.GENERATED, Type.REAL, terms.span());
    variables.add(
        new VariableDeclaration(
            symbol, Support.WHOLE, Optional.empty(), true, true, false, name, Optional.empty()));
    return symbol;
  }

  /** Cells are recovered where they are read, each by its indices. */
  void readOnDemand(Function<List<Expr>, Expr> ofIndices) {
    onDemand = Optional.of(new OnDemand(cell, ofIndices));
  }

  /** What puts recovered cells in the place of reads; none if all are recovered. */
  Optional<OnDemand> onDemand() {
    return onDemand;
  }

  /** The same, once it turns out that it changes with latents. */
  boolean changes(Expr expr) {
    return FreeSymbols.of(expr).stream()
        .anyMatch(s -> isFromLatents(s) || !derivations.latentsOf(s).isEmpty());
  }

  /** The loop variables of the cells. */
  List<Expr> cellIndices() {
    return cell.binders().stream().map(terms::variable).toList();
  }

  /** Adds statements in the surroundings of a term, which they take the place of. */
  void inPlaceOf(Reading reading, Function<Context, List<ModelStatement>> body) {
    replaced.add(reading.term().statement());
    statements.addAll(
        reading.around().with(names, rewriter -> body.apply(new Context(rewriter, terms))));
  }

  /** A term is no more. */
  void replace(Reading reading) {
    replaced.add(reading.term().statement());
  }

  /** A table of the cells that occur in the data; empty if data alone do not tell. */
  Optional<CellTable> table(List<CellTable.Source> sources) {
    List<IndexSet> dimensions = cell.symbol().type().dimensions();
    Optional<CellTable> table =
        CellTable.of(cell.symbol().name(), sources, dimensions, names, derivations, terms);
    isSparse |= table.isPresent();
    return table;
  }

  /** Whether the cell's counts are those of a table of the cells that occur. */
  boolean isSparse() {
    return isSparse;
  }

  /** Adds statements for each cell. */
  void forCells(Function<Context, List<ModelStatement>> body) {
    statements.addAll(forCellsOnly(body));
  }

  List<ModelStatement> forCellsOnly(Function<Context, List<ModelStatement>> body) {
    return cell.around().with(names, rewriter -> body.apply(new Context(rewriter, terms)));
  }

  /** A loop variable over a set. */
  Expr.Binder binder(IndexSet set) {
    Symbol symbol = names.symbol("i", Symbol.Role.BINDER, Type.memberOf(set), terms.span());
    return new Expr.Binder(symbol, set);
  }

  /** In loops that are written once more: puts their variables in the place of the old ones. */
  record Context(ExprRewriter rewriter, Terms terms) {
    Expr in(Expr expr) {
      return rewriter.rewrite(expr);
    }

    List<Expr> in(List<Expr> exprs) {
      return rewriter.rewriteAll(exprs);
    }

    ModelStatement add(Symbol to, List<Expr> indices, Expr value) {
      Expr real = terms.as(in(value), Type.REAL);
      return new ModelStatement.Accumulate(to, in(indices), real, terms.span());
    }

    ModelStatement define(Symbol symbol, List<Expr> indices, Expr value) {
      return new ModelStatement.Define(symbol, in(indices), in(value), terms.span());
    }

    ModelStatement marginal(Expr value) {
      return new ModelStatement.Marginal(in(value), Optional.empty(), terms.span());
    }

    ModelStatement marginal(Expr value, Optional<Expr> prior) {
      return new ModelStatement.Marginal(in(value), prior.map(this::in), terms.span());
    }
  }
}
