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

  /** Nonnegative and summing to one over the last dimension. */
  record Simplex() implements Support {}

  Support WHOLE = new Whole();
}
