package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.Type;
import bayes.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calls of functions of matrices: the shapes of their arguments, the index sets of their values.
 */
final class MatrixFunctions {
  private final Session session;
  private final Expressions expressions;
  private final Calls calls;

  MatrixFunctions(Session session, Expressions expressions, Calls calls) {
    this.session = session;
    this.expressions = expressions;
    this.calls = calls;
  }

  /** The names of the functions, for suggestions. */
  static Set<String> names() {
    return Arrays.stream(MatrixOperation.values())
        .map(MatrixOperation::function)
        .collect(Collectors.toSet());
  }

  static Optional<MatrixOperation> operation(String name) {
    for (MatrixOperation operation : MatrixOperation.values()) {
      if (operation.function().equals(name)) return Optional.of(operation);
    }
    return Optional.empty();
  }

  Expr check(MatrixOperation operation, Expression.Call call, Scope scope) {
    Optional<List<Expression>> ordered = ordered(operation, call);
    if (ordered.isEmpty()) return session.unknown(call.span());
    List<Expr> arguments = new ArrayList<>();
    for (Expression argument : ordered.get()) arguments.add(expressions.check(argument, scope));
    if (arguments.stream().anyMatch(Shapes::isUnknown)) return session.unknown(call.span());
    Optional<List<Expr>> checked =
        switch (operation) {
          case CHOLESKY -> square(arguments, operation);
          case SOLVE_TRIANGULAR -> system(arguments, operation);
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
    return calls.inOrder(call, parameters, signatures);
  }

  private Optional<List<Expr>> square(List<Expr> arguments, MatrixOperation operation) {
    return matrix(arguments.get(0), operation, true).map(List::of);
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

  private static Type type(MatrixOperation operation, List<Expr> arguments) {
    List<IndexSet> first = arguments.get(0).type().dimensions();
    return switch (operation) {
      case CHOLESKY -> Type.array(Type.REAL, first);
      case SOLVE_TRIANGULAR -> {
        List<IndexSet> right = arguments.get(1).type().dimensions();
        List<IndexSet> result = new ArrayList<>(first.subList(1, 2));
        result.addAll(right.subList(1, right.size()));
        yield Type.array(Type.REAL, result);
      }
    };
  }
}
