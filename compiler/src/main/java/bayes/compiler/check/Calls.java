package bayes.compiler.check;

import bayes.compiler.catalog.Function;
import bayes.compiler.diagnostic.Suggestions;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Expr.Reduction;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FunctionDefinition;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.SolverFunction;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import bayes.compiler.syntax.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Calls of functions: reductions, scalar functions of the catalog, functions in the language. */
final class Calls {
  static final Set<String> BUILT_IN =
      Set.of(
          "sum",
          "prod",
          "mean",
          "variance",
          "sd",
          "min",
          "max",
          "argmin",
          "argmax",
          "any",
          "all",
          "count",
          "log_sum_exp",
          "softmax",
          "log_softmax",
          "cumsum",
          "cumprod",
          "concat",
          "rep",
          "linspace",
          "reverse",
          "head",
          "tail",
          "diff",
          "where",
          "sort",
          "order",
          "rank",
          "quantile",
          "interpolate",
          "dot",
          "size",
          "index",
          "len",
          "log_density",
          "cdf");

  private final Session session;
  private final Expressions expressions;

  Calls(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
  }

  Expr check(Expression.Call call, Scope scope) {
    String name = call.name().text();
    int count = call.arguments().size();
    if (count == 1 && reduction(name).isPresent()) {
      return reduce(reduction(name).get(), call, scope);
    }
    switch (name) {
      case "log_density":
        return logDensity(call, scope);
      case "cdf":
        return new DistributionValues(session, expressions).check(Quantity.CDF, call, scope);
      case "quantile":
        return isOfDistribution(call)
            ? new DistributionValues(session, expressions).check(Quantity.QUANTILE, call, scope)
            : new ArrayCalls(session, expressions).check(call, scope);
      case "size":
        return size(call, scope);
      case "len":
        return length(call, scope);
      case "index":
        return position(call, scope);
      case "softmax":
        return vector(Expr.VectorFunction.Kind.SOFTMAX, call, scope);
      case "log_softmax":
        return vector(Expr.VectorFunction.Kind.LOG_SOFTMAX, call, scope);
      case "cumsum":
        return vector(Expr.VectorFunction.Kind.CUMSUM, call, scope);
      case "cumprod":
        return vector(Expr.VectorFunction.Kind.CUMPROD, call, scope);
      case "dot":
        return dot(call, scope);
      case "concat",
      "rep",
      "linspace",
      "reverse",
      "head",
      "tail",
      "diff",
      "where",
      "sort",
      "order",
      "rank",
      "interpolate":
        return new ArrayCalls(session, expressions).check(call, scope);
      default:
        break;
    }
    if (name.equals("eye")) return new MatrixFunctions(session, expressions, this).eye(call, scope);
    Optional<MatrixOperation> matrix = MatrixFunctions.operation(name);
    if (matrix.isPresent()) {
      return new MatrixFunctions(session, expressions, this).check(matrix.get(), call, scope);
    }
    SolverCalls solvers = new SolverCalls(session, expressions, this);
    Optional<SolverFunction> solver = SolverCalls.function(name);
    if (solver.isPresent()) return solvers.check(solver.get(), call, scope);
    if (name.equals(SolverCalls.INFINITY)) return solvers.infinity(call);
    Optional<FunctionEntry> own = Optional.ofNullable(session.functions().get(name));
    if (own.isPresent()) return function(own.get(), call, scope);
    if (!session.library().catalog().scalarFunctions(name).isEmpty()) return scalar(call, scope);
    List<FunctionEntry> matrices = session.library().matrixFunction(name);
    if (!matrices.isEmpty()) return overloaded(matrices, call, scope);
    Optional<FunctionEntry> library = session.library().function(name);
    if (library.isPresent()) return function(library.get(), call, scope);
    if (name.startsWith("random_") && session.isOfLibrary()) {
      return new Primitives(session, expressions).check(call, scope);
    }
    reportUnknown(call.name());
    return session.unknown(call.span());
  }

