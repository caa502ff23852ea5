package bayes.compiler.lint;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A simple statement and the loops around it.
 *
 * @param binders outermost first
 */
record Site(ModelStatement statement, List<Expr.Binder> binders) {
  Site {
    binders = List.copyOf(binders);
  }

  /** All simple statements, and what the conditions and ranges around them read. */
  static List<Site> of(List<ModelStatement> statements, Set<Symbol> around) {
    List<Site> sites = new ArrayList<>();
    collect(statements, List.of(), sites, around);
    return sites;
  }

  private static void collect(
      List<ModelStatement> statements,
      List<Expr.Binder> binders,
      List<Site> sites,
      Set<Symbol> around) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        around.addAll(FreeSymbols.of(loop.binder().set()));
        List<Expr.Binder> inner = new ArrayList<>(binders);
        inner.add(loop.binder());
        collect(loop.body(), inner, sites, around);
      } else if (statement instanceof ModelStatement.If branch) {
        around.addAll(FreeSymbols.of(branch.condition()));
        collect(branch.then(), binders, sites, around);
        collect(branch.otherwise(), binders, sites, around);
      } else {
        sites.add(new Site(statement, binders));
      }
    }
  }

  /** What the statement defines, if it does. */
  Optional<Symbol> defined() {
    if (statement instanceof ModelStatement.Define define) return Optional.of(define.symbol());
    if (statement instanceof ModelStatement.Draw draw) return Optional.of(draw.symbol());
    return Optional.empty();
  }

  /** The distribution of a draw or an observation. */
  Optional<DistributionCall> distribution() {
    if (statement instanceof ModelStatement.Draw draw) return Optional.of(draw.distribution());
    if (statement instanceof ModelStatement.Observe o) return Optional.of(o.distribution());
    return Optional.empty();
  }

  /** The expressions of the statement; of distributions their arguments. */
  List<Expr> expressions() {
    List<Expr> all = new ArrayList<>();
    if (statement instanceof ModelStatement.Define define) {
      all.addAll(define.indices());
      all.add(define.value());
    } else if (statement instanceof ModelStatement.Draw draw) {
      all.addAll(draw.indices());
    } else if (statement instanceof ModelStatement.Observe observe) {
      all.add(observe.target());
    } else if (statement instanceof ModelStatement.Factor factor) {
      all.add(factor.value());
    }
    distribution().ifPresent(call -> all.addAll(values(call)));
    return all;
  }

  /** The arguments that are values. */
  static List<Expr> values(DistributionCall call) {
    List<Expr> values = new ArrayList<>();
    for (DistributionCall.Argument argument : call.arguments()) {
      if (argument instanceof DistributionCall.Argument.OfValue of) values.add(of.value());
    }
    return values;
  }

  /** What the statement reads, apart from what a recurrence reads of itself. */
  Set<Symbol> reads() {
    Set<Symbol> reads = new LinkedHashSet<>();
    expressions().forEach(expr -> reads.addAll(FreeSymbols.of(expr)));
    distribution().ifPresent(call -> reads.addAll(FreeSymbols.of(call)));
    defined().ifPresent(reads::remove);
    return reads;
  }
}
