package bayes.compiler.plan.statistics;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Discrete data whose distribution takes work: arrays that are computed from latents, such as the
 * logits of a network. Rows that compute them from the same data share a context. What belongs to a
 * context is computed once for it, and the probability of each datum that is observed in it once,
 * times its count:
 *
 * <p>sum over c, y of n(c, y) log p(y | network(c)).
 */
final class SharedContexts {
  private final Term term;
  private final ModelStatement.Observe observe;
  private final List<ModelStatement.Define> computed;
  private final Rows rows;
  private final Terms terms;
  private final Rewriting rewriting;
  private final Statistics statistics;
  private final Inlining inlining;
  private final Symbol contexts;
  private final Symbol used;
  private final Expr.Binder context;
  private final Keys keys;
  private final Map<Symbol, Expr> renamed = new LinkedHashMap<>();
  private final List<ModelStatement> ofContext = new ArrayList<>();

  private SharedContexts(
      Term term,
      ModelStatement.Observe observe,
      List<ModelStatement.Define> computed,
      Rows rows,
      Rewriting rewriting) {
    this.term = term;
    this.observe = observe;
    this.computed = computed;
    this.rows = rows;
    this.terms = rows.terms();
    this.rewriting = rewriting;
    this.statistics = new Statistics(rewriting, terms);
    this.inlining = new Inlining(rows);
    this.contexts = number("contexts?");
    this.used = number("used?");
    this.context = statistics.binder("context?", terms.variable(used));
    this.keys = new Keys(rows, rewriting, context.symbol(), contexts);
  }

  private Symbol number(String name) {
    return rewriting.symbol(name, Symbol.Role.DERIVED, Type.INT, terms.span());
  }

  /** The term in this form, if its distribution takes work and is that of several rows. */
  static Optional<Compressed> of(
      Term term, Derivations derivations, Terms terms, Rewriting rewriting) {
    if (!(term.statement() instanceof ModelStatement.Observe observe)
        || !observe.distribution().definition().isDiscrete()
        || !observe.distribution().components().isEmpty()) {
      return Optional.empty();
    }
    List<ModelStatement.Define> computed = new ArrayList<>();
    for (Step step : term.path()) {
      if (step instanceof Step.Local local && isComputed(local.define().value(), derivations)) {
        computed.add(local.define());
      }
    }
    Rows rows = Rows.of(term, derivations, terms, computed::contains);
    if (computed.isEmpty() && !takesWork(observe.distribution(), rows)) return Optional.empty();
    try {
      return new SharedContexts(term, observe, computed, rows, rewriting).compressed();
    } catch (NotCompressible reason) {
      return Optional.empty();
    }
  }

  /** Whether an array has to be filled anew at each evaluation. */
  private static boolean isComputed(Expr value, Derivations derivations) {
    return !value.type().dimensions().isEmpty()
        && !(value instanceof Expr.Index)
        && !(value instanceof Expr.Variable)
        && !derivations.latentsOf(value).isEmpty();
  }

  private static boolean takesWork(DistributionCall call, Rows rows) {
    Inlining inlining = new Inlining(rows);
    for (Argument argument : call.arguments()) {
      if (!(argument instanceof Argument.OfValue of)) continue;
      Expr value =
          of.value().type().dimensions().isEmpty() ? of.value() : inlining.rewrite(of.value());
      if (isComputed(value, rows.derivations())) return true;
    }
    return false;
  }

  private Optional<Compressed> compressed() {
    Expr target = inlining.rewrite(observe.target());
    if (!rows.isData(target) || !target.type().dimensions().isEmpty()) return Optional.empty();
    for (ModelStatement.Define local : computed) define(local.symbol(), local.value());
    DistributionCall call = call();
    if (keys.areOfEachRow()) return Optional.empty();

    Symbol count = statistics.define("rows?", rows.count());
    Symbol contextOf = statistics.group(rows, keys.all(), count);
    statistics.declare(contexts);
    statistics.countGroups(contexts, contextOf, count);
    statistics.keysOfGroups(rows, keys.all(), contextOf, count);
    ContextData data =
        ContextData.of(target, rows, count, contextOf, contexts, statistics, rewriting);
    // A context costs a little more than a row.
    Expr pays =
        terms.apply(
            "<=",
            terms.times(terms.integer(4), terms.variable(contexts)),
            terms.times(terms.integer(3), terms.variable(count)));
    Symbol isUsed = statistics.define("compressed?", pays);
    statistics.declare(used);
    statistics.define(
        used, terms.choose(terms.variable(isUsed), terms.variable(contexts), terms.integer(0)));

    Expr.Binder datum = data.of(terms.variable(context.symbol()));
    Expr at = terms.variable(datum.symbol());
    Expr all = terms.times(data.count(at), terms.logDensity(call, data.value(at)));
    ModelStatement sum = new ModelStatement.Marginal(all, Optional.empty(), terms.span());
    ofContext.add(new ModelStatement.For(datum, List.of(sum), terms.span()));
    List<ModelStatement> statements = new ArrayList<>(statistics.statements());
    statements.add(new ModelStatement.For(context, ofContext, terms.span()));
    Expr plain = terms.choose(terms.variable(isUsed), terms.integer(0), terms.integer(1));
    statements.add(Rows.plain(term, statistics.binder("plain?", plain)));
    return Optional.of(
        new Compressed(
            statistics.variables(),
            statements,
            Words.ofSharedContexts(
                term, rows, keys.all(), new Words.Decision(isUsed, count, contexts))));
  }

  /** A value of the context, under a name of its own. */
  private Expr define(Symbol of, Expr value) {
    Expr rewritten = ofContext(value);
    Symbol symbol =
        rewriting.symbol(of.name(), Symbol.Role.DERIVED, rewritten.type(), terms.span());
    ofContext.add(new ModelStatement.Define(symbol, List.of(), rewritten, terms.span()));
    Expr variable = terms.variable(symbol);
    renamed.put(of, variable);
    return variable;
  }

  /** An expression of the row as one of its context. */
  private Expr ofContext(Expr value) {
    return Substitution.ofValues(renamed).rewrite(keys.ofGroup(inlining.rewrite(value)));
  }

  private DistributionCall call() {
    DistributionCall of = observe.distribution();
    List<Argument> arguments = new ArrayList<>();
    for (Argument argument : of.arguments()) {
      if (argument instanceof Argument.OfValue value) {
        Symbol name = number("argument?");
        boolean isFixed = rows.isData(value.value()) && !rows.vary(value.value());
        arguments.add(new Argument.OfValue(isFixed ? value.value() : define(name, value.value())));
      } else {
        arguments.add(argument);
      }
    }
    DistributionCall call =
        new DistributionCall(
            of.definition(), arguments, of.components(), of.dimensions(), of.event(), of.span());
    Set<Symbol> free = FreeSymbols.of(call);
    if (rows.symbols().stream().anyMatch(free::contains)) {
      throw new NotCompressible("its sets differ from row to row");
    }
    return call;
  }
}