  /** Whether the first argument is a distribution, or is meant to be one. */
  private boolean isOfDistribution(Expression.Call call) {
    if (call.arguments().isEmpty()) return false;
    Expression first = call.arguments().get(0).value();
    while (first instanceof Expression.Parenthesised p) first = p.inner();
    if (!new Distributions(session, expressions).declarations(first).isEmpty()) return true;
    return first instanceof Expression.Call of
        && Character.isUpperCase(of.name().text().codePointAt(0));
  }

  /** {@code len(x)}: how many elements, or rows, an array has. */
  private Expr length(Expression.Call call, Scope scope) {
    Optional<Expr> argument = single(call, scope);
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
    if (array instanceof Expr.Variable v && session.ragged().of(v.symbol()).isPresent()) {
      first = session.ragged().of(v.symbol()).get().outer().get(0).set();
    }
    return first instanceof IndexSet.Size size ? size.size() : new Expr.Size(first, call.span());
  }

  void reportUnknown(Name name) {
    String text = name.text();
    if (session.failed().contains(text)) {
      if (session.declaring().filter(text::equals).isPresent()) {
        session.report(ModelProblem.recursive(name.span(), text));
      }
      return;
    }
    if (Primitives.isPrimitive(text)) {
      session.report(ModelProblem.randomOutsideSampler(name.span()));
      return;
    }
    if (Planned.functions().contains(text)) {
      session.report(ModelProblem.unsupported(name.span(), "the function `" + text + "`"));
      return;
    }
    Optional<String> instead = StanNames.functionInstead(text);
    if (session.distributions().containsKey(text)
        || session.library().hasDistribution(text)
        || Wrappers.names().contains(text)) {
      instead =
          Optional.of(
              "`"
                  + text
                  + "` is a distribution: write `x ~ "
                  + text
                  + "(...)` or `log_density("
                  + text
                  + "(...), x)`");
    } else if (Planned.distributions().contains(text)) {
      session.report(ModelProblem.unsupported(name.span(), "the distribution `" + text + "`"));
      return;
    }
    Set<String> names = new TreeSet<>(session.library().catalog().functionNames());
    names.addAll(session.functions().keySet());
    names.addAll(BUILT_IN);
    names.addAll(MatrixFunctions.names());
    names.addAll(SolverCalls.names());
    session.report(
        new NameProblem.UnknownFunction(name, Suggestions.nearest(text, names, 3), instead));
  }

  // ---- reductions and functions of arrays ----

  private static Optional<Reduction> reduction(String name) {
    for (Reduction reduction : Reduction.values()) {
      if (reduction.name().toLowerCase(Locale.ROOT).equals(name)) return Optional.of(reduction);
    }
    return Optional.empty();
  }

  private Expr reduce(Reduction reduction, Expression.Call call, Scope scope) {
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

  private Optional<Expr> single(Expression.Call call, Scope scope) {
    if (call.arguments().size() == 1) {
      return Optional.of(expressions.check(call.arguments().get(0).value(), scope));
    }
    wrongCount(call, List.of(call.name() + "(x)"));
    return Optional.empty();
  }

  void wrongCount(Expression.Call call, List<String> signatures) {
    session.report(
        new TypeProblem.WrongArgumentCount(
            call.span(), call.name().text(), signatures, call.arguments().size()));
  }

  private Expr vector(Expr.VectorFunction.Kind kind, Expression.Call call, Scope scope) {
    Optional<Expr> argument = single(call, scope);
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
    if (!requireVector(vector, call.name().text())) return session.unknown(call.span());
    return new Expr.VectorFunction(kind, vector, vector.type(), call.span());
  }

  private boolean requireVector(Expr expr, String function) {
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

  private Expr dot(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 2) {
      wrongCount(call, List.of("dot(x, y)"));
      return session.unknown(call.span());
    }
    Expression left = call.arguments().get(0).value();
    Expression right = call.arguments().get(1).value();
    Expr a = expressions.check(left, scope);
    Expr b = expressions.check(right, scope);
    if (Shapes.isUnknown(a) || Shapes.isUnknown(b)) return session.unknown(call.span());
    if (!requireVector(a, "dot") || !requireVector(b, "dot")) return session.unknown(call.span());
    return expressions
        .operators()
        .binary(
            new Expression.Binary(
                Expression.BinaryOperator.MATRIX_MULTIPLY, left, right, call.span()),
            a,
            b);
  }

  private Expr size(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 1) {
      wrongCount(call, List.of("size(S)"));
      return session.unknown(call.span());
    }
    Expression argument = call.arguments().get(0).value();
    if (expressions.sets().isSet(argument, scope)) {
      Optional<IndexSet> set = expressions.sets().set(argument, scope);
      return set.isPresent() ? new Expr.Size(set.get(), call.span()) : session.unknown(call.span());
    }
    Expr array = expressions.check(argument, scope);
    if (Shapes.isUnknown(array) || !requireVector(array, "size")) {
      return session.unknown(call.span());
    }
    return new Expr.Size(array.type().dimensions().get(0), call.span());
  }

