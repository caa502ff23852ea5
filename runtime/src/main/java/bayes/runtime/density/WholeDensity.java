package bayes.runtime.density;

/**
 * A density of which every term may mention every coordinate. What is known of the position and of
 * the last move that was tried is not evaluated again.
 */
final class WholeDensity implements LocalDensity {
  private final LogDensity density;
  private final double[] position;
  private boolean isKnown;
  private double known;
  private int triedCoordinate = -1;
  private double triedValue;
  private double tried;

  WholeDensity(LogDensity density) {
    this.density = density;
    this.position = new double[density.dimension()];
  }

  @Override
  public void moveTo(double[] newPosition) {
    System.arraycopy(newPosition, 0, position, 0, position.length);
    isKnown = false;
    triedCoordinate = -1;
  }

  @Override
  public double logDensity(int coordinate, double value) {
    double old = position[coordinate];
    if (value == old) {
      if (!isKnown) known = density.logDensity(position);
      isKnown = true;
      return known;
    }
    position[coordinate] = value;
    tried = density.logDensity(position);
    triedCoordinate = coordinate;
    triedValue = value;
    position[coordinate] = old;
    return tried;
  }

  @Override
  public void set(int coordinate, double value) {
    isKnown = coordinate == triedCoordinate && value == triedValue;
    known = tried;
    triedCoordinate = -1;
    position[coordinate] = value;
  }
}
