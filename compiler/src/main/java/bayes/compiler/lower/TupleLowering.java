package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.Objects;

/** The indices of cells that occur in the data, and the counts of these cells. */
final class TupleLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  TupleLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /** The tuples of lists of them, one after the other; of data, and their number is known. */
  View list(Expr.MatrixFunction function, Environment environment) {
    List<Expr> lists = function.arguments().subList(1, function.arguments().size());
    int level = 0;
    for (Expr argument : function.arguments()) {
      level = Math.max(level, expressions.level(argument, environment));
    }
    return emitter.at(
        level,
        () -> {
          Value count = expressions.scalar(function.arguments().get(0), environment);
          int width = elements((Expr.Comprehension) lists.get(0)).size();
          Value length = emitter.op(Operation.INT_MUL, count, emitter.integer(width));
          Storage.Piece piece = expressions.storage().piece(Kind.INT, "tuples", length);
          Register next = emitter.constantRegister(Kind.INT);
          emitter.set(next, emitter.integer(0));
          expressions
              .storage()
              .fill(piece, () -> lists.forEach(list -> fill(piece, list, next, environment)));
          return expressions.storage().view(piece, List.of(expressions.sets().ofSize(length)));
        });
  }

  private static List<Expr> elements(Expr.Comprehension list) {
    return ((Expr.ArrayLiteral) list.element()).elements();
  }

  private void fill(Storage.Piece piece, Expr list, Register next, Environment environment) {
    Expr.Comprehension all = (Expr.Comprehension) list;
    expressions
        .indices()
        .each(
            all,
            environment,
            scope -> {
              for (Expr element : elements(all)) {
                Value value = expressions.scalar(element, scope);
                expressions.storage().store(piece, emitter.get(next), value);
                emitter.accumulate(next, emitter.integer(1));
              }
            });
  }

  /** The numbers of tuples in their order. */
  View numbers(List<View> arguments) {
    Value n = arguments.get(1).scalar();
    Value length = arguments.get(0).extents().get(0).size();
    Value width = emitter.op(Operation.INT_DIV, length, atLeastOne(n));
    Storage.Piece numbers = expressions.storage().piece(Kind.INT, "numbers", n);
    call(Primitive.NUMBER_TUPLES, List.of(n, width), List.of(slice(arguments.get(0))), numbers);
    return expressions.storage().view(numbers, List.of(expressions.sets().ofSize(n)));
  }

  /** How often tuples occur that begin with some indices. */
  View count(List<View> arguments) {
    Value cells = arguments.get(1).extents().get(0).size();
    Value p = arguments.get(2).extents().get(0).size();
    Storage storage = expressions.storage();
    Storage.Piece sum = storage.piece(Kind.REAL, "count", emitter.integer(1));
    call(
        Primitive.COUNT_TUPLES,
        List.of(cells, p),
        arguments.stream().map(TupleLowering::slice).toList(),
        sum);
    return expressions.constant(storage.load(sum, emitter.integer(0)));
  }

  /** The counts of a whole row. */
  View row(List<View> arguments, Extent extent) {
    Value cells = arguments.get(1).extents().get(0).size();
    Value p = arguments.get(2).extents().get(0).size();
    Storage.Piece counts = expressions.storage().piece(Kind.REAL, "row", extent.size());
    call(
        Primitive.TUPLE_ROW,
        List.of(cells, p, extent.first(), extent.size()),
        arguments.stream().map(TupleLowering::slice).toList(),
        counts);
    return expressions.storage().view(counts, List.of(extent));
  }

  /** A row of a table that is drawn where it is read. */
  View keyed(List<View> arguments, Extent extent) {
    Value p = arguments.get(1).extents().get(0).size();
    Storage.Piece drawn = expressions.storage().piece(Kind.REAL, "drawn", extent.size());
    call(
        Primitive.KEYED_DIRICHLET,
        List.of(arguments.get(0).scalar(), p, extent.size()),
        arguments.subList(1, 3).stream().map(TupleLowering::slice).toList(),
        drawn);
    return expressions.storage().view(drawn, List.of(extent));
  }

  private Value atLeastOne(Value n) {
    return emitter.op(Operation.INT_MAX, n, emitter.integer(1));
  }

  private void call(
      Primitive primitive,
      List<Value> operands,
      List<Statement.Slice> inputs,
      Storage.Piece output) {
    Array array = output.array();
    emitter.beginStores(array);
    emitter.call(primitive, operands, inputs, List.of(output.slice()));
    emitter.endStores(array);
  }

  private static Statement.Slice slice(View view) {
    return Objects.requireNonNull(view.slice());
  }
}
