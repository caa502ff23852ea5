package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code PCFG} is made of. As with other primitives of the library, a mistake in a call is a
 * mistake in the library.
 */
final class GrammarCalls {
  private final Session session;
  private final Expressions expressions;

  GrammarCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  /** {@code log_inside(rules, lexicon, words)}, and the start symbol if it is not the first. */
  Expr logInside(Expression.Call call, Scope scope) {
    List<Expr> arguments = values(call, 0, scope);
    if (arguments.stream().anyMatch(Shapes::isUnknown)) return session.unknown(call.span());
    return new Expr.MatrixFunction(MatrixOperation.LOG_INSIDE, arguments, Type.REAL, call.span());
  }

  /** {@code random_pcfg(n, rules, lexicon)}, and the start symbol if it is not the first. */
  Expr sentence(Expression.Call call, Scope scope) {
    List<Expr> arguments = values(call, 1, scope);
    IndexSet places =
        expressions.sets().dimension(call.arguments().get(0).value(), scope).orElseThrow();
    IndexSet words = arguments.get(1).type().dimensions().get(1);
    Type type = Type.array(Type.memberOf(words), List.of(places));
    return new Expr.RandomPrimitive(call.name().text(), arguments, type, call.span());
  }

  private List<Expr> values(Expression.Call call, int from, Scope scope) {
    List<Expr> values = new ArrayList<>();
    for (Expression.Argument argument : call.arguments().subList(from, call.arguments().size())) {
      values.add(expressions.check(argument.value(), scope));
    }
    return values;
  }
}
