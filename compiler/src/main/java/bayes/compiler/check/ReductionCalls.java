package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Expr.Reduction;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reductions of arrays, such as {@code sum(x)}, and functions of whole vectors. */
final class ReductionCalls {
  private final Session session;
  private final Expressions expressions;
  private final ArgumentRules rules;

  ReductionCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.rules = new ArgumentRules(session, expressions);
  }

  /** The reduction of this name, if there is one. */
  static Optional<Reduction> reduction(String name) {
    for (Reduction reduction : Reduction.values()) {
      if (reduction.name().toLowerCase(Locale.ROOT).equals(name)) return Optional.of(reduction);
    }
    return Optional.empty();
  }

  Expr reduce(Reduction reduction, Expression.Call call, Scope scope) {
    Expression argument = call.arguments().get(0).value();
    Expr array =
        argument instanceof Expression.Comprehension c
            ? expressions.comprehension(c, scope)
            : expressions.check(argument, scope);
    if (Shapes.isUnknown(array)) return session.unknown(call.span());
    List<IndexSet> sets = array.type().dimensions();
    boolean byMember = reduction == Reduction.ARGMIN || reduction == Reduction.ARGMAX;
    if (sets.isEmpty() || (byMember && sets.size() > 1)) {
      session.report(
          new TypeProblem.WrongType(
              argument.span(),
              "the argument of `" + call.name() + "`",
              byMember ? "an array of one dimension" : "an array",
              ExprText.of(array.type()),
              Optional.empty()));
      return session.unknown(call.span());
    }
    Type element = array.type().element();
    boolean integral = element instanceof Type.Int || element instanceof Type.Bool;
    Type elements =
        switch (reduction) {
          case SUM, PROD -> integral ? Type.INT : Type.REAL;
          case MIN, MAX, ARGMIN, ARGMAX ->
              element instanceof Type.Member ? element : integral ? Type.INT : Type.REAL;
          case MEAN, VARIANCE, SD, LOG_SUM_EXP -> Type.REAL;
          case ANY, ALL, COUNT -> Type.BOOL;
        };
    Expr converted =
        expressions
            .conversions()
            .require(array, elements, "an element under `" + call.name() + "`");
    if (Shapes.isUnknown(converted)) return session.unknown(call.span());
    Type result =
        switch (reduction) {
          case SUM, PROD, MIN, MAX, MEAN, VARIANCE, SD, LOG_SUM_EXP -> elements;
          case ARGMIN, ARGMAX -> Type.memberOf(sets.get(0));
          case ANY, ALL -> Type.BOOL;
          case COUNT -> Type.INT;
        };
    return new Expr.Reduce(reduction, converted, result, call.span());
  }

  Expr vector(Expr.VectorFunction.Kind kind, Expression.Call call, Scope scope) {
    Optional<Expr> argument = rules.single(call, scope);
    if (argument.isEmpty()) return session.unknown(call.span());
    boolean sumsOfIntegers =
        kind == Expr.VectorFunction.Kind.CUMSUM
            && Conversions.isIntegral(argument.get().type().element());
    Expr vector =
        expressions
            .conversions()
            .require(
                argument.get(),
                sumsOfIntegers ? Type.INT : Type.REAL,
                "the argument of `" + call.name() + "`");
    if (Shapes.isUnknown(vector)) return session.unknown(call.span());
    if (!rules.requireVector(vector, call.name().text())) return session.unknown(call.span());
    return new Expr.VectorFunction(kind, vector, vector.type(), call.span());
  }

  Expr dot(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 2) {
      rules.wrongCount(call, List.of("dot(x, y)"));
      return session.unknown(call.span());
    }
    Expression left = call.arguments().get(0).value();
    Expression right = call.arguments().get(1).value();
    Expr a = expressions.check(left, scope);
    Expr b = expressions.check(right, scope);
    if (Shapes.isUnknown(a) || Shapes.isUnknown(b)) return session.unknown(call.span());
    if (!rules.requireVector(a, "dot") || !rules.requireVector(b, "dot")) {
      return session.unknown(call.span());
    }
    return expressions
        .operators()
        .binary(
            new Expression.Binary(
                Expression.BinaryOperator.MATRIX_MULTIPLY, left, right, call.span()),
            a,
            b);
  }
}
