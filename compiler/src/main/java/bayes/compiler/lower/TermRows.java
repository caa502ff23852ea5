package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@link ListedTerms}; without an array to write to, it counts the cells that they take. */
final class TermRows {
  private final Emitter emitter;
  private final @Nullable Array output;
  private final Register next;
  private final Register sum;
  private int statements;

  TermRows(Emitter emitter, @Nullable Array output) {
    this.emitter = emitter;
    this.output = output;
    this.next = emitter.constantRegister(Kind.INT);
    this.sum = emitter.constantRegister(Kind.REAL);
  }

  /** Before the first statement of the body. */
  void beginBody() {
    emitter.set(next, emitter.integer(0));
  }

  /** The number of cells, after the last statement. */
  Value cells() {
    return emitter.op(Operation.INT_TO_REAL, emitter.get(next));
  }

  void begin() {
    emitter.set(sum, emitter.real(0));
  }

  void added(Value term) {
    emitter.set(sum, emitter.op(Operation.ADD, emitter.get(sum), term));
  }

  /** The statement that began is done; {@code binders}: the loops that it is in. */
  void end(List<Expr.Binder> binders, Environment scope) {
    List<Value> cells = new ArrayList<>(List.of(emitter.integer(statements++)));
    for (Expr.Binder binder : binders) {
      View member = scope.find(binder.symbol());
      if (member == null) throw new IllegalStateException("unbound " + binder.symbol());
      cells.add(member.scalar());
    }
    cells.add(emitter.get(sum));
    Value at = emitter.get(next);
    for (int i = 0; output != null && i < cells.size(); i++) {
      Value cell = cells.get(i);
      Value real = cell.kind() == Kind.REAL ? cell : emitter.op(Operation.INT_TO_REAL, cell);
      emitter.store(output, emitter.op(Operation.INT_ADD, at, emitter.integer(i)), real);
    }
    emitter.set(next, emitter.op(Operation.INT_ADD, at, emitter.integer(cells.size())));
  }
}
