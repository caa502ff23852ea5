package bayes.runtime.density;

/**
 * The log density of the continuous coordinates of a position alone, given the discrete ones, which
 * are held: what a sampler that needs a gradient explores between two moves of the others.
 */
public final class HeldSites implements LogDensity {
  private final LogDensity whole;
  private final double[] position;
  private final double[] gradient;
  private final int continuous;

  /**
   * A density with its sites held at 0, until {@link #hold} says otherwise.
   *
   * @param whole the density of all coordinates
   * @param sites those that are held
   */
  public HeldSites(LogDensity whole, DiscreteSites sites) {
    this.whole = whole;
    position = new double[whole.dimension()];
    gradient = new double[whole.dimension()];
    continuous = sites.continuous(position.length);
  }

  /** Holds the discrete coordinates where they are in {@code newPosition}. */
  public void hold(double[] newPosition) {
    int count = position.length - continuous;
    System.arraycopy(newPosition, continuous, position, continuous, count);
  }

  /** Writes the position whose continuous coordinates these are. */
  public void complete(double[] coordinates, double[] positionOut) {
    System.arraycopy(position, continuous, positionOut, continuous, position.length - continuous);
    System.arraycopy(coordinates, 0, positionOut, 0, continuous);
  }

  @Override
  public int dimension() {
    return continuous;
  }

  @Override
  public double logDensity(double[] coordinates) {
    System.arraycopy(coordinates, 0, position, 0, continuous);
    return whole.logDensity(position);
  }

  @Override
  public double logDensityAndGradient(double[] coordinates, double[] gradientOut) {
    System.arraycopy(coordinates, 0, position, 0, continuous);
    double value = whole.logDensityAndGradient(position, gradient);
    System.arraycopy(gradient, 0, gradientOut, 0, continuous);
    return value;
  }
}
