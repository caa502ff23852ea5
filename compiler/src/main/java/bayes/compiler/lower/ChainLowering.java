package bayes.compiler.lower;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.Objects;

/**
 * Hidden chains as calls of primitives. Arguments are the log weights, by step and state, and the
 * log transitions, one matrix or one per step.
 */
final class ChainLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  ChainLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /** The logarithm of the sum over all paths. */
  View logMarginal(List<View> arguments) {
    Storage storage = expressions.storage();
    Storage.Piece sum = storage.piece(Kind.REAL, "", emitter.integer(1));
    Storage.Piece table = storage.piece(Kind.REAL, "paths", tableSize(arguments));
    call(Primitive.LOG_PATHS, arguments, List.of(sum, table));
    return expressions.constant(storage.load(sum, emitter.integer(0)));
  }

  /** The probability of each state at each step. */
  View marginals(List<View> arguments) {
    Storage storage = expressions.storage();
    List<Extent> extents = arguments.get(0).extents();
    Value count = expressions.sets().count(extents);
    Storage.Piece probabilities = storage.piece(Kind.REAL, "probabilities", count);
    Storage.Piece table = storage.piece(Kind.REAL, "paths", tableSize(arguments));
    call(Primitive.PATH_MARGINALS, arguments, List.of(probabilities, table));
    return storage.view(probabilities, extents);
  }

  /** A path: the number of the state, from 1, at each step. */
  View path(List<View> arguments) {
    List<View> pieces =
        arguments.stream()
            .map(v -> v.slice() == null ? expressions.storage().materialise(v) : v)
            .toList();
    Extent steps = pieces.get(0).extents().get(0);
    Storage.Piece states = expressions.storage().piece(Kind.INT, "path", steps.size());
    call(Primitive.RANDOM_PATH, pieces, List.of(states));
    return expressions.storage().view(states, List.of(expressions.sets().ofSize(steps.size())));
  }

  private void call(Primitive primitive, List<View> arguments, List<Storage.Piece> outputs) {
    Value states = states(arguments);
    expressions
        .sets()
        .checkEqual(
            arguments.get(0).extents().get(1),
            arguments.get(1).extents().get(arguments.get(1).rank() - 1),
            emitter.statement());
    List<Value> operands = List.of(steps(arguments), states, stride(arguments));
    List<Statement.Slice> inputs =
        arguments.stream().map(view -> Objects.requireNonNull(view.slice())).toList();
    for (Storage.Piece output : outputs) emitter.beginStores(output.array());
    emitter.call(primitive, operands, inputs, outputs.stream().map(Storage.Piece::slice).toList());
    for (Storage.Piece output : outputs) emitter.endStores(output.array());
  }

  private static Value steps(List<View> arguments) {
    return arguments.get(0).extents().get(0).size();
  }

  private static Value states(List<View> arguments) {
    return arguments.get(0).extents().get(1).size();
  }

  private Value stride(List<View> arguments) {
    Value states = states(arguments);
    return arguments.get(1).rank() == 2
        ? emitter.integer(0)
        : emitter.op(Operation.INT_MUL, states, states);
  }

  /** As {@link bayes.runtime.math.HiddenChains#tableSize}. */
  private Value tableSize(List<View> arguments) {
    Value n = steps(arguments);
    Value k = states(arguments);
    Value square = emitter.op(Operation.INT_MUL, k, k);
    Value matrices = arguments.get(1).rank() == 2 ? emitter.integer(1) : n;
    Value values = emitter.op(Operation.INT_MUL, matrices, square);
    Value perStep = plus(twice(k), emitter.integer(1));
    Value steps = emitter.op(Operation.INT_MUL, n, perStep);
    Value lists = plus(twice(square), plus(k, emitter.integer(3)));
    return plus(plus(values, steps), plus(lists, twice(k)));
  }

  private Value plus(Value a, Value b) {
    return emitter.op(Operation.INT_ADD, a, b);
  }

  private Value twice(Value value) {
    return emitter.op(Operation.INT_MUL, emitter.integer(2), value);
  }
}
