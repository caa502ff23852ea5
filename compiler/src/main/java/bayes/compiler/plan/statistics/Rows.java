package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The iterations of the loops around a term, as rows of data.
 *
 * @param binders of the loops, from the outside in; sets may depend on those before
 * @param condition of the branches that the term is in
 * @param locals what iterations define, written out
 */
record Rows(
    List<Expr.Binder> binders,
    Expr condition,
    Map<Symbol, Expr> locals,
    Derivations derivations,
    Terms terms) {

  static Rows of(Term term, Derivations derivations, Terms terms) {
    return of(term, derivations, terms, local -> false);
  }

  /**
   * Rows with locals that are not written out.
   *
   * @param stays whether a local stays, under its name
   */
  static Rows of(
      Term term, Derivations derivations, Terms terms, Predicate<ModelStatement.Define> stays) {
    Rows rows = from(term, derivations, terms, stays);
    if (rows.binders().isEmpty()) throw new NotCompressible(NotCompressible.ONE_DATUM);
    return rows;
  }

  /** Rows of any term: one that is in no loop has one. */
  static Rows ofAny(Term term, Derivations derivations, Terms terms, Rewriting rewriting) {
    Rows rows = from(term, derivations, terms, local -> false);
    if (!rows.binders().isEmpty()) return rows;
    Symbol once = rewriting.symbol("i?", Symbol.Role.BINDER, Type.INT, terms.span());
    IndexSet one = new IndexSet.Range(terms.integer(1), terms.integer(1));
    return new Rows(
        List.of(new Expr.Binder(once, one)), rows.condition(), rows.locals(), derivations, terms);
  }

  private static Rows from(
      Term term, Derivations derivations, Terms terms, Predicate<ModelStatement.Define> stays) {
    List<Expr.Binder> binders = new ArrayList<>();
    Map<Symbol, Expr> locals = new LinkedHashMap<>();
    Optional<Expr> condition = Optional.empty();
    for (Step step : term.path()) {
      Substitution inlined = Substitution.ofValues(locals);
      if (step instanceof Step.Local local) {
        if (stays.test(local.define())) continue;
        locals.put(local.define().symbol(), inlined.rewrite(local.define().value()));
      } else if (step instanceof Step.Loop loop) {
        Expr.Binder binder = loop.loop().binder();
        binders.add(new Expr.Binder(binder.symbol(), inlined.set(binder.set())));
      } else if (step instanceof Step.Branch branch) {
        Expr test = inlined.rewrite(branch.branch().condition());
        if (!derivations.latentsOf(test).isEmpty()) {
          throw new NotCompressible("it stands under a condition on latents");
        }
        Expr holds = branch.isThen() ? test : terms.apply("!", test);
        condition = Optional.of(condition.map(before -> and(before, holds, terms)).orElse(holds));
      }
    }
    Expr always = new Expr.BoolConstant(true, terms.span());
    return new Rows(
        List.copyOf(binders), condition.orElse(always), Map.copyOf(locals), derivations, terms);
  }

  /** Both conditions, the second only where the first holds. */
  static Expr and(Expr one, Expr other, Terms terms) {
    return terms.choose(one, other, new Expr.BoolConstant(false, terms.span()));
  }

  Set<Symbol> symbols() {
    Set<Symbol> symbols = new LinkedHashSet<>();
    binders.forEach(binder -> symbols.add(binder.symbol()));
    return symbols;
  }

  /** Whether an expression differs from row to row. */
  boolean vary(Expr expr) {
    Set<Symbol> free = FreeSymbols.of(expr);
    return binders.stream().anyMatch(binder -> free.contains(binder.symbol()));
  }

  /** Whether it changes with no latent. */
  boolean isData(Expr expr) {
    return derivations.latentsOf(expr).isEmpty();
  }

  /** How many rows there are. */
  Expr count() {
    List<IndexSet> sets = binders.stream().map(Expr.Binder::set).toList();
    Expr all =
        new Expr.Comprehension(
            binders, Optional.empty(), condition, Type.array(Type.BOOL, sets), terms.span());
    return new Expr.Reduce(Expr.Reduction.COUNT, all, Type.INT, terms.span());
  }

  /** The values of an expression of data in all rows, one after the other. */
  Expr column(Expr element, Expr rows) {
    return column(List.of(), element, rows);
  }

  /** The same for each member of some sets that do not depend on the row. */
  Expr column(List<Expr.Binder> outer, Expr element, Expr size) {
    List<Expr.Binder> all = new ArrayList<>(outer);
    all.addAll(binders);
    return new Expr.Comprehension(
        all,
        Optional.of(condition),
        element,
        Type.array(element.type(), List.of(new IndexSet.Size(size))),
        terms.span());
  }

  /** The statement as it was, in loops that run if a condition holds. */
  static ModelStatement plain(Term term, Expr.Binder when) {
    List<ModelStatement> inner = new ArrayList<>(List.of(term.statement()));
    for (int s = term.path().size() - 1; s >= 0; s--) {
      Step step = term.path().get(s);
      if (step instanceof Step.Local local) {
        inner.add(0, local.define());
      } else if (step instanceof Step.Loop loop) {
        inner = new ArrayList<>(List.of(around(loop.loop(), inner)));
      } else if (step instanceof Step.Branch branch) {
        inner = new ArrayList<>(List.of(around(branch, inner)));
      }
    }
    return new ModelStatement.For(when, inner, term.statement().span());
  }

  private static ModelStatement around(ModelStatement.For loop, List<ModelStatement> body) {
    return new ModelStatement.For(loop.binder(), body, loop.span());
  }

  private static ModelStatement around(Step.Branch step, List<ModelStatement> body) {
    ModelStatement.If branch = step.branch();
    return new ModelStatement.If(
        branch.condition(),
        step.isThen() ? body : List.of(),
        step.isThen() ? List.of() : body,
        branch.span());
  }
}
