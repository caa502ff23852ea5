package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a choice between parameters as one between statements: {@code observe x ~ D(c ? a : b)},
 * where data alone tell {@code c}, is {@code if c { observe x ~ D(a); } else { observe x ~ D(b);
 * }}. Of each of these statements it can be seen which element of which latent it reads.
 */
final class Choices extends StatementRewriter {
  private final Derivations derivations;
  private boolean isAny;

  private Choices(TypedModel model) {
    this.derivations = Derivations.of(model);
  }

  /** The model with choices between statements; empty if it has none between parameters. */
  static Optional<Rewriting> written(Rewriting before) {
    TypedModel model = before.model();
    Choices choices = new Choices(model);
    List<ModelStatement> statements = choices.statements(model.statements());
    return choices.isAny
        ? Optional.of(before.with(model.variables(), statements))
        : Optional.empty();
  }

  @Override
  protected List<ModelStatement> statement(ModelStatement statement) {
    Optional<DistributionCall> call = call(statement);
    if (call.isEmpty()) return parts(statement);
    List<DistributionCall.Argument> arguments = call.get().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Optional<Expr.Conditional> choice = choice(arguments.get(i));
      if (choice.isEmpty()) continue;
      isAny = true;
      Expr condition = choice.get().condition();
      return List.of(
          new ModelStatement.If(
              condition,
              statement(with(statement, call.get(), i, choice.get().then())),
              statement(with(statement, call.get(), i, choice.get().otherwise())),
              statement.span()));
    }
    return List.of(statement);
  }

  private static Optional<DistributionCall> call(ModelStatement statement) {
    if (statement instanceof ModelStatement.Observe o) return Optional.of(o.distribution());
    // What is continuous is integrated out by the one statement that draws it.
    return statement instanceof ModelStatement.Draw draw
            && !(draw.symbol().type().element() instanceof Type.Real)
        ? Optional.of(draw.distribution())
        : Optional.empty();
  }

  /** A choice between what latents are in, made by data. */
  private Optional<Expr.Conditional> choice(DistributionCall.Argument argument) {
    return argument instanceof DistributionCall.Argument.OfValue of
            && of.value() instanceof Expr.Conditional choice
            && derivations.latentsOf(choice.condition()).isEmpty()
            && !derivations.latentsOf(choice).isEmpty()
        ? Optional.of(choice)
        : Optional.empty();
  }

  private static ModelStatement with(
      ModelStatement statement, DistributionCall call, int argument, Expr value) {
    List<DistributionCall.Argument> arguments = new ArrayList<>(call.arguments());
    arguments.set(argument, new DistributionCall.Argument.OfValue(value));
    DistributionCall chosen =
        new DistributionCall(
            call.definition(),
            arguments,
            call.components(),
            call.dimensions(),
            call.event(),
            call.span());
    if (statement instanceof ModelStatement.Observe o) {
      return new ModelStatement.Observe(o.target(), chosen, o.span());
    }
    ModelStatement.Draw draw = (ModelStatement.Draw) statement;
    return new ModelStatement.Draw(draw.symbol(), draw.indices(), chosen, draw.span());
  }

  /** Sets have sizes of data. */
  @Override
  public IndexSet set(IndexSet set) {
    return set;
  }
}
