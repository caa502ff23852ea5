package bayes.runtime.density;

/**
 * A path of log densities from an easy one to a posterior, by inverse temperature beta in [0, 1]:
 *
 * <ul>
 *   <li>{@link #ofLikelihood}: log prior + beta * log likelihood;
 *   <li>{@link #between}: (1 - beta) * log start + beta * log end.
 * </ul>
 *
 * <p>Both are linear in beta; the slope is {@link #logRatio}, the log weight of a move by one unit
 * of beta. At beta = 0 only the first density is evaluated, and at beta = 1 of {@link #between}
 * only the second, so that either may be minus infinity where the other is all that counts.
 */
public final class TemperedDensity implements LogDensity {
  private final LogDensity first;
  private final LogDensity second;
  private final boolean firstFades;
  private final double[] scratch;
  private double beta = 1;

  private TemperedDensity(LogDensity first, LogDensity second, boolean firstFades) {
    if (first.dimension() != second.dimension()) {
      throw new IllegalArgumentException("densities of different dimensions");
    }
    this.first = first;
    this.second = second;
    this.firstFades = firstFades;
    scratch = new double[first.dimension()];
  }

  /** The path from the prior (beta = 0) to the posterior (beta = 1), which it is at first. */
  public static TemperedDensity ofLikelihood(LogDensity logPrior, LogDensity logLikelihood) {
    return new TemperedDensity(logPrior, logLikelihood, false);
  }

  /** The path from one density (beta = 0) to another (beta = 1), which it is at first. */
  public static TemperedDensity between(LogDensity start, LogDensity end) {
    return new TemperedDensity(start, end, true);
  }

  /** The inverse temperature. */
  public double inverseTemperature() {
    return beta;
  }

  /** Moves along the path, to an inverse temperature in [0, 1]. */
  public void setInverseTemperature(double newBeta) {
    if (!(newBeta >= 0 && newBeta <= 1)) {
      throw new IllegalArgumentException("inverse temperature " + newBeta + " is not in [0, 1]");
    }
    beta = newBeta;
  }

  /**
   * The derivative of the log density by beta: the log likelihood, or log end - log start. It may
   * be minus infinity (rejected) or NaN (failed), and does not depend on beta.
   */
  public double logRatio(double[] position) {
    double slope = second.logDensity(position);
    return firstFades ? slope - first.logDensity(position) : slope;
  }

  @Override
  public int dimension() {
    return first.dimension();
  }

  @Override
  public double logDensity(double[] position) {
    double weight = firstFades ? 1 - beta : 1;
    double sum = weight == 0 ? 0 : weight * first.logDensity(position);
    if (beta == 0 || sum == Double.NEGATIVE_INFINITY) return sum;
    return sum + beta * second.logDensity(position);
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    double weight = firstFades ? 1 - beta : 1;
    if (weight == 0) return second.logDensityAndGradient(position, gradientOut);
    double sum = weight * first.logDensityAndGradient(position, gradientOut);
    if (weight != 1) for (int i = 0; i < scratch.length; i++) gradientOut[i] *= weight;
    if (beta == 0 || sum == Double.NEGATIVE_INFINITY) return sum;
    sum += beta * second.logDensityAndGradient(position, scratch);
    for (int i = 0; i < scratch.length; i++) gradientOut[i] += beta * scratch[i];
    return sum;
  }
}
