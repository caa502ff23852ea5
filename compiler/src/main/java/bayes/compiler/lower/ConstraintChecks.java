package bayes.compiler.lower;

import bayes.compiler.model.Constraint;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.List;

/** What a constrained vector or matrix must fulfil, condition by condition. */
final class ConstraintChecks {
  /** How far computed sums may be from what they must be. */
  private static final double TOLERANCE = 1e-6;

  private final Emitter emitter;
  private final ExpressionLowering expressions;

  ConstraintChecks(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  /** Takes the conditions as they are computed, some of them in loops. */
  interface Condition {
    /**
     * @param holds 1 or 0
     * @param message what is wrong otherwise, in words that follow the name of the value
     * @param position of the element that is to blame, or none
     */
    void check(Value holds, String message, List<Value> position, Value... arguments);
  }

  void of(Constraint constraint, View value, Condition condition) {
    View view = value.stored() ? value : expressions.storage().materialise(value);
    switch (constraint) {
      case SIMPLEX -> simplex(view, condition);
      case ORDERED -> ordered(view, condition);
      case POSITIVE_ORDERED -> {
        notNegative(view, condition);
        ordered(view, condition);
      }
      case UNIT_VECTOR ->
          condition.check(
              near(sum(view, true), 1, emitter.real(1)),
              "must have length 1, but the sum of its squares is {0}",
              List.of(),
              sum(view, true));
      case SUM_TO_ZERO -> sumToZero(view, condition);
      case CHOLESKY_CORR -> {
        triangular(view, condition);
        rowsOfLengthOne(view, condition);
      }
      case CHOLESKY_COV -> triangular(view, condition);
      case CORR -> {
        emitter.loop(size(view), i -> diagonalOfOnes(view, i, condition));
        positiveDefinite(view, condition);
      }
      case COV -> positiveDefinite(view, condition);
    }
  }

  private static Value size(View view) {
    return view.extents().get(0).size();
  }

  private void simplex(View view, Condition condition) {
    notNegative(view, condition);
    Value total = sum(view, false);
    condition.check(
        near(total, 1, emitter.real(1)), "must sum to 1, but the sum is {0}", List.of(), total);
  }

  private void notNegative(View view, Condition condition) {
    emitter.loops(
        view.extents(),
        position -> {
          Value element = view.at(position);
          condition.check(
              op(Operation.LE, emitter.real(0), element),
              "must not be negative, but an element is {0}",
              position,
              element);
        });
  }

  private void ordered(View view, Condition condition) {
    Value one = emitter.integer(1);
    emitter.loop(
        op(Operation.INT_SUB, size(view), one),
        k -> {
          List<Value> next = List.of(op(Operation.INT_ADD, k, one));
          Value before = view.at(List.of(k));
          Value after = view.at(next);
          condition.check(
              op(Operation.LT, before, after),
              "must rise from element to element, but {0} is followed by {1}",
              next,
              before,
              after);
        });
  }

  private void sumToZero(View view, Condition condition) {
    Register sizes = emitter.constantRegister(Kind.REAL);
    emitter.set(sizes, emitter.real(1));
    emitter.loops(view.extents(), k -> emitter.accumulate(sizes, op(Operation.ABS, view.at(k))));
    Value total = sum(view, false);
    condition.check(
        near(total, 0, emitter.get(sizes)), "must sum to 0, but the sum is {0}", List.of(), total);
  }

  private void triangular(View view, Condition condition) {
    Value one = emitter.integer(1);
    emitter.loop(
        size(view),
        i -> {
          Value next = op(Operation.INT_ADD, i, one);
          emitter.loop(
              op(Operation.INT_SUB, size(view), next),
              k -> {
                List<Value> behind = List.of(i, op(Operation.INT_ADD, next, k));
                condition.check(
                    op(Operation.EQ, view.at(behind), emitter.real(0)),
                    "must be lower triangular, but an element above the diagonal is {0}",
                    behind,
                    view.at(behind));
              });
          List<Value> diagonal = List.of(i, i);
          condition.check(
              op(Operation.LT, emitter.real(0), view.at(diagonal)),
              "must have a positive diagonal, but an element of it is {0}",
              diagonal,
              view.at(diagonal));
        });
  }

  private void rowsOfLengthOne(View view, Condition condition) {
    emitter.loop(
        size(view),
        i -> {
          Register squares = emitter.constantRegister(Kind.REAL);
          emitter.set(squares, emitter.real(0));
          emitter.loop(
              op(Operation.INT_ADD, i, emitter.integer(1)),
              k -> emitter.accumulate(squares, op(Operation.SQUARE, view.at(List.of(i, k)))));
          Value total = emitter.get(squares);
          condition.check(
              near(total, 1, emitter.real(1)),
              "must have rows of length 1, but the sum of a row's squares is {0}",
              List.of(i, i),
              total);
        });
  }

  private void diagonalOfOnes(View view, Value i, Condition condition) {
    Value element = view.at(List.of(i, i));
    condition.check(
        near(element, 1, emitter.real(1)),
        "must have a diagonal of ones, but an element of it is {0}",
        List.of(i, i),
        element);
  }

  private void positiveDefinite(View view, Condition condition) {
    Value n = size(view);
    emitter.loop(
        n,
        i ->
            emitter.loop(
                i,
                k -> {
                  Value below = view.at(List.of(i, k));
                  Value above = view.at(List.of(k, i));
                  Value scale = op(Operation.MAX, emitter.real(1), op(Operation.ABS, below));
                  condition.check(
                      near(op(Operation.SUB, above, below), 0, scale),
                      "must be symmetric, but {0} stands opposite to {1}",
                      List.of(i, k),
                      below,
                      above);
                }));
    new MatrixTransforms(emitter, expressions.storage())
        .cholesky(
            n,
            MatrixTransforms.of(view),
            (i, pivot) ->
                condition.check(
                    op(Operation.LT, emitter.real(0), pivot),
                    "must be positive definite",
                    List.of(i, i)));
  }

  private Value sum(View view, boolean ofSquares) {
    Register sum = emitter.constantRegister(Kind.REAL);
    emitter.set(sum, emitter.real(0));
    emitter.loops(
        view.extents(),
        position -> {
          Value element = view.at(position);
          emitter.accumulate(sum, ofSquares ? op(Operation.SQUARE, element) : element);
        });
    return emitter.get(sum);
  }

  private Value near(Value value, double target, Value scale) {
    Value distance = op(Operation.ABS, op(Operation.SUB, value, emitter.real(target)));
    return op(Operation.LE, distance, op(Operation.MUL, emitter.real(TOLERANCE), scale));
  }

  private Value op(Operation operation, Value... operands) {
    return emitter.op(operation, operands);
  }
}
