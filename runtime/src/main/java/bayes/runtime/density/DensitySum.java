package bayes.runtime.density;

/** The sum of two log densities, rejected where either is: the product of the densities. */
public final class DensitySum implements LogDensity {
  private final LogDensity first;
  private final LogDensity second;
  private final double[] scratch;

  /** The log density {@code first + second}. */
  public DensitySum(LogDensity first, LogDensity second) {
    if (first.dimension() != second.dimension()) {
      throw new IllegalArgumentException("densities of different dimensions");
    }
    this.first = first;
    this.second = second;
    scratch = new double[first.dimension()];
  }

  @Override
  public int dimension() {
    return first.dimension();
  }

  @Override
  public double logDensity(double[] position) {
    double value = first.logDensity(position);
    return value == Double.NEGATIVE_INFINITY ? value : value + second.logDensity(position);
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    double value = first.logDensityAndGradient(position, gradientOut);
    if (value == Double.NEGATIVE_INFINITY) return value;
    value += second.logDensityAndGradient(position, scratch);
    for (int i = 0; i < scratch.length; i++) gradientOut[i] += scratch[i];
    return value;
  }
}
