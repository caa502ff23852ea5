package bayes.compiler.lower;

import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A constrained vector or matrix of a program, by positions from 0, with its coordinates.
 *
 * @param size of the set that it is over
 * @param coordinates reads one of its coordinates
 * @param elements where its elements go, and are read again
 * @param addLogJacobian takes the terms of the log Jacobian; null if they are not wanted
 */
record ConstrainedEvent(
    Value size,
    Transforms.Elements coordinates,
    Elements elements,
    @Nullable Consumer<Value> addLogJacobian) {
  /** Elements by position: one of a vector, row and column of a matrix. */
  interface Elements {
    Value load(Value... position);

    void store(Value value, Value... position);
  }

  boolean wantsLogJacobian() {
    return addLogJacobian != null;
  }

  void add(Value term) {
    if (addLogJacobian != null) addLogJacobian.accept(term);
  }

  /** Adds {@code factor * term}. */
  void add(Emitter emitter, Value factor, Value term) {
    if (addLogJacobian != null) {
      addLogJacobian.accept(emitter.op(Operation.MUL, factor, term));
    }
  }
}
