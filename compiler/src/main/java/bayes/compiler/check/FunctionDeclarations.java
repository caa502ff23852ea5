package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Statement;
import bayes.compiler.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Declarations of functions: {@code fun f(x: real) -> real { ... }}. */
final class FunctionDeclarations {
  private final Session session;
  private final Expressions expressions;
  private final Types types;
  private final Bodies bodies;

  FunctionDeclarations(Session session) {
    this.session = session;
    this.expressions = new Expressions(session);
    this.types = new Types(session, expressions);
    this.bodies = new Bodies(session, expressions, false);
  }

  Optional<FunctionEntry> check(Statement.FunctionDeclaration declaration, Scope file) {
    Scope scope = file.setsOnly().inner();
    List<Symbol> parameters = new ArrayList<>();
    List<Support> supports = new ArrayList<>();
    List<IndexSet.Parameter> dimensions = new ArrayList<>();
    boolean failed = false;
    for (Statement.Parameter parameter : declaration.parameters()) {
      Optional<Types.Declared> type =
          parameter.type().name().text().equals("set")
              ? notHere(parameter)
              : types.check(parameter.type(), scope, Optional.of(dimensions));
      failed |= type.isEmpty();
      Symbol symbol =
          session.symbol(
              parameter.name().text(),
              Symbol.Role.PARAMETER,
              type.map(Types.Declared::type).orElse(Type.UNKNOWN),
              parameter.name().span());
      expressions.sets().declare(parameter.name(), symbol, scope);
      Support support = type.map(Types.Declared::support).orElse(Support.WHOLE);
      session.intervals().declare(symbol, support);
      parameters.add(symbol);
      supports.add(support);
    }
    Optional<Expr> body =
        bodies
            .check(declaration.body(), scope, declaration.span())
            .filter(b -> !Shapes.isUnknown(b));
    if (body.isPresent() && !declaration.results().isEmpty()) {
      body = results(declaration.results(), body.get(), scope);
    }
    if (failed || body.isEmpty()) return Optional.empty();
    return Optional.of(
        new FunctionEntry(
            new FunctionDefinition(declaration.name().text(), parameters, dimensions, body.get()),
            supports,
            bodies.withoutLocals(body.get().type())));
  }

  private Optional<Types.Declared> notHere(Statement.Parameter parameter) {
    session.report(ModelProblem.unsupported(parameter.span(), "a set as a function's parameter"));
    return Optional.empty();
  }

  private Optional<Expr> results(List<TypeSyntax> results, Expr body, Scope scope) {
    boolean one = results.size() == 1 && !(body.type() instanceof Type.Tuple);
    if (one) return result(results.get(0), body, scope);
    boolean fits =
        body.type() instanceof Type.Tuple tuple && tuple.parts().size() == results.size();
    if (!fits) {
      session.report(TypeProblem.WrongTuple.ofResults(body.span(), results.size(), body.type()));
      return Optional.empty();
    }
    List<Expr> parts = new ArrayList<>();
    List<Expr> values = new Tuples(session).parts(body);
    for (int i = 0; i < values.size(); i++) {
      result(results.get(i), values.get(i), scope).ifPresent(parts::add);
    }
    if (parts.size() < values.size()) return Optional.empty();
    return Optional.of(parts.equals(values) ? body : new Expr.Tuple(parts, body.span()));
  }

  private Optional<Expr> result(TypeSyntax syntax, Expr body, Scope scope) {
    Optional<Types.Declared> declared = types.check(syntax, scope, Optional.empty());
    if (declared.isEmpty()) return Optional.empty();
    if (!Shapes.match(declared.get().type().dimensions(), body.type().dimensions())) {
      session.report(
          new TypeProblem.WrongType(
              body.span(),
              "the result",
              "of type `" + ExprText.of(declared.get().type()) + "`",
              ExprText.of(body.type()),
              Optional.empty()));
      return Optional.empty();
    }
    return Optional.of(
            expressions.conversions().require(body, declared.get().type().element(), "the result"))
        .filter(e -> !Shapes.isUnknown(e));
  }
}
