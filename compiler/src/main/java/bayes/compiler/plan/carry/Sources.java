package bayes.compiler.plan.carry;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** The variables and named sets that expressions read, their own loop variables among them. */
final class Sources extends ExprRewriter {
  private final Set<Symbol> symbols = new LinkedHashSet<>();
  private final Set<IndexSet.Declared> sets = new LinkedHashSet<>();

  Set<Symbol> symbols() {
    return symbols;
  }

  Set<IndexSet.Declared> sets() {
    return sets;
  }

  static Sources of(Leaf leaf) {
    Sources sources = new Sources();
    leaf.show(sources);
    return sources;
  }

  static Sources of(IndexSet set) {
    Sources sources = new Sources();
    sources.set(set);
    return sources;
  }

  /** What tells the members of a named set. */
  static Sources ofMembers(IndexSet.Declared set) {
    Sources sources = new Sources();
    IndexSet.Definition definition = set.definition();
    if (definition instanceof IndexSet.Definition.OfRange range) {
      sources.rewrite(range.lower());
      sources.rewrite(range.upper());
    } else if (definition instanceof IndexSet.Definition.Ragged ragged) {
      ragged.outer().forEach(binder -> sources.set(binder.set()));
      sources.set(ragged.inner());
      sources.rewrite(ragged.total());
      sources.symbols.add(ragged.starts());
      ragged.lengths().ifPresent(sources.symbols::add);
    } else if (definition instanceof IndexSet.Definition.Missing missing) {
      sources.symbols.add(missing.data());
      sources.symbols.add(missing.places());
    } else if (definition instanceof IndexSet.Definition.Chosen chosen) {
      sources.rewrite(chosen.size());
    }
    return sources;
  }

  @Override
  protected Expr variable(Expr.Variable variable) {
    symbols.add(variable.symbol());
    return variable;
  }

  @Override
  public Expr rewrite(Expr expr) {
    // Functions see the sets of the file.
    if (expr instanceof Expr.CallFunction e) rewrite(e.function().body());
    if (expr instanceof Expr.Solve e) rewrite(e.function().body());
    return super.rewrite(expr);
  }

  @Override
  public DistributionCall call(DistributionCall call) {
    rewrite(call.definition().logDensity());
    return super.call(call);
  }

  @Override
  public IndexSet set(IndexSet set) {
    if (set instanceof IndexSet.Declared declared) sets.add(declared);
    return super.set(set);
  }

  @Override
  public Type type(Type type) {
    return type;
  }
}