  private Expr position(Expression.Call call, Scope scope) {
    Optional<Expr> argument = single(call, scope);
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

  private Expr logDensity(Expression.Call call, Scope scope) {
    if (call.arguments().size() != 2) {
      wrongCount(call, List.of("log_density(D, x)"));
      return session.unknown(call.span());
    }
    Distributions distributions = new Distributions(session, expressions);
    Optional<Distributions.Resolved> resolved =
        distributions.resolve(call.arguments().get(0).value(), scope);
    Expr point = expressions.check(call.arguments().get(1).value(), scope);
    if (!Shapes.isUnknown(point)) {
      resolved = resolved.flatMap(r -> distributions.on(r, session.intervals().constraint(point)));
    }
    if (resolved.isEmpty() || Shapes.isUnknown(point)) return session.unknown(call.span());
    Type event = resolved.get().definition().event();
    if (event.dimensions().size() != point.type().dimensions().size()) {
      session.report(
          new TypeProblem.WrongType(
              point.span(),
              "the point of `log_density`",
              "one draw of `" + resolved.get().definition().name() + "`",
              ExprText.of(point.type()),
              Optional.of("write `sum(log_density(D, x[i]) for i in S)`")));
      return session.unknown(call.span());
    }
    Optional<DistributionCall> distribution =
        distributions.at(resolved.get(), List.of(), List.of(), point.type().dimensions());
    if (distribution.isEmpty()) return session.unknown(call.span());
    Expr converted =
        expressions
            .conversions()
            .require(point, distribution.get().event().element(), "the point of `log_density`");
    if (Shapes.isUnknown(converted)) return session.unknown(call.span());
    return new Expr.LogDensity(distribution.get(), converted, call.span());
  }

  // ---- scalar functions and functions in the language ----

  private Expr scalar(Expression.Call call, Scope scope) {
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
      wrongCount(call, signatures);
      return session.unknown(call.span());
    }
    Optional<List<Expression>> ordered = inOrder(call, fitting.get(0).parameterNames(), signatures);
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expr> arguments = new ArrayList<>();
    for (Expression argument : ordered.get()) arguments.add(expressions.check(argument, scope));
    return expressions.operators().apply(name, arguments, call.span());
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

  private Expr function(FunctionEntry entry, Expression.Call call, Scope scope) {
    FunctionDefinition definition = entry.definition();
    List<String> names = definition.parameters().stream().map(Symbol::name).toList();
    List<String> signature = List.of(definition.name() + "(" + String.join(", ", names) + ")");
    Optional<List<Expression>> ordered = inOrder(call, names, signature);
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
  private Expr overloaded(List<FunctionEntry> entries, Expression.Call call, Scope scope) {
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
      wrongCount(call, signatures.stream().distinct().toList());
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
