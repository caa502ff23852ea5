package bayes.compiler.program;

/**
 * A flat array, {@code @2}. Elements of WORKSPACE and CONSTANT arrays are stored at most once per
 * evaluation, before they are read; adjoint and output arrays may also be added to.
 *
 * @param id its number in the program
 * @param kind of the elements
 * @param role who fills it
 * @param hint what it holds, for listings only ("y", "theta"); carries no meaning
 */
public record Array(int id, Kind kind, Role role, String hint) {
  /** Who fills an array, and when. */
  public enum Role {
    /** Bound data, set before the prelude runs. */
    DATA,
    /** Computed by the prelude from data. */
    CONSTANT,
    /** Scratch of one evaluation. */
    WORKSPACE,
    /** The unconstrained position: an argument of the evaluation. */
    POSITION,
    /** A result: the gradient or the recorded row, an argument of the evaluation. */
    OUTPUT
  }

  /** No two of a program have the same number, and neighbours are looked up one after another. */
  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "@" + id;
  }
}
