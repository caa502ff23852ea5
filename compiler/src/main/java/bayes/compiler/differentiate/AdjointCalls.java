package bayes.compiler.differentiate;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Primitive;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Slice;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The backward calls of primitives: which values an adjoint primitive reads, and which adjoints it
 * uses up and adds to. Its formula stands at its method.
 */
final class AdjointCalls {
  private final Numbering numbering;
  private final Activity activity;
  private final Map<Array, Array> adjointArrays;
  private final List<Statement> scratchAllocations = new ArrayList<>();

  AdjointCalls(Numbering numbering, Activity activity, Map<Array, Array> adjointArrays) {
    this.numbering = numbering;
    this.activity = activity;
    this.adjointArrays = adjointArrays;
  }

  /** Statements for the end of the prelude. */
  List<Statement> scratchAllocations() {
    return scratchAllocations;
  }

  /** The outputs that have adjoints; others are there for the adjoint primitive to read. */
  static List<Slice> results(Statement.Call call) {
    return switch (call.primitive()) {
      case CHOLESKY,
          SOLVE_TRIANGULAR,
          SOLVE,
          LOG_DETERMINANT,
          MATRIX_EXPONENTIAL,
          SUCCESS_COUNTS,
          SQUARED_RESIDUALS ->
          call.outputs().subList(0, 1);
      case EIGEN_SYMMETRIC, QR, LOG_INSIDE, LOG_PATHS -> call.outputs().subList(0, 2);
      case SINGULAR_VALUES -> call.outputs().subList(0, 3);
      default -> List.of();
    };
  }

  /** The statements of the backward evaluation; {@code here} finds a value at their place. */
  List<Statement> backward(Statement.Call call, UnaryOperator<Value> here) {
    Backward backward = new Backward(call, here);
    switch (call.primitive()) {
      case CHOLESKY ->
          backward.write(
              Primitive.CHOLESKY_ADJOINT,
              List.of(backward.output(0)),
              backward.resultAdjoints(),
              backward.scratch(backward.output(0), 1));
      case SOLVE_TRIANGULAR ->
          backward.write(
              Primitive.SOLVE_TRIANGULAR_ADJOINT,
              List.of(backward.input(0), backward.output(0)),
              backward.resultAdjoints(),
              null);
      case SOLVE ->
          backward.write(
              Primitive.SOLVE_ADJOINT,
              List.of(backward.output(0), backward.output(1)),
              backward.resultAdjoints(),
              null);
      case LOG_DETERMINANT ->
          backward.write(
              Primitive.LOG_DETERMINANT_ADJOINT,
              List.of(backward.output(1)),
              backward.resultAdjoints(),
              backward.scratch(backward.input(0), 1));
      case EIGEN_SYMMETRIC ->
          backward.write(
              Primitive.EIGEN_SYMMETRIC_ADJOINT,
              List.of(backward.output(0), backward.output(1)),
              backward.resultAdjoints(),
              backward.scratch(backward.input(0), 2));
      case QR ->
          backward.write(
              Primitive.QR_ADJOINT,
              List.of(backward.output(0), backward.output(1)),
              backward.resultAdjoints(),
              backward.scratch(backward.input(0), 1));
      case SINGULAR_VALUES ->
          backward.write(
              Primitive.SINGULAR_VALUES_ADJOINT,
              List.of(backward.output(0), backward.output(1), backward.output(2)),
              backward.resultAdjoints(),
              backward.scratch(backward.input(0), 2));
      case MATRIX_EXPONENTIAL ->
          backward.write(
              Primitive.MATRIX_EXPONENTIAL_ADJOINT,
              List.of(backward.input(0)),
              backward.resultAdjoints(),
              backward.scratch(backward.input(0), 16));
      case SUCCESS_COUNTS ->
          backward.write(
              Primitive.SUCCESS_COUNTS_ADJOINT,
              List.of(backward.input(0), backward.output(1)),
              backward.resultAdjoints(),
              null);
      case SQUARED_RESIDUALS ->
          backward.write(
              Primitive.SQUARED_RESIDUALS_ADJOINT,
              List.of(backward.input(0), backward.output(1)),
              backward.resultAdjoints(),
              null);
      case LOG_INSIDE ->
          backward.write(
              Primitive.LOG_INSIDE_ADJOINT,
              List.of(backward.input(0), backward.input(2), backward.output(1)),
              backward.resultAdjoints(),
              null);
      case LOG_PATHS ->
          backward.write(
              Primitive.LOG_PATHS_ADJOINT,
              List.of(backward.input(0), backward.input(1), backward.output(1)),
              backward.resultAdjoints(),
              null);
      default -> throw Differentiate.bug("no derivative of " + call);
    }
    return backward.statements;
  }

  /** One backward call while it is being written. */
  private final class Backward {
    private final Statement.Call call;
    private final UnaryOperator<Value> here;
    private final List<Statement> statements = new ArrayList<>();

    Backward(Statement.Call call, UnaryOperator<Value> here) {
      this.call = call;
      this.here = here;
    }

    Slice input(int i) {
      return here(call.inputs().get(i));
    }

    Slice output(int i) {
      return here(call.outputs().get(i));
    }

    private Slice here(Slice slice) {
      return new Slice(slice.array(), here.apply(slice.offset()), here.apply(slice.length()));
    }

    List<Slice> resultAdjoints() {
      return results(call).stream().map(slice -> adjoint(here(slice))).toList();
    }

    private Slice adjoint(Slice slice) {
      Array array = adjointArrays.get(slice.array());
      if (array == null) throw Differentiate.bug("no adjoint of " + slice.array());
      return new Slice(array, slice.offset(), slice.length());
    }

    /**
     * The call of an adjoint primitive: the operands and, if there are several inputs, which of
     * their adjoints are wanted; the values; the adjoints of the results, those of the inputs, and
     * scratch. In the place of an adjoint that is not wanted stands that of a result.
     */
    void write(
        Primitive primitive, List<Slice> values, List<Slice> results, @Nullable Slice scratch) {
      List<Value> operands = new ArrayList<>();
      for (Value operand : call.operands()) operands.add(here.apply(operand));
      List<Slice> adjoints = new ArrayList<>(results);
      for (Slice input : call.inputs()) {
        boolean wanted = activity.of(input.array());
        if (call.inputs().size() > 1) operands.add(integer(wanted ? 1 : 0));
        adjoints.add(wanted ? adjoint(here(input)) : results.get(0));
      }
      if (scratch != null) adjoints.add(scratch);
      statements.add(new Statement.Call(primitive, operands, values, adjoints, call.origin()));
    }

    private Value integer(int value) {
      Value target = numbering.value(Kind.INT);
      statements.add(new Statement.IntConstant(target, value, call.origin()));
      return target;
    }

    /** Scratch some times as long as a slice, whose length the prelude knows. */
    Slice scratch(Slice like, int times) {
      Array array = numbering.array(Kind.REAL, Array.Role.WORKSPACE, "scratch");
      Value factor = numbering.value(Kind.INT);
      Value length = numbering.value(Kind.INT);
      int o = call.origin();
      scratchAllocations.add(new Statement.IntConstant(factor, times, o));
      scratchAllocations.add(
          new Statement.Define(length, Operation.INT_MUL, List.of(like.length(), factor), o));
      scratchAllocations.add(new Statement.Allocate(array, length, o));
      return new Slice(array, integer(0), length);
    }
  }
}
