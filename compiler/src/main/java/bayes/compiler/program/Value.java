package bayes.compiler.program;

/** A numbered value, defined exactly once, before its uses: {@code %7}. */
public record Value(int id, Kind kind) {
  @Override
  public String toString() {
    return "%" + id;
  }
}
