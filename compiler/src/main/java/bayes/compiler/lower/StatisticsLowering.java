package bayes.compiler.lower;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.Objects;

/** What plans make of likelihoods, as calls of primitives: arguments are in one piece. */
final class StatisticsLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  StatisticsLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /** The numbers of rows, from their columns one after the other and their count. */
  View distinctRows(List<View> arguments) {
    Value n = arguments.get(1).scalar();
    Value length = arguments.get(0).extents().get(0).size();
    Value columns = emitter.op(Operation.INT_DIV, length, atLeastOne(n));
    Storage.Piece numbers = expressions.storage().piece(Kind.INT, "groups", n);
    call(
        Primitive.DISTINCT_ROWS,
        List.of(n, columns),
        List.of(slice(arguments.get(0))),
        List.of(numbers));
    return view(numbers, n);
  }

  private Value atLeastOne(Value n) {
    return emitter.op(Operation.INT_MAX, n, emitter.integer(1));
  }

  View factor(List<View> arguments) {
    List<Value> operands = arguments.subList(2, 6).stream().map(View::scalar).toList();
    Value groups = operands.get(1);
    Value own = operands.get(2);
    Value width = operands.get(3);
    // As bayes.runtime.math.SquaredResiduals has it.
    Value shared = emitter.op(Operation.INT_SUB, width, own);
    Value ofGroups =
        emitter.op(Operation.INT_MUL, emitter.op(Operation.INT_MUL, groups, own), width);
    Value triangle = emitter.op(Operation.INT_MUL, shared, shared);
    Value length =
        emitter.op(
            Operation.INT_ADD,
            emitter.op(Operation.INT_ADD, ofGroups, triangle),
            emitter.integer(1));
    Storage.Piece factor = expressions.storage().piece(Kind.REAL, "factor", length);
    call(
        Primitive.SQUARES_FACTOR,
        operands,
        List.of(slice(arguments.get(0)), slice(arguments.get(1))),
        List.of(factor));
    return view(factor, length);
  }

  /** The sum of squares, or that of each group. */
  View residuals(List<View> arguments, boolean isPooled) {
    List<Value> operands = arguments.subList(3, 6).stream().map(View::scalar).toList();
    Value groups = operands.get(0);
    Value own = operands.get(1);
    Value rows =
        emitter.op(
            Operation.INT_ADD,
            emitter.op(Operation.INT_MUL, groups, own),
            emitter.op(Operation.INT_SUB, operands.get(2), own));
    Storage storage = expressions.storage();
    Value count = isPooled ? emitter.integer(1) : groups;
    Storage.Piece sums = storage.piece(Kind.REAL, "squares", count);
    Storage.Piece residuals = storage.piece(Kind.REAL, "residuals", rows);
    List<Statement.Slice> inputs =
        arguments.subList(0, 3).stream().map(StatisticsLowering::slice).toList();
    call(Primitive.SQUARED_RESIDUALS, operands, inputs, List.of(sums, residuals));
    if (!isPooled) return view(sums, count);
    return expressions.constant(storage.load(sums, emitter.integer(0)));
  }

  private void call(
      Primitive primitive,
      List<Value> operands,
      List<Statement.Slice> inputs,
      List<Storage.Piece> outputs) {
    List<Array> arrays = outputs.stream().map(Storage.Piece::array).toList();
    arrays.forEach(emitter::beginStores);
    emitter.call(primitive, operands, inputs, outputs.stream().map(Storage.Piece::slice).toList());
    arrays.forEach(emitter::endStores);
  }

  private View view(Storage.Piece piece, Value size) {
    return expressions.storage().view(piece, List.of(expressions.sets().ofSize(size)));
  }

  private static Statement.Slice slice(View view) {
    return Objects.requireNonNull(view.slice());
  }
}
