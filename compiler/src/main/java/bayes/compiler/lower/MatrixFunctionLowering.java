package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.MatrixOperation;
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
    if (function.operation() == MatrixOperation.TUPLES) {
      return new TupleLowering(emitter, expressions).list(function, environment);
    }
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
              case SOLVE -> solve(function, arguments.get(0), arguments.get(1), environment);
              case INVERSE -> inverse(function, arguments.get(0), environment);
              case DET -> determinant(function, arguments.get(0), false);
              case LOG_DET -> determinant(function, arguments.get(0), true);
              case EIGEN_SYMMETRIC -> eigen(function, arguments.get(0));
              case QR -> qr(function, arguments.get(0), environment);
              case SVD -> singularValues(arguments.get(0));
              case MATRIX_EXP -> exponential(function, arguments.get(0));
              case KRONECKER -> kronecker(arguments.get(0), arguments.get(1));
              case SUCCESS_COUNTS -> successCounts(arguments.get(0));
              case TUPLES -> throw new IllegalArgumentException("tuples are lists");
              case NUMBER_TUPLES -> new TupleLowering(emitter, expressions).numbers(arguments);
              case COUNT_TUPLES -> new TupleLowering(emitter, expressions).count(arguments);
              case TUPLE_ROW ->
                  new TupleLowering(emitter, expressions)
                      .row(arguments, extent(function, environment));
              case KEYED_DIRICHLET ->
                  new TupleLowering(emitter, expressions)
                      .keyed(arguments, extent(function, environment));
              case DISTINCT_ROWS -> statistics().distinctRows(arguments);
              case SQUARES_FACTOR -> statistics().factor(arguments);
              case SQUARED_RESIDUALS ->
                  statistics().residuals(arguments, function.type().dimensions().isEmpty());
              case LOG_INSIDE ->
                  new GrammarLowering(emitter, expressions).logInside(arguments, place(function));
              case LOG_PATHS -> new ChainLowering(emitter, expressions).logMarginal(arguments);
              case PATH_MARGINALS -> new ChainLowering(emitter, expressions).marginals(arguments);
            });
  }

  /** The dimension of a vector that is made. */
  private Extent extent(Expr.MatrixFunction function, Environment environment) {
    return expressions.sets().extent(function.type().dimensions().get(0), environment);
  }

  private StatisticsLowering statistics() {
    return new StatisticsLowering(emitter, expressions);
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
        name(function) + " is not positive definite, at its row {0}",
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
        name(function) + " is singular, at its row {0}",
        function,
        environment);
    return expressions.storage().view(x, extents);
  }

  private View solve(Expr.MatrixFunction function, View matrix, View b, Environment environment) {
    View a = square(matrix, function);
    Extent rows = a.extents().get(0);
    expressions.sets().checkEqual(rows, b.extents().get(0), function.span());
    Value columns = expressions.sets().count(b.extents().subList(1, b.rank()));
    List<Extent> extents = new ArrayList<>(a.extents().subList(1, 2));
    extents.addAll(b.extents().subList(1, b.rank()));
    Storage.Piece x = result(extents);
    Value failed =
        call(
            Primitive.SOLVE,
            List.of(rows.size(), columns),
            List.of(a, b),
            List.of(x, decomposition(rows)));
    String message = name(function) + " is singular, at its row {0}";
    check(failed, "D0313", message, function, environment);
    return expressions.storage().view(x, extents);
  }

  /** Room for the numbers of a square matrix and the rows that were swapped. */
  private Storage.Piece decomposition(Extent rows) {
    Value size = emitter.op(Operation.INT_MUL, rows.size(), rows.size());
    Value length = emitter.op(Operation.INT_ADD, size, rows.size());
    return expressions.storage().piece(Kind.REAL, "", length);
  }

  private View inverse(Expr.MatrixFunction function, View matrix, Environment environment) {
    Extent rows = matrix.extents().get(0);
    View identity =
        new View(
            Kind.REAL,
            List.of(rows, rows),
            emitter.level(rows.size()),
            false,
            positions ->
                emitter.op(
                    Operation.INT_TO_REAL,
                    emitter.op(Operation.INT_EQ, positions.get(0), positions.get(1))));
    return solve(function, matrix, expressions.storage().materialise(identity), environment);
  }

  private View determinant(Expr.MatrixFunction function, View matrix, boolean log) {
    View a = square(matrix, function);
    Extent rows = a.extents().get(0);
    Storage storage = expressions.storage();
    Storage.Piece both = storage.piece(Kind.REAL, "", emitter.integer(2));
    List<Storage.Piece> outputs = List.of(both, decomposition(rows));
    call(Primitive.LOG_DETERMINANT, List.of(rows.size()), List.of(a), outputs);
    Value logarithm = storage.load(both, emitter.integer(0));
    if (log) return expressions.constant(logarithm);
    Value sign = storage.load(both, emitter.integer(1));
    Value size = emitter.op(Operation.EXP, logarithm);
    return expressions.constant(emitter.op(Operation.MUL, sign, size));
  }

  private View eigen(Expr.MatrixFunction function, View matrix) {
    View a = square(matrix, function);
    Extent rows = a.extents().get(0);
    Extent numbers = expressions.sets().ofSize(rows.size());
    Storage.Piece values = result(List.of(numbers));
    Storage.Piece vectors = result(List.of(rows, numbers));
    List<Storage.Piece> outputs = List.of(values, vectors, result(a.extents()));
    call(Primitive.EIGEN_SYMMETRIC, List.of(rows.size()), List.of(a), outputs);
    return View.tuple(
        List.of(view(values, List.of(numbers)), view(vectors, List.of(rows, numbers))));
  }

  private View qr(Expr.MatrixFunction function, View a, Environment environment) {
    Extent rows = a.extents().get(0);
    Extent columns = a.extents().get(1);
    emitter.check(
        emitter.op(Operation.INT_LE, columns.size(), rows.size()),
        "D0303",
        "a matrix of {0} rows and {1} columns has too few rows for `qr`",
        place(function),
        rows.size(),
        columns.size());
    Storage.Piece q = result(a.extents());
    List<Extent> triangle = List.of(columns, columns);
    Storage.Piece r = result(triangle);
    Value failed =
        call(Primitive.QR, List.of(rows.size(), columns.size()), List.of(a), List.of(q, r));
    String message = "column {0} of " + name(function) + " depends on those before it";
    check(failed, "D0313", message, function, environment);
    return View.tuple(List.of(view(q, a.extents()), view(r, triangle)));
  }

  private View singularValues(View a) {
    Extent rows = a.extents().get(0);
    Extent columns = a.extents().get(1);
    Value count = emitter.op(Operation.INT_MIN, rows.size(), columns.size());
    Extent numbers = expressions.sets().ofSize(count);
    Storage.Piece u = result(List.of(rows, numbers));
    Storage.Piece s = result(List.of(numbers));
    Storage.Piece v = result(List.of(columns, numbers));
    Value longer = emitter.op(Operation.INT_MAX, rows.size(), columns.size());
    Extent both = expressions.sets().ofSize(emitter.op(Operation.INT_ADD, longer, count));
    List<Storage.Piece> outputs = List.of(u, s, v, result(List.of(both, numbers)));
    call(Primitive.SINGULAR_VALUES, List.of(rows.size(), columns.size()), List.of(a), outputs);
    return View.tuple(
        List.of(
            view(u, List.of(rows, numbers)),
            view(s, List.of(numbers)),
            view(v, List.of(columns, numbers))));
  }

  private View exponential(Expr.MatrixFunction function, View matrix) {
    View a = square(matrix, function);
    Extent rows = a.extents().get(0);
    Storage.Piece e = result(a.extents());
    Extent two = expressions.sets().ofSize(emitter.integer(2));
    List<Storage.Piece> outputs = List.of(e, result(List.of(rows, rows, two)));
    call(Primitive.MATRIX_EXPONENTIAL, List.of(rows.size()), List.of(a), outputs);
    return view(e, a.extents());
  }

  private View kronecker(View a, View b) {
    List<Extent> extents = new ArrayList<>();
    for (int d = 0; d < 2; d++) {
      Value size =
          emitter.op(Operation.INT_MUL, a.extents().get(d).size(), b.extents().get(d).size());
      extents.add(expressions.sets().ofSize(size));
    }
    return new View(
        Kind.REAL,
        extents,
        Math.max(a.level(), b.level()),
        false,
        positions -> {
          List<Value> blocks = new ArrayList<>();
          List<Value> within = new ArrayList<>();
          for (int d = 0; d < 2; d++) {
            Value each = b.extents().get(d).size();
            blocks.add(emitter.op(Operation.INT_DIV, positions.get(d), each));
            within.add(emitter.op(Operation.INT_MOD, positions.get(d), each));
          }
          return emitter.op(Operation.MUL, a.at(blocks), b.at(within));
        });
  }

  private View successCounts(View p) {
    Value trials = p.extents().get(0).size();
    Extent counts =
        expressions.sets().ofSize(emitter.op(Operation.INT_ADD, trials, emitter.integer(1)));
    Storage.Piece values = result(List.of(counts));
    List<Storage.Piece> outputs = List.of(values, result(List.of(counts, counts)));
    call(Primitive.SUCCESS_COUNTS, List.of(trials), List.of(p), outputs);
    return view(values, List.of(counts));
  }

  private View view(Storage.Piece piece, List<Extent> extents) {
    return expressions.storage().view(piece, extents);
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
              name(function)
                  + " is not symmetric: it has {0} on one side of its diagonal, {1} on the other",
              place(function),
              expressions.elements().of(function.arguments().get(0), environment, positions),
              one,
              other);
        });
  }

  /** The matrix as it is written, a parameter of the library too, if that is short. */
  private static String name(Expr.MatrixFunction function) {
    String text = function.arguments().get(0).span().text();
    boolean isName = text.matches("[\\p{L}\\p{N}_]{1,30}");
    return isName ? "`" + text + "`" : "this matrix";
  }

  private Span place(Expr.MatrixFunction function) {
    boolean ofModel = function.span().source() == source;
    return ofModel ? function.span() : emitter.statement();
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
