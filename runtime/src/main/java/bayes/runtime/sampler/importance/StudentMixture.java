package bayes.runtime.sampler.importance;

import bayes.runtime.math.Cholesky;
import bayes.runtime.math.Elementary;
import bayes.runtime.math.GammaFunctions;
import bayes.runtime.random.RandomDraws;
import bayes.runtime.sampler.metropolis.IndependentProposal;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A mixture of multivariate Student t distributions with dense scale matrices S_j = L_j L_j' and
 * the same degrees of freedom v:
 *
 * <p>q(x) = sum over j of a_j t_v(x; m_j, S_j).
 *
 * <p>It owns a workspace: one instance per thread.
 */
public final class StudentMixture implements IndependentProposal {
  /** No component is given up: it may only have been unlucky. */
  private static final double LEAST_SHARE = 0.01;

  /**
   * The share of a component that is wide enough for everything (T. Hesterberg, "Weighted average
   * importance sampling and defensive mixture distributions", Technometrics 37, 1995).
   */
  private static final double DEFENCE = 0.1;

  /** Its scale matrix is so many times the covariance of all draws. */
  private static final double DEFENCE_WIDTH = 4;

  private final int n;
  private final double degreesOfFreedom;
  private final double[] shares;
  private final double[][] means;
  private final double[][] lower;
  private final double[] logConstants;
  private final double[] terms;
  private final double[] distances;
  private final double[] difference;

  private StudentMixture(
      double degreesOfFreedom, double[] shares, double[][] means, double[][] lower) {
    this.degreesOfFreedom = degreesOfFreedom;
    this.means = means;
    this.lower = lower;
    n = means[0].length;
    double total = Arrays.stream(shares).sum();
    this.shares = Arrays.stream(shares).map(share -> share / total).toArray();
    logConstants = new double[means.length];
    terms = new double[means.length];
    distances = new double[means.length];
    difference = new double[n];
    double v = degreesOfFreedom;
    double common =
        GammaFunctions.lgamma((v + n) / 2)
            - GammaFunctions.lgamma(v / 2)
            - n / 2.0 * Math.log(v * Math.PI);
    for (int j = 0; j < means.length; j++) {
      logConstants[j] = common;
      for (int i = 0; i < n; i++) logConstants[j] -= Math.log(lower[j][i * n + i]);
    }
  }

  /**
   * A mixture of equal shares.
   *
   * @param degreesOfFreedom positive and finite
   * @param scales the matrices S_j, row after row
   * @throws IllegalArgumentException if one is not positive definite
   */
  public static StudentMixture of(double degreesOfFreedom, double[][] means, double[][] scales) {
    int n = means[0].length;
    double[][] lower = new double[scales.length][n * n];
    for (int j = 0; j < scales.length; j++) {
      if (Cholesky.factor(n, scales[j], 0, lower[j], 0) != 0) {
        throw new IllegalArgumentException("a scale matrix is not positive definite");
      }
    }
    double[] shares = new double[means.length];
    Arrays.fill(shares, 1);
    return new StudentMixture(degreesOfFreedom, shares, means, lower);
  }

  /** The number of coordinates. */
  public int dimension() {
    return n;
  }

  /** The number of components. */
  public int size() {
    return means.length;
  }

