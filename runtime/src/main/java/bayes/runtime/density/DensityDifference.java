package bayes.runtime.density;

/**
 * The difference of two log densities: the log prior as log joint density - log likelihood, where
 * it has no program of its own. Rejected where either is, as it cannot be told there.
 */
public final class DensityDifference implements LogDensity {
  private final LogDensity whole;
  private final LogDensity part;
  private final double[] scratch;

  /** The log density {@code whole - part}. */
  public DensityDifference(LogDensity whole, LogDensity part) {
    if (whole.dimension() != part.dimension()) {
      throw new IllegalArgumentException("densities of different dimensions");
    }
    this.whole = whole;
    this.part = part;
    scratch = new double[whole.dimension()];
  }

  @Override
  public int dimension() {
    return whole.dimension();
  }

  @Override
  public double logDensity(double[] position) {
    double value = whole.logDensity(position);
    return value == Double.NEGATIVE_INFINITY ? value : value - part.logDensity(position);
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    double value = whole.logDensityAndGradient(position, gradientOut);
    if (value == Double.NEGATIVE_INFINITY) return value;
    value -= part.logDensityAndGradient(position, scratch);
    for (int i = 0; i < scratch.length; i++) gradientOut[i] -= scratch[i];
    return value;
  }
}
