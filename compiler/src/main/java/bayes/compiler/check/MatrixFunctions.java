package bayes.compiler.check;

import bayes.compiler.catalog.Function;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Calls of functions of matrices: the shapes of their arguments, the index sets of their values.
 */
final class MatrixFunctions {
  private final Session session;
  private final Expressions expressions;
  private final ArgumentRules rules;

  MatrixFunctions(Session session, Expressions expressions) {
    this.session = session;
    this.expressions = expressions;
    this.rules = new ArgumentRules(session, expressions);
  }

  /** The names of the functions, for suggestions. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(Set.of("eye"));
    for (MatrixOperation operation : MatrixOperation.values()) {
      if (!operation.isOfLibrary()) names.add(operation.function());
    }
    return names;
  }

  static Optional<MatrixOperation> operation(String name) {
    for (MatrixOperation operation : MatrixOperation.values()) {
      if (operation.isOfPlans()) continue;
      if (operation.function().equals(name)) return Optional.of(operation);
    }
    return Optional.empty();
  }

  Expr check(MatrixOperation operation, Expression.Call call, Scope scope) {
    if (operation == MatrixOperation.LOG_INSIDE) {
      return new GrammarCalls(session, expressions).logInside(call, scope);
    }
    Optional<List<Expression>> ordered = ordered(operation, call);
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expr> arguments = new ArrayList<>();
    for (Expression argument : ordered.get()) arguments.add(expressions.check(argument, scope));
    if (arguments.stream().anyMatch(Shapes::isUnknown)) return session.unknown(call.span());
    Optional<List<Expr>> checked =
        switch (operation) {
          case CHOLESKY, INVERSE, DET, LOG_DET, EIGEN_SYMMETRIC, MATRIX_EXP ->
              square(arguments, operation);
          case SOLVE_TRIANGULAR, SOLVE -> system(arguments, operation);
          case QR, SVD -> matrix(arguments.get(0), operation, false).map(List::of);
          case KRONECKER -> matrices(arguments, operation);
          case SUCCESS_COUNTS -> real(arguments.get(0), operation).map(List::of);
          case LOG_INSIDE,
              DISTINCT_ROWS,
              TUPLES,
              NUMBER_TUPLES,
              COUNT_TUPLES,
              TUPLE_ROW,
              KEYED_DIRICHLET,
              SQUARES_FACTOR,
              SQUARED_RESIDUALS,
              LOG_PATHS,
              PATH_MARGINALS ->
              throw new IllegalArgumentException(operation.function());
        };
    if (checked.isEmpty()) return session.unknown(call.span());
    Type type = type(operation, checked.get());
    return new Expr.MatrixFunction(operation, checked.get(), type, call.span());
  }

  /** The arguments in order; the last of {@code solve_triangular} may be left out. */
  private Optional<List<Expression>> ordered(MatrixOperation operation, Expression.Call call) {
    List<String> parameters = operation.parameters();
    int count = call.arguments().size();
    boolean lower = operation == MatrixOperation.SOLVE_TRIANGULAR && count == 2;
    if (lower) parameters = parameters.subList(0, 2);
    String name = operation.function();
    List<String> signatures =
        operation == MatrixOperation.SOLVE_TRIANGULAR
            ? List.of(name + "(t, b)", name + "(t, b, upper: true)")
            : List.of(name + "(" + String.join(", ", parameters) + ")");
    return rules.inOrder(call, parameters, signatures);
  }

  private Optional<List<Expr>> square(List<Expr> arguments, MatrixOperation operation) {
    return matrix(arguments.get(0), operation, true).map(List::of);
  }

  private Optional<List<Expr>> matrices(List<Expr> arguments, MatrixOperation operation) {
    Optional<Expr> first = matrix(arguments.get(0), operation, false);
    Optional<Expr> second = matrix(arguments.get(1), operation, false);
    return first.flatMap(a -> second.map(b -> List.of(a, b)));
  }

  private Optional<List<Expr>> system(List<Expr> arguments, MatrixOperation operation) {
    Optional<Expr> matrix = matrix(arguments.get(0), operation, true);
    Optional<Expr> right = real(arguments.get(1), operation);
    if (matrix.isEmpty() || right.isEmpty()) return Optional.empty();
    List<IndexSet> dimensions = right.get().type().dimensions();
    boolean shaped = dimensions.size() == 1 || dimensions.size() == 2;
    IndexSet rows = matrix.get().type().dimensions().get(0);
    if (!shaped || Shapes.match(rows, dimensions.get(0)) == Shapes.Match.DIFFERENT) {
      session.report(
          new TypeProblem.ShapesDiffer(
              right.get().span(),
              "the two sides of `" + operation.function() + "`",
              ExprText.of(matrix.get().type()),
              ExprText.of(right.get().type())));
      return Optional.empty();
    }
    List<Expr> checked = new ArrayList<>(List.of(matrix.get(), right.get()));
    if (arguments.size() == 3) {
      Expr upper =
          expressions
              .conversions()
              .requireScalar(arguments.get(2), Type.BOOL, "`upper` of `solve_triangular`");
      if (Shapes.isUnknown(upper)) return Optional.empty();
      checked.add(upper);
    }
    return Optional.of(checked);
  }

