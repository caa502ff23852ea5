package bayes.runtime.convergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which chains explore the same region. Two chains are apart if, for some quantity, the R-hat of
 * the two as they are exceeds 1.5: then their means are about 1.6 standard deviations of a chain
 * apart. Chains that are not apart, or are linked by others, form a cluster.
 *
 * @param means {@code means[quantity][chain]}
 * @param variances {@code variances[quantity][chain]}
 * @param clusters the numbers of the chains, from 0; the clusters by their first chains
 */
public record ChainClusters(double[][] means, double[][] variances, List<List<Integer>> clusters) {
  private static final double APART = 1.5;

  /** Clusters the chains of several quantities, each {@code draws[chain][draw]}. */
  public static ChainClusters of(List<double[][]> quantities) {
    int chains = quantities.isEmpty() ? 0 : quantities.get(0).length;
    double[][] means = new double[quantities.size()][chains];
    double[][] variances = new double[quantities.size()][chains];
    for (int q = 0; q < means.length; q++) {
      for (int c = 0; c < chains; c++) {
        double[] draws = quantities.get(q)[c];
        means[q][c] = Moments.mean(draws);
        variances[q][c] = Moments.variance(draws);
      }
    }
    int[] first = new int[chains];
    for (int c = 0; c < chains; c++) {
      first[c] = c;
      for (int other = 0; other < c; other++) {
        if (first[other] == first[c] || areApart(means, variances, c, other)) continue;
        int from = Math.max(first[c], first[other]);
        int to = Math.min(first[c], first[other]);
        for (int i = 0; i <= c; i++) if (first[i] == from) first[i] = to;
      }
    }
    List<List<Integer>> clusters = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      if (first[c] != c) continue;
      List<Integer> members = new ArrayList<>();
      for (int i = c; i < chains; i++) if (first[i] == c) members.add(i);
      clusters.add(List.copyOf(members));
    }
    return new ChainClusters(means, variances, List.copyOf(clusters));
  }

  private static boolean areApart(double[][] means, double[][] variances, int a, int b) {
    for (int q = 0; q < means.length; q++) {
      double between = (means[q][a] - means[q][b]) * (means[q][a] - means[q][b]) / 2;
      double within = (variances[q][a] + variances[q][b]) / 2;
      if (within > 0 && Math.sqrt(1 + between / within) > APART) return true;
    }
    return false;
  }

  /** The mean of a quantity over the chains of a cluster. */
  public double mean(int quantity, int cluster) {
    return clusters.get(cluster).stream()
        .mapToDouble(c -> means[quantity][c])
        .average()
        .orElse(Double.NaN);
  }

  /** The standard deviation of a quantity within the chains of a cluster. */
  public double sd(int quantity, int cluster) {
    double variance =
        clusters.get(cluster).stream()
            .mapToDouble(c -> variances[quantity][c])
            .average()
            .orElse(Double.NaN);
    return Math.sqrt(variance);
  }

  /** How many standard deviations the means of two clusters are apart; 0 if that is not defined. */
  public double distance(int quantity, int a, int b) {
    double spread = Math.hypot(sd(quantity, a), sd(quantity, b)) / Math.sqrt(2);
    double distance = Math.abs(mean(quantity, a) - mean(quantity, b)) / spread;
    return Double.isFinite(distance) ? distance : 0;
  }

  /** The quantity by which two clusters are farthest apart. */
  public int farthest(int a, int b) {
    int farthest = 0;
    for (int q = 1; q < means.length; q++) {
      if (distance(q, a, b) > distance(farthest, a, b)) farthest = q;
    }
    return farthest;
  }

  /**
   * How much less the chains of one cluster move than those of another: the median, over the
   * quantities, of the ratio of the standard deviations.
   */
  public double relativeSpread(int cluster, int other) {
    double[] ratios = new double[means.length];
    int n = 0;
    for (int q = 0; q < means.length; q++) {
      double ratio = sd(q, cluster) / sd(q, other);
      if (Double.isFinite(ratio)) ratios[n++] = ratio;
    }
    return n == 0 ? 1 : Quantiles.median(Arrays.copyOf(ratios, n));
  }
}
