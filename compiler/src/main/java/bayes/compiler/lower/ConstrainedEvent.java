package bayes.compiler.lower;

import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A constrained vector or matrix of a program, by positions from 0, with its coordinates.
 *
 * @param size of the set that it is over
 * @param coordinates reads one of its coordinates
 * @param elements where its elements go, and are read again
 * @param addLogJacobian takes the terms of the log Jacobian; null if they are not wanted
 * @param addToMode takes what the density of the constrained values needs for its modes to be
 *     single points of the coordinates; null if that is not the density
 */
record ConstrainedEvent(
    Value size,
    Transforms.Elements coordinates,
    Elements elements,
    @Nullable Consumer<Value> addLogJacobian,
    @Nullable Consumer<Value> addToMode) {
  /** Elements by position: one of a vector, row and column of a matrix. */
  interface Elements {
    Value load(Value... position);

    void store(Value value, Value... position);
  }

  boolean wantsLogJacobian() {
    return addLogJacobian != null;
  }

  void addToMode(Supplier<Value> term) {
    if (addToMode != null) addToMode.accept(term.get());
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
