package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Expression.Subscript;
import bayes.compiler.syntax.Name;
import bayes.compiler.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Bodies of functions, densities and samplers as one expression each: {@code let} becomes {@link
 * Expr.LetIn}, {@code if} a {@link Expr.Conditional}.
 */
final class Bodies {
  private final Session session;
  private final Expressions expressions;
  private final boolean random;
  private final Map<Symbol, Expr> locals = new HashMap<>();

  /** {@code random}: a sampler's body, which may draw. */
  Bodies(Session session, Expressions expressions, boolean random) {
    this.session = session;
    this.expressions = expressions;
    this.random = random;
  }

  /** The value that a body returns; none after a report. */
  Optional<Expr> check(List<Statement> body, Scope scope, Span span) {
    if (!returns(body)) {
      session.report(
          ModelProblem.at(
              CheckCode.M0113, span, "not every way through this body returns", "no `return`"));
      return Optional.empty();
    }
    return Optional.of(from(body, 0, scope, Optional.empty()));
  }

  /** A type whose sizes may be locals of a body, in terms of the parameters. */
  Type withoutLocals(Type type) {
    if (type instanceof Type.Tuple tuple) {
      return new Type.Tuple(tuple.parts().stream().map(this::withoutLocals).toList());
    }
    Substitution values = Substitution.ofValues(locals);
    Type result = type;
    while (result.dimensions().stream()
        .flatMap(set -> FreeSymbols.of(set).stream())
        .anyMatch(locals::containsKey)) {
      result = values.type(result);
    }
    return result;
  }

