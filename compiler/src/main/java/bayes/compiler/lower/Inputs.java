package bayes.compiler.lower;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what a model takes from its data: sizes of open sets, data variables, named members. */
final class Inputs extends ExprRewriter {
  private final Set<Input> found = new LinkedHashSet<>();
  private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  private Inputs() {}

  static List<Input> of(TypedModel model) {
    return of(model, model);
  }

  /** What a model takes, as it is written and as it is explored. */
  static List<Input> of(TypedModel written, TypedModel explored) {
    Inputs inputs = new Inputs();
    inputs.add(written);
    if (explored != written) inputs.add(explored);
    return List.copyOf(inputs.found);
  }

  private void add(TypedModel model) {
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition().isFromData()
          || set.definition() instanceof IndexSet.Definition.Missing) {
        found.add(new Input.SizeOf(set));
      }
    }
    for (VariableDeclaration variable : model.variables()) {
      if (variable.symbol().role() == Symbol.Role.DATA) {
        found.add(new Input.OfVariable(variable.symbol()));
      }
    }
    declarations(model);
    statements(model.statements());
  }

  private void declarations(TypedModel model) {
    for (IndexSet.Declared set : model.sets()) {
      if (set.definition() instanceof IndexSet.Definition.OfRange range) {
        rewrite(range.lower());
        rewrite(range.upper());
      } else if (set.definition() instanceof IndexSet.Definition.Chosen chosen) {
        rewrite(chosen.size());
      }
    }
    for (VariableDeclaration variable : model.variables()) {
      variable.defaultValue().ifPresent(this::rewrite);
      support(variable.support());
      sets(variable.symbol().type().dimensions());
    }
  }

  private void statements(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        rewrite(define.value());
        define.indices().forEach(this::rewrite);
      } else if (statement instanceof ModelStatement.Draw draw) {
        call(draw.distribution());
        draw.indices().forEach(this::rewrite);
      } else if (statement instanceof ModelStatement.Observe observe) {
        call(observe.distribution());
        rewrite(observe.target());
      } else if (statement instanceof ModelStatement.Factor factor) {
        rewrite(factor.value());
      } else if (statement instanceof ModelStatement.Accumulate sum) {
        rewrite(sum.value());
        sum.indices().forEach(this::rewrite);
      } else if (statement instanceof ModelStatement.Marginal marginal) {
        rewrite(marginal.value());
        marginal.prior().ifPresent(this::rewrite);
      } else if (statement instanceof ModelStatement.For loop) {
        set(loop.binder().set());
        statements(loop.body());
      } else {
        ModelStatement.If branch = (ModelStatement.If) statement;
        rewrite(branch.condition());
        statements(branch.then());
        statements(branch.otherwise());
      }
    }
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (expr instanceof Expr.MemberConstant member && member.set().definition().isFromData()) {
      found.add(new Input.MemberOf(member.set(), member.label()));
    }
    if (expr instanceof Expr.CallFunction call) function(call.function());
    if (expr instanceof Expr.Solve solve) function(solve.function());
    return super.rewrite(expr);
  }

  private void function(FunctionDefinition function) {
    if (visited.add(function)) rewrite(function.body());
  }

  @Override
  public DistributionCall call(DistributionCall call) {
    DistributionDefinition definition = call.definition();
    if (visited.add(definition)) {
      rewrite(definition.logDensity());
      definition
          .cdf()
          .ifPresent(cdf -> rewriteAll(List.of(cdf.value(), cdf.logBelow(), cdf.logAbove())));
      definition.quantile().ifPresent(quantile -> rewrite(quantile.value()));
      definition.sampler().ifPresent(this::rewrite);
      support(definition.support());
      for (DistributionDefinition.Parameter parameter : definition.parameters()) {
        support(parameter.support());
      }
    }
    return super.call(call);
  }

  @Override
  public Type type(Type type) {
    return type;
  }
}
