package bayes.runtime.calibration;

import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import java.util.List;
import java.util.Map;

/**
 * The row that is ranked. What a target records of a position is the truth but for what it
 * integrates or sums out: that it draws anew given the data, and the rank of such a draw among
 * others is uniform whatever the simulated value was. Its true value takes its place.
 */
final class Truth {
  /** Values that have coordinates come back from them with an error of rounding. */
  private static final double ROUNDING = 1e-9;

  private Truth() {}

  /** Writes simulated values into what a target has recorded of their position. */
  static void write(Map<String, double[]> values, Layout layout, double[] rowInOut) {
    List<RecordedVariable> variables = layout.variables();
    for (int v = 0; v < variables.size(); v++) {
      double[] known = values.get(variables.get(v).name());
      if (known == null || known.length != variables.get(v).size()) continue;
      int offset = layout.offset(v);
      for (int e = 0; e < known.length; e++) {
        if (!isRounded(rowInOut[offset + e], known[e])) rowInOut[offset + e] = known[e];
      }
    }
  }

  /** Whether the two differ by rounding: constant elements then stay equal to those of draws. */
  private static boolean isRounded(double recorded, double value) {
    return Math.abs(recorded - value) <= ROUNDING * Math.max(1, Math.abs(value));
  }
}
