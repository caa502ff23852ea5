package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Type;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.RandomOperation;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The draws that samplers of the library are made of, {@code random_normal(mean, sd)} and so on. A
 * mistake in one is a mistake in the library, so it has no fine message.
 */
final class Primitives {
  private final Session session;
  private final Expressions expressions;

  Primitives(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  static boolean isPrimitive(String name) {
    for (Primitive primitive : Primitive.values()) {
      if (primitive.isRandom() && primitive.mnemonic().equals(name)) return true;
    }
    return operation(name).isPresent();
  }

  Expr check(Expression.Call call, Scope scope) {
    if (call.name().text().equals("random_pcfg")) {
      return new GrammarCalls(session, expressions).sentence(call, scope);
    }
    List<Expr> arguments = new ArrayList<>();
    for (Expression.Argument a : call.arguments()) {
      arguments.add(expressions.check(a.value(), scope));
    }
    String name = call.name().text();
    return switch (name) {
      case "random_categorical", "random_categorical_logit" ->
          primitive(call, arguments, Type.memberOf(lastDimension(arguments)));
      case "random_dirichlet" -> primitive(call, arguments, arguments.get(0).type());
      case "random_multinomial" ->
          primitive(call, arguments, Type.array(Type.INT, List.of(lastDimension(arguments))));
      default -> scalar(call, arguments);
    };
  }

  private static IndexSet lastDimension(List<Expr> arguments) {
    return arguments.get(arguments.size() - 1).type().dimensions().get(0);
  }

  private Expr scalar(Expression.Call call, List<Expr> arguments) {
    Optional<RandomOperation> operation = operation(call.name().text());
    if (operation.isEmpty() || operation.get().operands().size() != arguments.size()) {
      session.report(new NameProblem.UnknownFunction(call.name(), List.of(), Optional.empty()));
      return session.unknown(call.span());
    }
    List<Expr> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Type type = operation.get().operands().get(i) == Kind.INT ? Type.INT : Type.REAL;
      converted.add(expressions.conversions().requireScalar(arguments.get(i), type, "this"));
    }
    return primitive(call, converted, operation.get().result() == Kind.INT ? Type.INT : Type.REAL);
  }

  private static Optional<RandomOperation> operation(String name) {
    for (RandomOperation operation : RandomOperation.values()) {
      if (name.equals("random_" + operation.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  private static Expr primitive(Expression.Call call, List<Expr> arguments, Type type) {
    return new Expr.RandomPrimitive(call.name().text(), arguments, type, call.span());
  }
}
