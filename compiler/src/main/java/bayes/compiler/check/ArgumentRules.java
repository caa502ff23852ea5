package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The arguments of a call: how many there are, and which parameter each is for. */
final class ArgumentRules {
  private final Session session;
  private final Expressions expressions;

  ArgumentRules(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  void wrongCount(Expression.Call call, List<String> signatures) {
    session.report(
        new TypeProblem.WrongArgumentCount(
            call.span(), call.name().text(), signatures, call.arguments().size()));
  }

  /** The argument of a function of one. */
  Optional<Expr> single(Expression.Call call, Scope scope) {
    if (call.arguments().size() == 1) {
      return Optional.of(expressions.check(call.arguments().get(0).value(), scope));
    }
    wrongCount(call, List.of(call.name() + "(x)"));
    return Optional.empty();
  }

  /** The arguments in the order of the parameters. */
  Optional<List<Expression>> inOrder(
      Expression.Call call, List<String> parameters, List<String> signatures) {
    Expression[] ordered = new Expression[parameters.size()];
    boolean fits = call.arguments().size() == parameters.size();
    if (!fits) {
      wrongCount(call, signatures);
      return Optional.empty();
    }
    Set<Integer> taken = new TreeSet<>();
    for (int i = 0; i < ordered.length; i++) {
      Expression.Argument argument = call.arguments().get(i);
      int at = argument.name().isPresent() ? parameters.indexOf(argument.name().get().text()) : i;
      if (at < 0 || !taken.add(at)) {
        session.report(
            new TypeProblem.UnknownArgument(argument.span(), call.name().text(), signatures));
        return Optional.empty();
      }
      ordered[at] = argument.value();
    }
    return Optional.of(List.of(ordered));
  }

  /** Whether the argument is an array of one dimension, and a report if not. */
  boolean requireVector(Expr expr, String function) {
    if (expr.type().dimensions().size() == 1) return true;
    session.report(
        new TypeProblem.WrongType(
            expr.span(),
            "the argument of `" + function + "`",
            "an array of one dimension",
            ExprText.of(expr.type()),
            Optional.empty()));
    return false;
  }
}
