package bayes.runtime.inference;

import bayes.runtime.random.RandomDraws;
import java.util.random.RandomGenerator;

/**
 * x in the plane, normal(0, 5) in both coordinates; a likelihood of two modes at (-d, 0) and (d,
 * 0), with scale 0.5 and weights 0.3 and 0.7. Both have the same distance from the prior's centre,
 * so that the posterior has the same weights.
 */
final class TwoModes extends ConjugateModel {
  static final double RIGHT = 0.7;
  private static final double SCALE = 0.5;
  private static final double PRIOR = 5;

  private final double d;

  TwoModes(double d) {
    super(2, 2, Fault.NONE);
    this.d = d;
  }

  private static double logNormal(double x, double sd) {
    return -0.5 * (x * x / (sd * sd) + Math.log(2 * Math.PI)) - Math.log(sd);
  }

  @Override
  double logPrior(double[] x, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      gradient[i] -= x[i] / (PRIOR * PRIOR);
      sum += logNormal(x[i], PRIOR);
    }
    return sum;
  }

  @Override
  double logLikelihood(double[] x, double[] gradient) {
    double left = Math.log(1 - RIGHT) + logNormal(x[0] + d, SCALE);
    double right = Math.log(RIGHT) + logNormal(x[0] - d, SCALE);
    double top = Math.max(left, right);
    double sum = top + Math.log(Math.exp(left - top) + Math.exp(right - top));
    double share = Math.exp(right - sum);
    gradient[0] += (share * (d - x[0]) + (1 - share) * (-d - x[0])) / (SCALE * SCALE);
    gradient[1] -= x[1] / (SCALE * SCALE);
    return sum + logNormal(x[1], SCALE);
  }

  @Override
  double logJacobian(double[] position, double[] gradient) {
    return 0;
  }

  @Override
  void constrain(double[] position, double[] out) {
    System.arraycopy(position, 0, out, 0, 2);
  }

  @Override
  void samplePrior(RandomGenerator random, double[] out) {
    for (int i = 0; i < 2; i++) out[i] = PRIOR * RandomDraws.standardNormal(random);
  }

  private static double shrinkage() {
    return PRIOR * PRIOR / (PRIOR * PRIOR + SCALE * SCALE);
  }

  @Override
  double[] mean() {
    return new double[] {(2 * RIGHT - 1) * d * shrinkage(), 0};
  }

  @Override
  double[] variance() {
    double within = SCALE * SCALE * shrinkage();
    double apart = d * shrinkage();
    return new double[] {within + 4 * RIGHT * (1 - RIGHT) * apart * apart, within};
  }

  @Override
  double[] mode() {
    return new double[] {d * shrinkage(), 0};
  }

  @Override
  double logEvidence() {
    double sd = Math.hypot(PRIOR, SCALE);
    return logNormal(d, sd) + logNormal(0, sd);
  }
}