  private Optional<Expr> real(Expr argument, MatrixOperation operation) {
    Expr converted =
        expressions
            .conversions()
            .require(argument, Type.REAL, "the argument of `" + operation.function() + "`");
    return Optional.of(converted).filter(e -> !Shapes.isUnknown(e));
  }

  /** A matrix of reals, with as many rows as columns if it is to be square. */
  private Optional<Expr> matrix(Expr argument, MatrixOperation operation, boolean square) {
    Optional<Expr> converted = real(argument, operation);
    if (converted.isEmpty()) return Optional.empty();
    List<IndexSet> dimensions = argument.type().dimensions();
    boolean fits =
        dimensions.size() == 2
            && (!square
                || Shapes.match(dimensions.get(0), dimensions.get(1)) != Shapes.Match.DIFFERENT);
    if (fits) return converted;
    session.report(
        new TypeProblem.WrongType(
            argument.span(),
            "the argument of `" + operation.function() + "`",
            square ? "a square matrix" : "a matrix",
            ExprText.of(argument.type()),
            Optional.empty()));
    return Optional.empty();
  }

  private Type type(MatrixOperation operation, List<Expr> arguments) {
    List<IndexSet> first = arguments.get(0).type().dimensions();
    Span span = arguments.get(0).span();
    return switch (operation) {
      case CHOLESKY, MATRIX_EXP -> Type.array(Type.REAL, first);
      case INVERSE -> reals(first.get(1), first.get(0));
      case DET, LOG_DET -> Type.REAL;
      case LOG_INSIDE,
          DISTINCT_ROWS,
          TUPLES,
          NUMBER_TUPLES,
          COUNT_TUPLES,
          TUPLE_ROW,
          KEYED_DIRICHLET,
          SQUARES_FACTOR,
          SQUARED_RESIDUALS,
          LOG_PATHS,
          PATH_MARGINALS ->
          throw new IllegalArgumentException(operation.function());
      case SUCCESS_COUNTS -> {
        Expr trials = new Expr.Size(first.get(0), span);
        yield reals(new IndexSet.Size(integers("+", trials, new Expr.IntConstant(1, span))));
      }
      case EIGEN_SYMMETRIC -> {
        IndexSet numbers = new IndexSet.Size(new Expr.Size(first.get(0), span));
        yield new Type.Tuple(List.of(reals(numbers), reals(first.get(0), numbers)));
      }
      case QR ->
          new Type.Tuple(
              List.of(reals(first.get(0), first.get(1)), reals(first.get(1), first.get(1))));
      case SVD -> {
        IndexSet numbers =
            new IndexSet.Size(
                integers(
                    "min", new Expr.Size(first.get(0), span), new Expr.Size(first.get(1), span)));
        yield new Type.Tuple(
            List.of(reals(first.get(0), numbers), reals(numbers), reals(first.get(1), numbers)));
      }
      case KRONECKER -> {
        List<IndexSet> second = arguments.get(1).type().dimensions();
        List<IndexSet> result = new ArrayList<>();
        for (int d = 0; d < 2; d++) {
          Expr rows = new Expr.Size(first.get(d), span);
          Expr each = new Expr.Size(second.get(d), span);
          result.add(new IndexSet.Size(integers("*", rows, each)));
        }
        yield Type.array(Type.REAL, result);
      }
      case SOLVE_TRIANGULAR, SOLVE -> {
        List<IndexSet> right = arguments.get(1).type().dimensions();
        List<IndexSet> result = new ArrayList<>(first.subList(1, 2));
        result.addAll(right.subList(1, right.size()));
        yield Type.array(Type.REAL, result);
      }
    };
  }

  /** {@code eye(S)}: 1 where both indices are the same, 0 elsewhere. */
  Expr eye(Expression.Call call, Scope scope) {
    Span span = call.span();
    if (call.arguments().size() != 1) {
      rules.wrongCount(call, List.of("eye(S)"));
      return session.unknown(span);
    }
    Optional<IndexSet> set = expressions.sets().dimension(call.arguments().get(0).value(), scope);
    if (set.isEmpty()) return session.unknown(span);
    Expr.Binder row = session.freshBinder(set.get(), span);
    Expr.Binder column = session.freshBinder(set.get(), span);
    Function equal = session.library().catalog().scalarFunctions("==").get(0);
    List<Expr> both =
        List.of(new Expr.Variable(row.symbol(), span), new Expr.Variable(column.symbol(), span));
    Expr element =
        new Expr.Conditional(
            new Expr.Apply(equal, both, Type.BOOL, span),
            new Expr.RealConstant(1, span),
            new Expr.RealConstant(0, span),
            Type.REAL,
            span);
    Type type = reals(set.get(), set.get());
    return new Expr.Comprehension(List.of(row, column), Optional.empty(), element, type, span);
  }

  private static Type reals(IndexSet... dimensions) {
    return Type.array(Type.REAL, List.of(dimensions));
  }

  private Expr integers(String function, Expr a, Expr b) {
    Function integer =
        session.library().catalog().scalarFunctions(function).stream()
            .filter(f -> f.parameters().size() == 2)
            .findFirst()
            .orElseThrow();
    return new Expr.Apply(integer, List.of(a, b), Type.INT, a.span());
  }
}
