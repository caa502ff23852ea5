package bayes.runtime.approximation;

import bayes.runtime.math.Elementary;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A mixture of normal (or Student t) distributions, one for each path of ascent. */
public final class NormalMixture implements Approximation {
  private final List<LowRankNormal> components;
  private final double[] shares;
  private final double[] terms;

  /**
   * The mixture, with a workspace of its own.
   *
   * @param shares of the components; not negative, and with a positive sum, which need not be 1
   */
  NormalMixture(List<LowRankNormal> components, double[] shares) {
    this.components = List.copyOf(components);
    double total = Arrays.stream(shares).sum();
    this.shares = Arrays.stream(shares).map(share -> share / total).toArray();
    terms = new double[shares.length];
  }

  /** The number of components. */
  public int size() {
    return components.size();
  }

  /** The components, without their shares. */
  public List<LowRankNormal> components() {
    return components;
  }

  /** The same mixture of t distributions of these degrees of freedom. */
  public NormalMixture withDegreesOfFreedom(double degreesOfFreedom) {
    return new NormalMixture(
        components.stream().map(c -> c.withDegreesOfFreedom(degreesOfFreedom)).toList(), shares);
  }

  @Override
  public int dimension() {
    return components.get(0).dimension();
  }

  @Override
  public void sample(RandomGenerator random, double[] positionOut) {
    double rest = random.nextDouble();
    int chosen = 0;
    while (chosen < shares.length - 1 && rest >= shares[chosen]) rest -= shares[chosen++];
    components.get(chosen).sample(random, positionOut);
  }

  @Override
  public double logDensity(double[] position) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < terms.length; j++) {
      terms[j] = Math.log(shares[j]) + components.get(j).logDensity(position);
      most = Math.max(most, terms[j]);
    }
    double sum = 0;
    for (double term : terms) sum += Elementary.exp(term - most);
    return most + Math.log(sum);
  }

  /**
   * The mixture with the shares that weighted draws suggest: each draw counts for the components by
   * the probability that it is theirs (one step of the EM algorithm). No share falls below {@code
   * least}, so that no component is lost to bad luck.
   */
  NormalMixture withSharesFrom(double[][] draws, double[] weights, double least) {
    double[] sums = new double[shares.length];
    for (int i = 0; i < draws.length; i++) {
      double total = logDensity(draws[i]);
      for (int j = 0; j < sums.length; j++) {
        sums[j] += weights[i] * Elementary.exp(terms[j] - total);
      }
    }
    for (int j = 0; j < sums.length; j++) sums[j] = Math.max(sums[j], least);
    return new NormalMixture(components, sums);
  }
}
