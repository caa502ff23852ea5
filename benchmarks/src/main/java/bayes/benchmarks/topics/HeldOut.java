package bayes.benchmarks.topics;

import java.util.Arrays;

/**
 * Document completion: how well topics predict the second half of documents that they have not
 * seen. The topics' words phi are given; a document's shares theta are estimated from its words at
 * even places, as the fixed point
 *
 * <pre>
 *   theta_k = (alpha + sum over words w   theta_k phi_kw / sum_j theta_j phi_jw) / (n + K alpha),
 * </pre>
 *
 * and its words at odd places are scored by log sum_k theta_k phi_kw. One definition for all.
 */
final class HeldOut {
  private static final int STEPS = 100;

  private HeldOut() {}

  /** The average log probability of a word, over all words at odd places. */
  static double logScore(int[][] documents, double[][] phi, double alpha) {
    double sum = 0;
    int n = 0;
    for (int[] document : documents) {
      double[] theta = theta(document, phi, alpha);
      for (int i = 1; i < document.length; i += 2) {
        double p = 0;
        for (int k = 0; k < theta.length; k++) p += theta[k] * phi[k][document[i]];
        sum += Math.log(p);
        n++;
      }
    }
    return sum / n;
  }

  private static double[] theta(int[] document, double[][] phi, double alpha) {
    int topics = phi.length;
    double[] theta = new double[topics];
    Arrays.fill(theta, 1.0 / topics);
    double[] counts = new double[topics];
    double[] shares = new double[topics];
    int seen = (document.length + 1) / 2;
    for (int step = 0; step < STEPS; step++) {
      Arrays.fill(counts, alpha);
      for (int i = 0; i < document.length; i += 2) {
        double total = 0;
        for (int k = 0; k < topics; k++) {
          shares[k] = theta[k] * phi[k][document[i]];
          total += shares[k];
        }
        for (int k = 0; k < topics; k++) counts[k] += shares[k] / total;
      }
      for (int k = 0; k < topics; k++) theta[k] = counts[k] / (seen + topics * alpha);
    }
    return theta;
  }
}
