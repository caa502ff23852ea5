package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Definition;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Rewriting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The loops and branches around a statement, as they can be written once more elsewhere. */
final class Surroundings {
  private final List<Step> path;
  private final Derivations derivations;
  private final Set<Symbol> binders = new HashSet<>();

  Surroundings(List<Step> path, Derivations derivations) {
    this.path = path;
    this.derivations = derivations;
    for (Step step : path) {
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder().symbol());
    }
  }

  /** The variables of the loops. */
  Set<Symbol> binders() {
    return binders;
  }

  /** Whether each value that is local to an iteration has one definition, as an expression. */
  boolean isPlain() {
    for (Step step : path) {
      if (step instanceof Step.Local local) {
        if (derivations.of(local.define().symbol()).size() != 1) return false;
      }
    }
    return true;
  }

  /** Whether a latent decides about a loop or a branch. */
  boolean reads(Symbol latent) {
    return latents().contains(latent);
  }

  /** Whether any latent decides about a loop or a branch. */
  boolean changes() {
    return !latents().isEmpty();
  }

  private Set<Symbol> latents() {
    Set<Symbol> all = new HashSet<>();
    for (Step step : path) {
      Set<Symbol> read = Set.of();
      if (step instanceof Step.Loop loop) read = FreeSymbols.of(own(loop.loop().binder().set()));
      if (step instanceof Step.Branch b) read = FreeSymbols.of(own(b.branch().condition()));
      for (Symbol one : read) all.addAll(derivations.latentsOf(one));
    }
    return all;
  }

  /** An expression with what is local to an iteration written out. */
  Expr own(Expr expr) {
    return new Locals().rewrite(expr);
  }

  DistributionCall own(DistributionCall call) {
    return new Locals().call(call);
  }

  private IndexSet own(IndexSet set) {
    return new Locals().set(set);
  }

  private final class Locals extends ExprRewriter {
    @Override
    protected Expr variable(Expr.Variable variable) {
      if (!derivations.isLocal(variable.symbol())) return variable;
      List<Definition> definitions = derivations.of(variable.symbol());
      return definitions.size() == 1 ? rewrite(definitions.get(0).define().value()) : variable;
    }
  }

  /**
   * The loops and branches with other statements in them.
   *
   * @param body makes these, by a rewriter that puts the new loops' variables in the place of those
   *     of the old ones
   */
  List<ModelStatement> with(Rewriting names, Function<ExprRewriter, List<ModelStatement>> body) {
    return from(0, new HashMap<>(), names, body);
  }

  private List<ModelStatement> from(
      int first,
      Map<Symbol, Expr> values,
      Rewriting names,
      Function<ExprRewriter, List<ModelStatement>> body) {
    int next = first;
    while (next < path.size() && path.get(next) instanceof Step.Local) next++;
    ExprRewriter rewriter = Substitution.ofValues(values);
    if (next == path.size()) return body.apply(rewriter);
    if (path.get(next) instanceof Step.Branch step) {
      List<ModelStatement> inner = from(next + 1, values, names, body);
      Expr condition = rewriter.rewrite(own(step.branch().condition()));
      return List.of(
          step.isThen()
              ? new ModelStatement.If(condition, inner, List.of(), step.branch().span())
              : new ModelStatement.If(condition, List.of(), inner, step.branch().span()));
    }
    ModelStatement.For loop = ((Step.Loop) path.get(next)).loop();
    Symbol old = loop.binder().symbol();
    Symbol fresh = names.symbol(old.name(), old.role(), old.type(), old.declared());
    Expr.Binder binder = new Expr.Binder(fresh, rewriter.set(own(loop.binder().set())));
    Map<Symbol, Expr> inner = new HashMap<>(values);
    inner.put(old, new Expr.Variable(fresh, loop.span()));
    return List.of(new ModelStatement.For(binder, from(next + 1, inner, names, body), loop.span()));
  }
}
