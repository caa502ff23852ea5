package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.List;

/** Conditionals: only the branch that is taken is evaluated, unless both cost next to nothing. */
final class ConditionalLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  ConditionalLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  View view(Expr.Conditional conditional, Environment environment) {
    Value condition = expressions.scalar(conditional.condition(), environment);
    if (conditional.type().dimensions().isEmpty()) {
      int level = Math.max(emitter.level(condition), expressions.level(conditional, environment));
      return expressions.constant(
          emitter.at(level, () -> choose(condition, conditional, environment, List.of())));
    }
    if (Randomness.isIn(conditional)) return drawn(condition, conditional, environment);
    return new View(
        ExpressionLowering.kind(conditional.type()),
        expressions.sets().extents(conditional.type().dimensions(), environment),
        Math.max(emitter.level(condition), expressions.level(conditional, environment)),
        false,
        positions -> choose(condition, conditional, environment, positions));
  }

  /** One of two arrays of draws: the elements of one draw, not one draw for each. */
  private View drawn(Value condition, Expr.Conditional conditional, Environment environment) {
    List<Extent> extents = expressions.sets().extents(conditional.type().dimensions(), environment);
    Storage.Piece piece =
        expressions
            .storage()
            .piece(
                ExpressionLowering.kind(conditional.type()), "", expressions.sets().count(extents));
    expressions
        .storage()
        .fill(
            piece,
            () ->
                emitter.conditional(
                    condition,
                    () -> copy(expressions.view(conditional.then(), environment), piece),
                    () -> copy(expressions.view(conditional.otherwise(), environment), piece)));
    return expressions.storage().view(piece, extents);
  }

  private void copy(View view, Storage.Piece piece) {
    emitter.loops(
        view.extents(),
        positions ->
            expressions
                .storage()
                .store(
                    piece,
                    expressions.sets().linear(view.extents(), positions),
                    view.at(positions)));
  }

  private Value choose(
      Value condition, Expr.Conditional branches, Environment environment, List<Value> positions) {
    Integer known = emitter.knownInteger(condition);
    if (known != null) {
      return expressions
          .view(known != 0 ? branches.then() : branches.otherwise(), environment)
          .at(positions);
    }
    if (isFree(branches.then()) && isFree(branches.otherwise())) {
      Value then = expressions.view(branches.then(), environment).at(positions);
      Value otherwise = expressions.view(branches.otherwise(), environment).at(positions);
      Operation select = then.kind() == Kind.INT ? Operation.INT_SELECT : Operation.SELECT;
      return emitter.op(select, condition, then, otherwise);
    }
    return emitter.choose(
        condition,
        () -> expressions.view(branches.then(), environment).at(positions),
        () -> expressions.view(branches.otherwise(), environment).at(positions));
  }

  /** Whether evaluating the expression costs next to nothing and cannot fail. */
  private static boolean isFree(Expr expr) {
    if (!expr.type().dimensions().isEmpty()) return false;
    if (expr instanceof Expr.Convert convert) {
      return convert.type() instanceof Type.Real && isFree(convert.operand());
    }
    if (expr instanceof Expr.Apply negative) {
      boolean isNegative =
          negative.function().name().equals("-") && negative.operands().size() == 1;
      return isNegative
          && negative.type() instanceof Type.Real
          && isFree(negative.operands().get(0));
    }
    return expr instanceof Expr.IntConstant
        || expr instanceof Expr.RealConstant
        || expr instanceof Expr.BoolConstant
        || expr instanceof Expr.Variable;
  }
}