  @Override
  public void sample(RandomGenerator random, double[] positionOut) {
    double rest = random.nextDouble();
    int j = 0;
    while (j < shares.length - 1 && rest >= shares[j]) rest -= shares[j++];
    for (int i = 0; i < n; i++) difference[i] = RandomDraws.standardNormal(random);
    double half = degreesOfFreedom / 2;
    double factor = 1 / Math.sqrt(RandomDraws.gamma(random, half, half));
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k <= i; k++) sum += lower[j][i * n + k] * difference[k];
      positionOut[i] = means[j][i] + factor * sum;
    }
  }

  @Override
  public double logDensity(double[] position) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < terms.length; j++) {
      distances[j] = squaredDistance(j, position);
      terms[j] =
          Math.log(shares[j])
              + logConstants[j]
              - (degreesOfFreedom + n) / 2 * Math.log1p(distances[j] / degreesOfFreedom);
      most = Math.max(most, terms[j]);
    }
    double sum = 0;
    for (double term : terms) sum += Elementary.exp(term - most);
    return most + Math.log(sum);
  }

  private double squaredDistance(int j, double[] position) {
    double squared = 0;
    double[] l = lower[j];
    for (int i = 0; i < n; i++) {
      double sum = position[i] - means[j][i];
      for (int k = 0; k < i; k++) sum -= l[i * n + k] * difference[k];
      difference[i] = sum / l[i * n + i];
      squared += difference[i] * difference[i];
    }
    return squared;
  }

  /**
   * The mixture that weighted draws suggest: one step of the EM algorithm for t distributions (O.
   * Cappé, R. Douc, A. Guillin, J.-M. Marin and C. Robert, "Adaptive importance sampling in general
   * mixture classes", Statistics and Computing 18, 2008). Means and scale matrices move as far as
   * the draws that speak for them count: few draws leave a component as it is. Of several
   * components the last is kept wide.
   *
   * @param weights of the draws, not negative
   */
  public StudentMixture adapted(double[][] draws, double[] weights) {
    int components = means.length;
    double[][] responsibility = new double[components][draws.length];
    double[][] pull = new double[components][draws.length];
    for (int i = 0; i < draws.length; i++) {
      if (weights[i] == 0) continue;
      double total = logDensity(draws[i]);
      for (int j = 0; j < components; j++) {
        responsibility[j][i] = weights[i] * Elementary.exp(terms[j] - total);
        pull[j][i] =
            responsibility[j][i] * (degreesOfFreedom + n) / (degreesOfFreedom + distances[j]);
      }
    }
    double[] newShares = new double[components];
    double[][] newMeans = new double[components][];
    double[][] newLower = new double[components][];
    for (int j = 0; j < components; j++) {
      newShares[j] = Arrays.stream(responsibility[j]).sum();
      newMeans[j] = means[j];
      newLower[j] = lower[j];
      double squares = Arrays.stream(responsibility[j]).map(r -> r * r).sum();
      if (!(newShares[j] > 0) || !(squares > 0)) continue;
      double count = newShares[j] * newShares[j] / squares;
      double trust = count / (count + n + 2);
      newMeans[j] = mean(j, draws, pull[j], trust);
      newLower[j] = scale(j, draws, pull[j], newShares[j], newMeans[j], trust);
    }
    double total = Arrays.stream(newShares).sum();
    if (!(total > 0)) return this;
    for (int j = 0; j < components; j++) {
      newShares[j] = Math.max(newShares[j] / total, LEAST_SHARE);
    }
    defend(draws, weights, newShares, newMeans, newLower);
    return new StudentMixture(degreesOfFreedom, newShares, newMeans, newLower);
  }

  /** Spreads the last component over all draws and beyond, where others may leave gaps. */
  private void defend(
      double[][] draws, double[] weights, double[] shares, double[][] means, double[][] lower) {
    int last = means.length - 1;
    if (last == 0) return;
    double[] mean = mean(last, draws, weights, 1);
    double total = Arrays.stream(weights).sum();
    double[] factor = scale(last, draws, weights, total / DEFENCE_WIDTH, mean, 1);
    if (factor == this.lower[last]) return;
    double others = Arrays.stream(shares).sum() - shares[last];
    shares[last] = DEFENCE * others / (1 - DEFENCE);
    means[last] = mean;
    lower[last] = factor;
  }

  private double[] mean(int j, double[][] draws, double[] pull, double trust) {
    double[] mean = new double[n];
    double total = Arrays.stream(pull).sum();
    for (int i = 0; i < draws.length; i++) {
      if (pull[i] == 0) continue;
      for (int k = 0; k < n; k++) mean[k] += pull[i] / total * draws[i][k];
    }
    for (int k = 0; k < n; k++) mean[k] = means[j][k] + trust * (mean[k] - means[j][k]);
    return mean;
  }

  private double[] scale(
      int j, double[][] draws, double[] pull, double share, double[] mean, double trust) {
    double[] scale = new double[n * n];
    for (int i = 0; i < draws.length; i++) {
      if (pull[i] == 0) continue;
      double weight = trust * pull[i] / share;
      for (int k = 0; k < n; k++) {
        double deviation = weight * (draws[i][k] - mean[k]);
        for (int m = 0; m <= k; m++) scale[k * n + m] += deviation * (draws[i][m] - mean[m]);
      }
    }
    double[] old = lower[j];
    for (int k = 0; k < n; k++) {
      for (int m = 0; m <= k; m++) {
        double product = 0;
        for (int p = 0; p <= m; p++) product += old[k * n + p] * old[m * n + p];
        scale[k * n + m] += (1 - trust) * product;
      }
    }
    double[] factor = new double[n * n];
    return Cholesky.factor(n, scale, 0, factor, 0) == 0 ? factor : old;
  }
}
