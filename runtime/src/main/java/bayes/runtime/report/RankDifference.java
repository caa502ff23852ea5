package bayes.runtime.report;

import bayes.runtime.calibration.RankedQuantity;
import bayes.runtime.calibration.UniformRanks;
import java.util.ArrayList;
import java.util.List;

/**
 * The distribution function of ranks less the uniform one, with the bounds of its band, at z = 0,
 * 1/(L+1), ..., 1.
 */
record RankDifference(List<Double> curve, List<Double> lower, List<Double> upper) {
  static RankDifference of(RankedQuantity quantity, UniformRanks.Band band) {
    int[] counts = quantity.uniform().counts(quantity.ranks());
    return new RankDifference(
        differences(counts, quantity.count()),
        differences(band.lower(), quantity.count()),
        differences(band.upper(), quantity.count()));
  }

  private static List<Double> differences(int[] counts, int total) {
    List<Double> differences = new ArrayList<>();
    differences.add(0.0);
    for (int i = 0; i < counts.length; i++) {
      differences.add((double) counts[i] / total - (i + 1.0) / (counts.length + 1));
    }
    differences.add(0.0);
    return differences;
  }

  /** The largest size of all. */
  double largest() {
    double largest = 0;
    for (List<Double> values : List.of(curve, lower, upper)) {
      for (double value : values) largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
