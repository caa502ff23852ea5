package bayes.runtime.approximation;

import bayes.runtime.density.LogDensity;
import bayes.runtime.math.GammaFunctions;
import bayes.runtime.random.RandomDraws;
import java.util.random.RandomGenerator;

/**
 * A multivariate Student t distribution (normal, for infinitely many degrees of freedom) with the
 * mode and the curvature of a density:
 *
 * <p>log q(x) = log G((v+n)/2) - log G(v/2) - (n/2) log(v pi) + (1/2) log |P| - ((v+n)/2) log(1 +
 * (x-m)' P (x-m) / v).
 *
 * <p>As a proposal it should have heavier tails than the target, else weights are unbounded; on the
 * unconstrained scale, tails such as those of a log gamma variable are exponential and no normal
 * distribution covers them.
 */
public final class LaplaceApproximation implements Approximation, LogDensity {
  private final double[] mode;
  private final Curvature curvature;
  private final double degreesOfFreedom;
  private final double logConstant;
  private final double[] difference;

  /**
   * The approximation around {@code mode}. Owns a workspace: one instance per thread.
   *
   * @param degreesOfFreedom positive, may be infinite
   */
  public LaplaceApproximation(double[] mode, Curvature curvature, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException("degrees of freedom must be positive");
    }
    this.mode = mode.clone();
    this.curvature = curvature;
    this.degreesOfFreedom = degreesOfFreedom;
    difference = new double[mode.length];
    double half = mode.length / 2.0;
    double v = degreesOfFreedom;
    logConstant =
        curvature.halfLogDeterminant()
            + (isNormal()
                ? -half * Math.log(2 * Math.PI)
                : GammaFunctions.lgamma(v / 2 + half)
                    - GammaFunctions.lgamma(v / 2)
                    - half * Math.log(v * Math.PI));
  }

  private boolean isNormal() {
    return degreesOfFreedom == Double.POSITIVE_INFINITY;
  }

  @Override
  public void sample(RandomGenerator random, double[] positionOut) {
    for (int i = 0; i < mode.length; i++) positionOut[i] = RandomDraws.standardNormal(random);
    curvature.colour(positionOut);
    double factor =
        isNormal()
            ? 1
            : 1 / Math.sqrt(RandomDraws.gamma(random, degreesOfFreedom / 2, degreesOfFreedom / 2));
    for (int i = 0; i < mode.length; i++) positionOut[i] = mode[i] + factor * positionOut[i];
  }

  @Override
  public int dimension() {
    return mode.length;
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    for (int i = 0; i < mode.length; i++) gradientOut[i] = mode[i] - position[i];
    double squared = curvature.squaredDistance(gradientOut);
    curvature.multiplyByPrecision(gradientOut);
    if (!isNormal()) {
      double factor = (degreesOfFreedom + mode.length) / (degreesOfFreedom + squared);
      for (int i = 0; i < mode.length; i++) gradientOut[i] *= factor;
    }
    return logDensity(position);
  }

  @Override
  public double logDensity(double[] position) {
    for (int i = 0; i < mode.length; i++) difference[i] = position[i] - mode[i];
    double squared = curvature.squaredDistance(difference);
    double v = degreesOfFreedom;
    return isNormal()
        ? logConstant - squared / 2
        : logConstant - (v + mode.length) / 2 * Math.log1p(squared / v);
  }
}
