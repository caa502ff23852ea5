package bayes.runtime.density;

/**
 * A log density that knows which of its terms change with a single coordinate: those that mention
 * it, its Markov blanket. It follows a position that moves one coordinate at a time, so that a move
 * costs as much as these terms, however large the model.
 *
 * <p>What {@link #logDensity} returns for two values of a coordinate differs by as much as the
 * whole log density does; by itself it means nothing. Its outcomes are those of {@link LogDensity}.
 *
 * <p>An instance owns its workspace and is confined to one thread. Evaluation allocates nothing.
 */
public interface LocalDensity {
  /** Follows {@code position} from here on, which is copied. */
  void moveTo(double[] position);

  /** The terms that mention {@code coordinate}, at the position but with {@code value} for it. */
  double logDensity(int coordinate, double value);

  /** Moves one coordinate of the position. */
  void set(int coordinate, double value);

  /** Takes all terms of a density for those that mention a coordinate. */
  static LocalDensity whole(LogDensity density) {
    return new WholeDensity(density);
  }
}
