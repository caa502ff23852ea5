package bayes.runtime.sampler.hamiltonian;

import java.util.Arrays;

/** A metric of each kind, whose inverse is known. */
final class Metrics {
  private Metrics() {}

  /** The metric whose inverse is {@link #inverse} of the same arguments. */
  static Metric of(MetricKind kind, int n) {
    return switch (kind) {
      case DIAGONAL -> DiagonalMetric.ofInverse(variances(n));
      case LOW_RANK -> LowRankMetric.of(variances(n), direction(n), new double[] {4});
      case DENSE -> DenseMetric.ofInverse(n, inverse(MetricKind.DENSE, n)).orElseThrow();
    };
  }

  /** The inverse metric in row order: D (I + 3 u u') D, or D^2 for the diagonal kind. */
  static double[] inverse(MetricKind kind, int n) {
    double[] inverse = new double[n * n];
    double[] variances = variances(n);
    double[] u = direction(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double inner = (i == j ? 1 : 0) + (kind == MetricKind.DIAGONAL ? 0 : 3 * u[i] * u[j]);
        inverse[i * n + j] = Math.sqrt(variances[i] * variances[j]) * inner;
      }
    }
    return inverse;
  }

  private static double[] variances(int n) {
    double[] variances = new double[n];
    for (int i = 0; i < n; i++) variances[i] = 0.5 + 0.25 * i;
    return variances;
  }

  private static double[] direction(int n) {
    double[] direction = new double[n];
    Arrays.fill(direction, 1 / Math.sqrt(n));
    return direction;
  }
}
