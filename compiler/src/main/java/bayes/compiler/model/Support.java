package bayes.compiler.model;

import java.util.Optional;

/** Where the values of a variable live, beyond their type. */
public sealed interface Support {
  /** All values of the type. */
  record Whole() implements Support {}

  /** Bounds, each a scalar or an array of the variable's own shape. */
  record Bounds(Optional<Bound> lower, Optional<Bound> upper) implements Support {}

  /** {@code exclusive}: the bound itself is outside ({@code above}, {@code below}). */
  record Bound(Expr value, boolean exclusive) {}

  /** What the elements of a vector or matrix, the last dimensions, fulfil together. */
  record Constrained(Constraint kind) implements Support {}

  /** What the elements fulfil together, if there is such a thing. */
  default Optional<Constraint> constraint() {
    return this instanceof Constrained constrained
        ? Optional.of(constrained.kind())
        : Optional.empty();
  }

  Support WHOLE = new Whole();
}
