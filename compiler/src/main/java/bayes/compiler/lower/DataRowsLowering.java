package bayes.compiler.lower;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs loops and branches over the data, and counts or lists the rows that they reach. */
final class DataRowsLowering {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final DataRows rows;
  private final @Nullable Array output;
  private final Register next;

  /** {@code output}: where the rows go, if they do not just count. */
  DataRowsLowering(
      Emitter emitter, ExpressionLowering expressions, DataRows rows, @Nullable Array output) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.rows = rows;
    this.output = output;
    this.next = emitter.constantRegister(Kind.INT);
  }

  /** The number of rows. */
  Value list(Environment scope) {
    emitter.set(next, emitter.integer(0));
    follow(0, scope);
    return emitter.get(next);
  }

  private void follow(int step, Environment scope) {
    if (step == rows.path().size()) {
      row(scope);
      return;
    }
    Step one = rows.path().get(step);
    if (one instanceof Step.Loop loop) {
      Extent extent = expressions.sets().extent(loop.loop().binder().set(), scope);
      emitter.loop(
          extent.size(),
          position -> {
            Environment inner = scope.nested();
            Value member = emitter.op(Operation.INT_ADD, position, extent.first());
            inner.bind(loop.loop().binder().symbol(), expressions.constant(member));
            follow(step + 1, inner);
          });
    } else if (one instanceof Step.Branch branch) {
      emitter.conditional(
          expressions.scalar(branch.branch().condition(), scope),
          () -> {
            if (branch.isThen()) follow(step + 1, scope.nested());
          },
          () -> {
            if (!branch.isThen()) follow(step + 1, scope.nested());
          });
    } else {
      // Only what a cell or a condition reads is computed.
      Step.Local local = (Step.Local) one;
      scope.bindLazily(
          local.define().symbol(),
          new LazyView(emitter, () -> expressions.view(local.define().value(), scope)));
      follow(step + 1, scope);
    }
  }

  private void row(Environment scope) {
    Value at = emitter.get(next);
    if (output != null) {
      Value first = emitter.op(Operation.INT_MUL, at, emitter.integer(rows.cells().size()));
      List<Value> cells = new ArrayList<>();
      for (Expr cell : rows.cells()) cells.add(expressions.scalar(cell, scope));
      for (int c = 0; c < cells.size(); c++) {
        Value cell = cells.get(c);
        Value real = cell.kind() == Kind.REAL ? cell : emitter.op(Operation.INT_TO_REAL, cell);
        emitter.store(output, emitter.op(Operation.INT_ADD, first, emitter.integer(c)), real);
      }
    }
    emitter.set(next, emitter.op(Operation.INT_ADD, at, emitter.integer(1)));
  }
}
