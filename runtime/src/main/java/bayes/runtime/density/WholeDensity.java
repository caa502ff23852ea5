package bayes.runtime.density;

/** A density of which every term may mention every coordinate. */
final class WholeDensity implements LocalDensity {
  private final LogDensity density;
  private final double[] position;

  WholeDensity(LogDensity density) {
    this.density = density;
    this.position = new double[density.dimension()];
  }

  @Override
  public void moveTo(double[] newPosition) {
    System.arraycopy(newPosition, 0, position, 0, position.length);
  }

  @Override
  public double logDensity(int coordinate, double value) {
    double old = position[coordinate];
    position[coordinate] = value;
    double logDensity = density.logDensity(position);
    position[coordinate] = old;
    return logDensity;
  }

  @Override
  public void set(int coordinate, double value) {
    position[coordinate] = value;
  }
}
