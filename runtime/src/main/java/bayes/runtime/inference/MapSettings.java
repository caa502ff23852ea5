package bayes.runtime.inference;

/**
 * The settings of the search for the mode.
 *
 * @param starts the number of random starting points, at least 1
 * @param seed determines them
 */
public record MapSettings(int starts, long seed) {
  private static final int STARTS = 8;

  public MapSettings {
    if (starts < 1) throw new IllegalArgumentException("the number of starts must be at least 1");
  }

  /** Eight starts. */
  public static MapSettings of(long seed) {
    return new MapSettings(STARTS, seed);
  }
}
