package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import bayes.compiler.source.SourceText;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Functions of matrices as calls of primitives on pieces of arrays, made as early as their
 * arguments allow: of a matrix that is the same for all rows of a plate, once.
 */
final class MatrixFunctionLowering {
  private final SourceText source;
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  MatrixFunctionLowering(SourceText source, Emitter emitter, ExpressionLowering expressions) {
    this.source = source;
    this.emitter = emitter;
    this.expressions = expressions;
  }

  View lower(Expr.MatrixFunction function, Environment environment) {
    List<View> arguments = new ArrayList<>();
    for (Expr argument : function.arguments()) {
      arguments.add(inOnePiece(expressions.view(argument, environment)));
    }
    int level = 0;
    for (View argument : arguments) {
      level = Math.max(level, argument.level());
      for (Extent extent : argument.extents())
        level = Math.max(level, emitter.level(extent.size()));
    }
    return emitter.at(
        level,
        () ->
            switch (function.operation()) {
              case CHOLESKY -> cholesky(function, arguments, environment);
              case SOLVE_TRIANGULAR -> solveTriangular(function, arguments, environment);
            });
  }

  private View inOnePiece(View view) {
    return view.isScalar() || view.slice() != null ? view : expressions.storage().materialise(view);
  }

  private View cholesky(
      Expr.MatrixFunction function, List<View> arguments, Environment environment) {
    View a = square(arguments.get(0), function);
    if (a.level() == 0) requireSymmetric(a, function, environment);
    Storage.Piece factor = result(a.extents());
    check(
        call(Primitive.CHOLESKY, List.of(a.extents().get(0).size()), arguments, List.of(factor)),
        "D0312",
        "this matrix is not positive definite, at its row {0}",
        function,
        environment);
    return expressions.storage().view(factor, a.extents());
  }

  private View solveTriangular(
      Expr.MatrixFunction function, List<View> arguments, Environment environment) {
    View t = square(arguments.get(0), function);
    View b = arguments.get(1);
    Extent rows = t.extents().get(0);
    expressions.sets().checkEqual(rows, b.extents().get(0), function.span());
    Value columns = expressions.sets().count(b.extents().subList(1, b.rank()));
    Value upper = arguments.size() == 3 ? arguments.get(2).scalar() : emitter.integer(0);
    List<Extent> extents = new ArrayList<>(t.extents().subList(1, 2));
    extents.addAll(b.extents().subList(1, b.rank()));
    Storage.Piece x = result(extents);
    check(
        call(
            Primitive.SOLVE_TRIANGULAR,
            List.of(rows.size(), columns, upper),
            List.of(t, b),
            List.of(x)),
        "D0313",
        "this matrix is singular, at its row {0}",
        function,
        environment);
    return expressions.storage().view(x, extents);
  }

  private View square(View matrix, Expr.MatrixFunction function) {
    expressions
        .sets()
        .checkEqual(matrix.extents().get(0), matrix.extents().get(1), function.span());
    return matrix;
  }

  /** Data may be a mistake; what is computed reads one triangle, and costs no second look. */
  private void requireSymmetric(
      View matrix, Expr.MatrixFunction function, Environment environment) {
    emitter.loops(
        matrix.extents(),
        positions -> {
          Value one = matrix.at(positions);
          Value other = matrix.at(List.of(positions.get(1), positions.get(0)));
          Value apart = emitter.op(Operation.ABS, emitter.op(Operation.SUB, one, other));
          Value size = emitter.op(Operation.ABS, emitter.op(Operation.ADD, one, other));
          Value allowed = emitter.op(Operation.MUL, emitter.real(1e-8), size);
          emitter.check(
              emitter.op(Operation.LE, apart, allowed),
              "D0314",
              "this matrix is not symmetric: it has {0} on one side of its diagonal, {1} on the other",
              place(function),
              expressions.elements().of(function.arguments().get(0), environment, positions),
              one,
              other);
        });
  }

  private Span place(Expr.MatrixFunction function) {
    boolean ofModel = function.span().source() == source;
    return ofModel ? function.span() : emitter.place();
  }

  private Storage.Piece result(List<Extent> extents) {
    return expressions.storage().piece(Kind.REAL, "", expressions.sets().count(extents));
  }

  /** Calls a primitive; if it returns an int, that is the result. */
  private Value call(
      Primitive primitive, List<Value> operands, List<View> inputs, List<Storage.Piece> results) {
    Storage storage = expressions.storage();
    List<Storage.Piece> outputs = new ArrayList<>(results);
    if (primitive.returnsElement()) outputs.add(storage.piece(Kind.INT, "", emitter.integer(1)));
    outputs.forEach(piece -> emitter.beginStores(piece.array()));
    List<Statement.Slice> from = new ArrayList<>();
    for (View input : inputs) from.add(Objects.requireNonNull(input.slice()));
    emitter.call(primitive, operands, from, outputs.stream().map(Storage.Piece::slice).toList());
    outputs.forEach(piece -> emitter.endStores(piece.array()));
    return primitive.returnsElement()
        ? storage.load(outputs.get(outputs.size() - 1), emitter.integer(0))
        : emitter.integer(0);
  }

  /** Rejects a matrix at which the primitive failed. */
  private void check(
      Value failed,
      String code,
      String message,
      Expr.MatrixFunction function,
      Environment environment) {
    Span place = place(function);
    Optional<DataElement> blamed =
        expressions.elements().of(function.arguments().get(0), environment, List.of());
    Value fine = emitter.op(Operation.INT_EQ, failed, emitter.integer(0));
    emitter.check(fine, code, message, place, blamed, failed);
  }
}
