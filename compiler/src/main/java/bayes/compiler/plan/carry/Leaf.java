package bayes.compiler.plan.carry;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that holds no other, with what stands around it.
 *
 * @param path from the outside in
 */
record Leaf(List<Step> path, ModelStatement statement) {
  Leaf {
    path = List.copyOf(path);
  }

  /** All leaves of a model, in program order. */
  static List<Leaf> of(TypedModel model) {
    Set<Symbol> declared = new HashSet<>();
    for (VariableDeclaration variable : model.variables()) declared.add(variable.symbol());
    List<Leaf> leaves = new ArrayList<>();
    collect(model.statements(), List.of(), declared, leaves);
    return leaves;
  }

  private static void collect(
      List<ModelStatement> statements, List<Step> outer, Set<Symbol> declared, List<Leaf> leaves) {
    List<Step> path = new ArrayList<>(outer);
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.For loop) {
        collect(loop.body(), with(path, new Step.Loop(loop)), declared, leaves);
      } else if (statement instanceof ModelStatement.If branch) {
        collect(branch.then(), with(path, new Step.Branch(branch, true)), declared, leaves);
        collect(branch.otherwise(), with(path, new Step.Branch(branch, false)), declared, leaves);
      } else {
        leaves.add(new Leaf(path, statement));
        if (statement instanceof ModelStatement.Define define
            && !declared.contains(define.symbol())) {
          path.add(new Step.Local(define));
        }
      }
    }
  }

  private static List<Step> with(List<Step> path, Step step) {
    List<Step> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /** Shows all expressions to a visitor, with the locals of iterations written out. */
  void show(ExprRewriter visitor) {
    Substitution locals = locals();
    for (Expr.Binder loop : loops()) visitor.set(locals.set(loop.set()));
    for (Expr condition : conditions()) visitor.rewrite(locals.rewrite(condition));
    showStatement(visitor);
  }

  /** Shows the statement's own expressions. */
  void showStatement(ExprRewriter visitor) {
    Substitution locals = locals();
    if (statement instanceof ModelStatement.Define define) {
      locals.rewriteAll(define.indices()).forEach(visitor::rewrite);
      visitor.rewrite(locals.rewrite(define.value()));
    } else if (statement instanceof ModelStatement.Accumulate sum) {
      locals.rewriteAll(sum.indices()).forEach(visitor::rewrite);
      visitor.rewrite(locals.rewrite(sum.value()));
    } else if (statement instanceof ModelStatement.Draw draw) {
      locals.rewriteAll(draw.indices()).forEach(visitor::rewrite);
      visitor.call(locals.call(draw.distribution()));
    } else if (statement instanceof ModelStatement.Observe observe) {
      visitor.rewrite(locals.rewrite(observe.target()));
      visitor.call(locals.call(observe.distribution()));
    } else if (statement instanceof ModelStatement.Factor factor) {
      visitor.rewrite(locals.rewrite(factor.value()));
    } else if (statement instanceof ModelStatement.Marginal marginal) {
      visitor.rewrite(locals.rewrite(marginal.value()));
      marginal.prior().ifPresent(prior -> visitor.rewrite(locals.rewrite(prior)));
    } else {
      throw new IllegalArgumentException("a statement that holds others");
    }
  }

  /** The variable that it gives a value, or adds to. */
  Optional<Symbol> defines() {
    if (statement instanceof ModelStatement.Define define) return Optional.of(define.symbol());
    if (statement instanceof ModelStatement.Accumulate sum) return Optional.of(sum.symbol());
    if (statement instanceof ModelStatement.Draw draw) return Optional.of(draw.symbol());
    return Optional.empty();
  }

  boolean isSum() {
    return statement instanceof ModelStatement.Accumulate;
  }

  /** What was defined in an iteration before the statement, written out. */
  Substitution locals() {
    Map<Symbol, Expr> values = new HashMap<>();
    for (Step step : path) {
      if (!(step instanceof Step.Local local)) continue;
      Expr value = Substitution.ofValues(values).rewrite(local.define().value());
      values.put(local.define().symbol(), value);
    }
    return Substitution.ofValues(values);
  }

  List<Expr.Binder> loops() {
    List<Expr.Binder> binders = new ArrayList<>();
    for (Step step : path) {
      if (step instanceof Step.Loop loop) binders.add(loop.loop().binder());
    }
    return binders;
  }

  List<Expr> conditions() {
    List<Expr> conditions = new ArrayList<>();
    for (Step step : path) {
      if (step instanceof Step.Branch branch) conditions.add(branch.branch().condition());
    }
    return conditions;
  }
}
