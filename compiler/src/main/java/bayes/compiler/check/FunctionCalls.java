package bayes.compiler.check;

import bayes.compiler.catalog.Function;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of functions that are declared: in the language, or as scalar functions in the catalog. */
final class FunctionCalls {
  private final Session session;
  private final Expressions expressions;
  private final ArgumentRules rules;

  FunctionCalls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.rules = new ArgumentRules(session, expressions);
  }

  /** A function of the catalog. */
  Expr scalar(Expression.Call call, Scope scope) {
    String name = call.name().text();
    List<Function> overloads = session.library().catalog().scalarFunctions(name);
    List<Function> fitting =
        overloads.stream().filter(f -> f.parameters().size() == call.arguments().size()).toList();
    List<String> signatures =
        overloads.stream()
            .map(f -> name + "(" + String.join(", ", f.parameterNames()) + ")")
            .distinct()
            .toList();
    if (fitting.isEmpty()) {
      rules.wrongCount(call, signatures);
      return session.unknown(call.span());
    }
    Optional<List<Expression>> ordered =
        rules.inOrder(call, fitting.get(0).parameterNames(), signatures);
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expr> arguments = new ArrayList<>();
    for (Expression argument : ordered.get()) arguments.add(expressions.check(argument, scope));
    return expressions.operators().apply(name, arguments, call.span());
  }

  /** A function in the language. */
  Expr function(FunctionEntry entry, Expression.Call call, Scope scope) {
    FunctionDefinition definition = entry.definition();
    List<String> names = definition.parameters().stream().map(Symbol::name).toList();
    List<String> signature = List.of(definition.name() + "(" + String.join(", ", names) + ")");
    Optional<List<Expression>> ordered = rules.inOrder(call, names, signature);
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expr> arguments = new ArrayList<>();
    for (Expression argument : ordered.get()) arguments.add(expressions.check(argument, scope));
    if (arguments.stream().anyMatch(Shapes::isUnknown) || Shapes.isUnknown(definition.body())) {
      return session.unknown(call.span());
    }
    boolean scalars =
        definition.parameters().stream().allMatch(p -> p.type().dimensions().isEmpty());
    boolean arrays = arguments.stream().anyMatch(a -> !a.type().dimensions().isEmpty());
    return scalars && arrays ? elementwise(entry, arguments, call) : called(entry, arguments, call);
  }

  /** Of several declarations, the one whose parameters have the arguments' dimensions. */
  Expr overloaded(List<FunctionEntry> entries, Expression.Call call, Scope scope) {
    List<FunctionEntry> fitting = new ArrayList<>();
    List<String> signatures = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    for (Expression.Argument argument : call.arguments()) {
      ranks.add(expressions.check(argument.value(), scope).type().dimensions().size());
    }
    for (FunctionEntry entry : entries) {
      List<Symbol> parameters = entry.definition().parameters();
      List<String> names = parameters.stream().map(Symbol::name).toList();
      signatures.add(call.name().text() + "(" + String.join(", ", names) + ")");
      if (parameters.size() == ranks.size()) fitting.add(entry);
    }
    if (fitting.isEmpty()) {
      rules.wrongCount(call, signatures.stream().distinct().toList());
      return session.unknown(call.span());
    }
    FunctionEntry chosen =
        fitting.stream().filter(e -> takes(e, call, ranks)).findFirst().orElse(fitting.get(0));
    return function(chosen, call, scope);
  }

  private static boolean takes(FunctionEntry entry, Expression.Call call, List<Integer> ranks) {
    List<Symbol> parameters = entry.definition().parameters();
    for (int i = 0; i < ranks.size(); i++) {
      Optional<Name> name = call.arguments().get(i).name();
      Symbol parameter = parameters.get(i);
      if (name.isPresent()) {
        Optional<Symbol> named =
            parameters.stream().filter(p -> p.name().equals(name.get().text())).findFirst();
        if (named.isEmpty()) return false;
        parameter = named.get();
      }
      if (parameter.type().dimensions().size() != ranks.get(i)) return false;
    }
    return true;
  }

  /** A function of scalars at arrays. */
  private Expr elementwise(FunctionEntry entry, List<Expr> arguments, Expression.Call call) {
    Span span = call.span();
    Optional<List<IndexSet>> common = Shapes.common(arguments);
    if (common.isEmpty()) {
      List<Expr> arrays = arguments.stream().filter(a -> !a.type().dimensions().isEmpty()).toList();
      session.report(
          new TypeProblem.ShapesDiffer(
              span,
              "the arguments of `" + call.name() + "`",
              ExprText.of(arrays.get(0).type()),
              ExprText.of(arrays.get(arrays.size() - 1).type())));
      return session.unknown(span);
    }
    List<Expr.Binder> binders =
        common.get().stream().map(set -> session.freshBinder(set, span)).toList();
    List<Elements.Place> places = binders.stream().map(b -> Elements.Place.of(b, span)).toList();
    List<Expr> elements =
        arguments.stream().map(a -> expressions.elements().at(a, places)).toList();
    Expr value = called(entry, elements, call);
    if (Shapes.isUnknown(value)) return value;
    if (!(value.type() instanceof Type.Tuple)) return over(binders, common.get(), value, span);
    List<Expr> arrays = new ArrayList<>();
    for (Expr part : new Tuples(session).parts(value)) {
      arrays.add(over(binders, common.get(), part, span));
    }
    return new Expr.Tuple(arrays, span);
  }

  private static Expr over(List<Expr.Binder> binders, List<IndexSet> plate, Expr value, Span span) {
    List<IndexSet> sets = new ArrayList<>(plate);
    sets.addAll(value.type().dimensions());
    return new Expr.Comprehension(
        binders, Optional.empty(), value, Type.array(value.type().element(), sets), span);
  }

  /** A call whose arguments are in the order of the parameters. */
  Expr called(FunctionEntry entry, List<Expr> arguments, Expression.Call call) {
    FunctionDefinition definition = entry.definition();
    Map<Symbol, IndexSet> bound = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      Symbol parameter = definition.parameters().get(i);
      Expr argument = arguments.get(i);
      if (!Dimensions.bind(parameter.type().dimensions(), argument.type().dimensions(), bound)) {
        session.report(
            new TypeProblem.WrongType(
                argument.span(),
                "`" + parameter.name() + "` of `" + definition.name() + "`",
                "of type `" + ExprText.of(parameter.type()) + "`",
                ExprText.of(argument.type()),
                Optional.empty()));
        return session.unknown(call.span());
      }
    }
    Substitution actual = Substitution.ofDimensions(bound);
    Map<Symbol, Expr> values = new HashMap<>();
    List<Expr> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Symbol parameter = definition.parameters().get(i);
      String what = "`" + parameter.name() + "` of `" + definition.name() + "`";
      Expr argument =
          expressions
              .conversions()
              .require(arguments.get(i), actual.type(parameter.type().element()), what);
      if (Shapes.isUnknown(argument)) return session.unknown(call.span());
      converted.add(argument);
      values.put(parameter, argument);
    }
    new Supports(session).checkArguments(entry, converted);
    Type result = new Substitution(values, bound).type(entry.result());
    return new Expr.CallFunction(definition, converted, result, call.span());
  }
}
