package bayes.runtime.inference;

import static org.apache.commons.math3.special.Gamma.logGamma;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.random.RandomDraws;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Two continuous and two discrete coordinates whose joint moments are known: z ~ categorical(0.5,
 * 0.3, 0.2) on 0, 1, 2; x ~ normal(1.5 z, 1); y ~ normal(z - x, 0.5); k ~ poisson(exp(0.5 + 0.3
 * x)).
 */
final class SwitchedNormal extends ConjugateModel {
  private static final double LOG_2PI = Math.log(2 * Math.PI);
  private static final double[] SHARES = {0.5, 0.3, 0.2};

  /** What is wrong with a block's conditional density. */
  enum BlockFault {
    NONE,
    /** Sites are drawn as if the continuous latents did not depend on them. */
    SITES_ALONE,
    /** The continuous latents move as if one of the sites had not. */
    STALE_SITE
  }

  private final BlockFault blockFault;

  SwitchedNormal(BlockFault blockFault) {
    super(4, 4, Fault.NONE);
    this.blockFault = blockFault;
  }

  @Override
  public DiscreteSites discreteSites() {
    return DiscreteSites.of(2, new int[] {0, 0}, new int[] {2, DiscreteSites.NO_UPPER});
  }

  @Override
  public Optional<LocalDensity> newLocalDensity() {
    LogDensity whole = super.newLogDensity();
    return Optional.of(
        LocalDensity.whole(blockFault == BlockFault.SITES_ALONE ? new Seen(whole, 0, 0.3) : whole));
  }

  @Override
  public LogDensity newLogDensity() {
    LogDensity whole = super.newLogDensity();
    return blockFault == BlockFault.STALE_SITE ? new Seen(whole, 2, 1) : whole;
  }

  /** A density that takes one coordinate to be something else than it is. */
  private record Seen(LogDensity density, int coordinate, double value) implements LogDensity {
    @Override
    public int dimension() {
      return density.dimension();
    }

    @Override
    public double logDensity(double[] position) {
      return density.logDensity(seen(position));
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradientOut) {
      return density.logDensityAndGradient(seen(position), gradientOut);
    }

    private double[] seen(double[] position) {
      double[] seen = position.clone();
      seen[coordinate] = value;
      return seen;
    }
  }

  @Override
  double logPrior(double[] u, double[] gradient) {
    double shift = u[0] - 1.5 * u[2];
    gradient[0] -= shift;
    return Math.log(SHARES[(int) u[2]]) - 0.5 * (LOG_2PI + shift * shift);
  }

  @Override
  double logLikelihood(double[] u, double[] gradient) {
    double rest = (u[1] - u[2] + u[0]) / 0.5;
    double logRate = 0.5 + 0.3 * u[0];
    gradient[0] += -rest / 0.5 + 0.3 * (u[3] - Math.exp(logRate));
    gradient[1] -= rest / 0.5;
    return -0.5 * (LOG_2PI + 2 * Math.log(0.5) + rest * rest)
        + u[3] * logRate
        - Math.exp(logRate)
        - logGamma(u[3] + 1);
  }

  @Override
  double logJacobian(double[] position, double[] gradient) {
    return 0;
  }

  @Override
  void constrain(double[] position, double[] out) {
    System.arraycopy(position, 0, out, 0, 4);
  }

  @Override
  void samplePrior(RandomGenerator random, double[] out) {
    double u = random.nextDouble();
    out[2] = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
    out[0] = 1.5 * out[2] + RandomDraws.standardNormal(random);
    out[1] = out[2] - out[0] + 0.5 * RandomDraws.standardNormal(random);
    out[3] = random.nextInt(6);
  }

  @Override
  double[] mean() {
    return new double[] {1.5 * 0.7, 0.7 - 1.5 * 0.7, 0.7, rateMoment(1)};
  }

  @Override
  double[] variance() {
    double rate = rateMoment(1);
    return new double[] {
      1 + 2.25 * 0.61, 0.25 * 0.61 + 1.25, 0.61, rate + rateMoment(2) - rate * rate
    };
  }

  /** The mean of the rate to some power, a mixture of lognormal ones. */
  private static double rateMoment(int power) {
    double sum = 0;
    for (int z = 0; z < SHARES.length; z++) {
      double mean = 0.5 + 0.3 * 1.5 * z;
      sum += SHARES[z] * Math.exp(power * mean + power * power * 0.3 * 0.3 / 2);
    }
    return sum;
  }

  @Override
  double logEvidence() {
    return 0;
  }

  @Override
  double[] mode() {
    throw new UnsupportedOperationException("of a density with discrete coordinates");
  }
}