  private static boolean returns(List<Statement> body) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Return) return true;
      if (statement instanceof Statement.If branch
          && returns(branch.then())
          && returns(branch.otherwise())) {
        return true;
      }
    }
    return false;
  }

  /** The value of the statements from {@code at} on; {@code end} is the value where they end. */
  private Expr from(
      List<Statement> body, int at, Scope scope, Optional<Function<Scope, Expr>> end) {
    if (at == body.size()) return end.orElseThrow().apply(scope);
    Statement statement = body.get(at);
    if (statement instanceof Statement.Return result) {
      if (at + 1 < body.size()) {
        session.report(
            ModelProblem.misplaced(body.get(at + 1).span(), "a statement", "after `return`"));
      }
      return expressions.results(result.value(), scope);
    }
    if (statement instanceof Statement.LetTuple let) {
      Expr value = expressions.results(let.value(), scope);
      Tuples.Taken taken = new Tuples(session).take(value, let.names(), let.span());
      taken.whole().ifPresent(symbol -> define(symbol, value));
      Expr rest = parts(taken, let.names(), 0, scope, () -> from(body, at + 1, scope, end));
      return taken.whole().<Expr>map(s -> new Expr.LetIn(s, value, rest)).orElse(rest);
    }
    if (statement instanceof Statement.Let let) {
      Optional<Expr> value = value(let.target(), let.value(), scope);
      return bound(let.target().name(), value, scope, body, at, end);
    }
    if (statement instanceof Statement.Draw draw && random) {
      Optional<Expr> value = draw(draw, scope);
      return bound(draw.target().name(), value, scope, body, at, end);
    }
    if (statement instanceof Statement.If branch) return branch(branch, body, at, scope, end);
    session.report(
        ModelProblem.misplaced(
            statement.span(),
            "this statement",
            random ? "in a sampler" : "in a function: it is made of `let`, `if` and `return`"));
    if (statement instanceof Statement.Draw draw) {
      return bound(draw.target().name(), Optional.empty(), scope, body, at, end);
    }
    return from(body, at + 1, scope, end);
  }

  /** The names of a tuple from {@code index} on, for what follows. */
  private Expr parts(
      Tuples.Taken taken, List<Name> names, int index, Scope scope, Supplier<Expr> rest) {
    if (index == names.size()) return rest.get();
    Name name = names.get(index);
    Expr value = taken.parts().get(index);
    Symbol symbol = session.symbol(name.text(), Symbol.Role.LOCAL, value.type(), name.span());
    if (!Shapes.isUnknown(value)) define(symbol, value);
    expressions.sets().declare(name, symbol, scope);
    return new Expr.LetIn(symbol, value, parts(taken, names, index + 1, scope, rest));
  }

  private void define(Symbol symbol, Expr value) {
    session.define(symbol, value);
    locals.put(symbol, value);
  }

  private Expr bound(
      Name name,
      Optional<Expr> value,
      Scope scope,
      List<Statement> body,
      int at,
      Optional<Function<Scope, Expr>> end) {
    Expr defined = value.orElseGet(() -> session.unknown(name.span()));
    Symbol symbol = session.symbol(name.text(), Symbol.Role.LOCAL, defined.type(), name.span());
    if (!Shapes.isUnknown(defined)) define(symbol, defined);
    expressions.sets().declare(name, symbol, scope);
    return new Expr.LetIn(symbol, defined, from(body, at + 1, scope, end));
  }

  private Optional<Expr> value(Statement.Target target, Expression value, Scope scope) {
    return over(target, scope, inner -> Optional.of(expressions.check(value, inner)));
  }

  private Optional<Expr> draw(Statement.Draw draw, Scope scope) {
    if (draw.type().isPresent()) {
      session.report(ModelProblem.unsupported(draw.span(), "a typed draw in a sampler"));
      return Optional.empty();
    }
    Distributions distributions = new Distributions(session, expressions);
    return over(
        draw.target(),
        scope,
        inner ->
            distributions
                .resolve(draw.distribution(), inner)
                .flatMap(r -> distributions.at(r, List.of(), List.of(), List.of()))
                .map(call -> randomDraw(call)));
  }

  private static Expr randomDraw(DistributionCall call) {
    return new Expr.RandomDraw(call, call.event(), call.span());
  }

  /** A value, or the array of values for the binders of the target. */
  private Optional<Expr> over(
      Statement.Target target, Scope scope, Function<Scope, Optional<Expr>> element) {
    if (target.subscripts().isEmpty()) return element.apply(scope);
    Scope inner = scope.inner();
    List<Expr.Binder> binders = new ArrayList<>();
    List<IndexSet> sets = new ArrayList<>();
    for (Subscript subscript : target.subscripts()) {
      if (!(subscript instanceof Subscript.Bind bind)) {
        session.report(ModelProblem.indexNotFixed(subscript.span(), target.name().text()));
        return Optional.empty();
      }
      Expr.Binder binder = expressions.sets().bind(bind.binder(), inner);
      binders.add(binder);
      sets.add(binder.set());
    }
    Optional<Expr> value = element.apply(inner).filter(v -> !Shapes.isUnknown(v));
    return value.map(
        v -> {
          List<IndexSet> all = new ArrayList<>(sets);
          all.addAll(v.type().dimensions());
          return new Expr.Comprehension(
              binders, Optional.empty(), v, Type.array(v.type().element(), all), target.span());
        });
  }

  /** Where both branches go on, only the names that both define are visible after them. */
  private Expr branch(
      Statement.If branch,
      List<Statement> body,
      int at,
      Scope scope,
      Optional<Function<Scope, Expr>> end) {
    Expr condition =
        expressions
            .conversions()
            .requireScalar(
                expressions.check(branch.condition(), scope), Type.BOOL, "the condition");
    boolean thenReturns = returns(branch.then());
    boolean otherwiseReturns = returns(branch.otherwise());
    Scope thenScope = scope.inner();
    Scope otherwiseScope = scope.inner();
    if (thenReturns || otherwiseReturns) {
      Function<Scope, Expr> rest = inner -> from(body, at + 1, inner, end);
      Optional<Function<Scope, Expr>> after = Optional.of(rest);
      Expr then = from(branch.then(), 0, thenScope, thenReturns ? Optional.empty() : after);
      Expr otherwise =
          from(branch.otherwise(), 0, otherwiseScope, otherwiseReturns ? Optional.empty() : after);
      return expressions.operators().choose(condition, then, otherwise, branch.span());
    }
    return merged(branch, condition, body, at, scope, end);
  }

  private Expr merged(
      Statement.If branch,
      Expr condition,
      List<Statement> body,
      int at,
      Scope scope,
      Optional<Function<Scope, Expr>> end) {
    Set<String> names = defined(branch.then());
    names.retainAll(defined(branch.otherwise()));
    List<Symbol> symbols = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (String name : names) {
      Function<Scope, Expr> read =
          inner ->
              expressions.check(
                  new Expression.NameUse(new Name(name, branch.span()), branch.span()), inner);
      Expr then = from(branch.then(), 0, scope.inner(), Optional.of(read));
      Expr otherwise = from(branch.otherwise(), 0, scope.inner(), Optional.of(read));
      Expr value = expressions.operators().choose(condition, then, otherwise, branch.span());
      Symbol symbol = session.symbol(name, Symbol.Role.LOCAL, value.type(), branch.span());
      if (!Shapes.isUnknown(value)) define(symbol, value);
      symbols.add(symbol);
      values.add(value);
    }
    for (Symbol symbol : symbols) {
      expressions.sets().declare(new Name(symbol.name(), symbol.declared()), symbol, scope);
    }
    Expr result = from(body, at + 1, scope, end);
    for (int i = symbols.size() - 1; i >= 0; i--) {
      result = new Expr.LetIn(symbols.get(i), values.get(i), result);
    }
    return result;
  }

  private static Set<String> defined(List<Statement> body) {
    Set<String> names = new LinkedHashSet<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.Let let) names.add(let.target().name().text());
      if (statement instanceof Statement.LetTuple let) {
        let.names().forEach(name -> names.add(name.text()));
      }
      if (statement instanceof Statement.If branch) {
        Set<String> both = defined(branch.then());
        both.retainAll(defined(branch.otherwise()));
        names.addAll(both);
      }
    }
    return names;
  }
}
