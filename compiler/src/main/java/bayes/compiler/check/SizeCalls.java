package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** How many members a set or elements an array has, and the place of a member in its set. */
final class SizeCalls {
  private final Session session;
  private final Expressions expressions;
  private final ArgumentRules rules;

  SizeCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.rules = new ArgumentRules(session, expressions);
  }

  /** {@code size(S)}, or the size of a vector. */
  Expr size(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 1) {
      rules.wrongCount(call, List.of("size(S)"));
      return session.unknown(call.span());
    }
    Expression argument = call.arguments().get(0).value();
    if (expressions.sets().isSet(argument, scope)) {
      Optional<IndexSet> set = expressions.sets().set(argument, scope);
      return set.isPresent() ? new Expr.Size(set.get(), call.span()) : session.unknown(call.span());
    }
    Expr array = expressions.check(argument, scope);
    if (Shapes.isUnknown(array) || !rules.requireVector(array, "size")) {
      return session.unknown(call.span());
    }
    return new Expr.Size(array.type().dimensions().get(0), call.span());
  }

  /** {@code len(x)}: how many elements, or rows, an array has. */
  Expr length(Expression.Call call, Scope scope) {
    Optional<Expr> argument = rules.single(call, scope);
    if (argument.isEmpty() || Shapes.isUnknown(argument.get())) return session.unknown(call.span());
    Expr array = argument.get();
    if (array.type().dimensions().isEmpty()) {
      session.report(
          new TypeProblem.WrongType(
              array.span(),
              "the argument of `len`",
              "an array",
              ExprText.of(array.type()),
              Optional.of("the number of a set's members is `size(S)`")));
      return session.unknown(call.span());
    }
    IndexSet first = array.type().dimensions().get(0);
    Expression written = call.arguments().get(0).value();
    Optional<Symbol> ragged = session.ragged().named(written, array, scope);
    if (ragged.isPresent()) {
      first = session.ragged().of(ragged.get()).orElseThrow().outer().get(0).set();
    }
    return first instanceof IndexSet.Size size ? size.size() : new Expr.Size(first, call.span());
  }

  /** {@code index(m)}: the place of a member in its set, from 1. */
  Expr position(Expression.Call call, Scope scope) {
    Optional<Expr> argument = rules.single(call, scope);
    if (argument.isEmpty() || Shapes.isUnknown(argument.get())) {
      return session.unknown(call.span());
    }
    if (argument.get().type() instanceof Type.Member) {
      return new Expr.Position(argument.get(), call.span());
    }
    session.report(
        new TypeProblem.WrongType(
            argument.get().span(),
            "the argument of `index`",
            "a member of a set",
            ExprText.of(argument.get().type()),
            Optional.empty()));
    return session.unknown(call.span());
  }
}
