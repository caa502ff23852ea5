package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;

/** Products of vectors and matrices, one element at a time. */
final class MatrixLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;

  MatrixLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  View multiply(Expr.MatrixMultiply product, Environment environment) {
    View left = expressions.view(product.left(), environment);
    View right = expressions.view(product.right(), environment);
    // Of a matrix and another factor, each element of one is used for several of the result.
    View a = right.rank() == 2 ? cheap(left) : left;
    View b = left.rank() == 2 ? cheap(right) : right;
    Extent inner = a.extents().get(a.rank() - 1);
    expressions.sets().checkEqual(inner, b.extents().get(0), product.span());
    List<Extent> extents = new ArrayList<>(a.extents().subList(0, a.rank() - 1));
    extents.addAll(b.extents().subList(1, b.rank()));
    int level = Math.max(Math.max(a.level(), b.level()), emitter.level(inner.size()));
    int rows = a.rank() - 1;
    View.Element element =
        positions -> {
          int place = Math.max(level, emitter.level(positions));
          return emitter.at(place, () -> inner(a, b, inner, rows, positions));
        };
    if (extents.isEmpty()) return expressions.constant(element.at(List.of()));
    return new View(kind(a, b), extents, level, false, element);
  }

  private static Kind kind(View a, View b) {
    return a.kind() == Kind.INT && b.kind() == Kind.INT ? Kind.INT : Kind.REAL;
  }

  private View cheap(View view) {
    return view.stored() ? view : expressions.storage().materialise(view);
  }

  private Value inner(View a, View b, Extent extent, int rows, List<Value> positions) {
    Kind kind = kind(a, b);
    Register sum = emitter.register(kind);
    emitter.set(sum, kind == Kind.INT ? emitter.integer(0) : emitter.real(0));
    emitter.loop(
        extent.size(),
        k -> {
          List<Value> ofLeft = new ArrayList<>(positions.subList(0, rows));
          ofLeft.add(k);
          List<Value> ofRight = new ArrayList<>(List.of(k));
          ofRight.addAll(positions.subList(rows, positions.size()));
          Operation times = kind == Kind.INT ? Operation.INT_MUL : Operation.MUL;
          emitter.accumulate(sum, emitter.op(times, of(a, ofLeft, kind), of(b, ofRight, kind)));
        });
    return emitter.get(sum);
  }

  private Value of(View view, List<Value> positions, Kind kind) {
    Value value = view.at(positions);
    return value.kind() == kind ? value : emitter.op(Operation.INT_TO_REAL, value);
  }

  View transpose(Expr.Transpose transpose, Environment environment) {
    View matrix = expressions.view(transpose.operand(), environment);
    return new View(
        matrix.kind(),
        List.of(matrix.extents().get(1), matrix.extents().get(0)),
        matrix.level(),
        matrix.stored(),
        positions -> matrix.at(List.of(positions.get(1), positions.get(0))));
  }
}
