package bayes.compiler.program;

/** A numbered value, defined exactly once, before its uses: {@code %7}. */
public record Value(int id, Kind kind) {
  /** No two of a program have the same number, and neighbours are looked up one after another. */
  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
