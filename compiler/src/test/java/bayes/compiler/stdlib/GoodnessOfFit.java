package bayes.compiler.stdlib;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** Whether draws follow a distribution. Each says so wrongly once in a million times. */
final class GoodnessOfFit {
  private static final double FALSE_ALARM = 1e-6;

  private GoodnessOfFit() {}

  /** Kolmogorov's test, from the distribution function at each draw. */
  static Optional<String> kolmogorov(double[] cdfAtDraws) {
    double[] sorted = cdfAtDraws.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double gap = Math.max(sorted[i] - (double) i / n, (i + 1.0) / n - sorted[i]);
      // Not max: NaN is a failure too.
      if (!(gap <= largest)) largest = gap;
    }
    // P(sqrt(n) D > z) is about 2 exp(-2 z^2).
    double allowed = Math.sqrt(-Math.log(FALSE_ALARM / 2) / 2 / n);
    return largest <= allowed
        ? Optional.empty()
        : Optional.of("draws are off by " + largest + " from the cdf, " + allowed + " allowed");
  }

  /**
   * Pearson's test of counts. Neighbouring cells are joined until ten draws are expected in each;
   * the last cell is everything else.
   *
   * @param first the count of the first cell
   * @param probabilities of the cells
   */
  static Optional<String> chiSquared(double[] draws, int first, double[] probabilities) {
    double[] observed = new double[probabilities.length + 1];
    for (double draw : draws) {
      int cell = (int) draw - first;
      boolean inside = cell >= 0 && cell < probabilities.length;
      if (inside && probabilities[cell] == 0) {
        return Optional.of("drew " + draw + ", which has probability zero");
      }
      observed[inside ? cell : probabilities.length]++;
    }
    double statistic = 0;
    int cells = 0;
    double rest = 1;
    double expectedSum = 0;
    double observedSum = 0;
    for (int i = 0; i <= probabilities.length; i++) {
      boolean last = i == probabilities.length;
      double probability = last ? Math.max(rest, 0) : probabilities[i];
      rest -= probability;
      expectedSum += draws.length * probability;
      observedSum += observed[i];
      if (expectedSum >= 10) {
        statistic += square(observedSum - expectedSum) / expectedSum;
        cells++;
        expectedSum = 0;
        observedSum = 0;
      }
    }
    // What is left over is too little to test by itself: it counts as one more cell of size ten.
    statistic += square(observedSum - expectedSum) / 10;
    double allowed =
        new ChiSquaredDistribution(Math.max(1, cells))
            .inverseCumulativeProbability(1 - FALSE_ALARM);
    return statistic <= allowed
        ? Optional.empty()
        : Optional.of("draws have chi-squared " + statistic + ", " + allowed + " allowed");
  }

  /** The mean, within five standard errors, and the variance, within six of its own. */
  static Optional<String> moments(double[] draws, double mean, double variance) {
    int n = draws.length;
    double sum = 0;
    double second = 0;
    double fourth = 0;
    for (double x : draws) {
      sum += x - mean;
      second += square(x - mean);
      fourth += square(square(x - mean));
    }
    double meanError = Math.abs(sum / n);
    double varianceError = Math.abs(second / n - variance);
    double varianceAllowed = 6 * Math.sqrt((fourth / n - square(second / n)) / n);
    boolean fits = meanError <= 5 * Math.sqrt(variance / n) && varianceError <= varianceAllowed;
    return fits
        ? Optional.empty()
        : Optional.of(
            "draws have a mean off by " + meanError + " and a variance off by " + varianceError);
  }

  private static double square(double x) {
    return x * x;
  }
}
