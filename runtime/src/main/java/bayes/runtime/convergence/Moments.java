package bayes.runtime.convergence;

/** Means and variances, by two passes. */
final class Moments {
  private Moments() {}

  static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    double mean = sum / x.length;
    double rest = 0;
    for (double v : x) {
      rest += v - mean;
    }
    return Double.isFinite(rest) ? mean + rest / x.length : mean;
  }

  /** The sample variance, with the divisor n - 1. */
  static double variance(double[] x) {
    return sumOfSquares(x, mean(x)) / (x.length - 1);
  }

  static double sumOfSquares(double[] x, double centre) {
    double sum = 0;
    for (double v : x) {
      sum += (v - centre) * (v - centre);
    }
    return sum;
  }
}
