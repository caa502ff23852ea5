package bayes.runtime.convergence;

import java.util.List;

/**
 * The log likelihood of each observation in each draw.
 *
 * @param labels of the observations, {@code y["Choate"]}
 * @param chains the number of chains
 * @param draws the number of draws of each chain
 * @param values for each observation the log likelihoods of all draws, chain after chain
 */
public record PointwiseLogLikelihood(
    List<String> labels, int chains, int draws, List<double[]> values) {
  public PointwiseLogLikelihood {
    labels = List.copyOf(labels);
    values = List.copyOf(values);
    if (labels.size() != values.size()) {
      throw new IllegalArgumentException(labels.size() + " labels of " + values.size() + " points");
    }
    for (double[] point : values) {
      if (point.length != chains * draws) {
        throw new IllegalArgumentException("a point with " + point.length + " values");
      }
    }
  }

  /** The number of observations. */
  public int size() {
    return labels.size();
  }

  /** The values of an observation by chain. */
  double[][] byChain(int point) {
    double[][] byChain = new double[chains][draws];
    for (int c = 0; c < chains; c++) {
      System.arraycopy(values.get(point), c * draws, byChain[c], 0, draws);
    }
    return byChain;
  }
}
