package bayes.compiler.program;

/**
 * A mutable scalar, {@code $3}: what loops accumulate into.
 *
 * <p>Differentiation knows one discipline for real registers: {@code Set} once, then only {@code
 * Accumulate} (in loops and branches, too), then only {@code Get}. A register that does not carry a
 * derivative by its meaning (the running maximum of a stabilised log-sum-exp) is {@code constant}
 * and may be set anywhere; its value counts as a constant of the differentiation.
 */
public record Register(int id, Kind kind, boolean constant) {
  /** No two of a program have the same number, and neighbours are looked up one after another. */
  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "$" + id;
  }
}
