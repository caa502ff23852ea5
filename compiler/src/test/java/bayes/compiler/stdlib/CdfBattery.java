package bayes.compiler.stdlib;

import bayes.compiler.BothWays;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code cdf} and {@code quantile} of a distribution must pass: the reference's point is the
 * quantile at its cdf, and gradients are the slopes.
 */
record CdfBattery(CdfModels models, ReferenceFile reference) {
  private static final double ULP = 0x1p-52;
  private static final double STEP = 1e-4;
  private static final int MOST_SLOPES = 3;

  private static double at(BothWays.Bound bound) {
    return bound.logDensity(new double[bound.dimension()]);
  }

  /** The quantile at the cdf of a point is the point, as far as a double can tell. */
  List<String> quantiles() {
    List<String> problems = new ArrayList<>();
    for (ReferenceFile.Row row : reference.rows("values")) {
      if (!row.has("cdf") || row.vector("x").length > 1) continue;
      double p = row.number("cdf");
      double x = row.number("x");
      double density = Math.exp(row.number("log_density"));
      if (!(p > 0 && p < 1 && density > 0)) continue;
      double allowed;
      double asked = p;
      if (models.isDiscrete()) {
        if (density < 1e-9 * Math.min(p, 1 - p + density)) continue;
        asked = p - density / 2;
        allowed = 0;
      } else {
        double rest = Math.min(p, 1 - p);
        allowed = 1e-10 * Math.abs(x) + (1e-11 * rest + 4 * ULP * p) / density;
        if (allowed > 1e-3 * Math.abs(x) + 1e-6) continue;
      }
      double actual = at(models.quantile(row, asked));
      if (!(Math.abs(actual - x) <= allowed)) {
        problems.add(
            "quantile of "
                + asked
                + " is "
                + actual
                + ", should be within "
                + allowed
                + ", at "
                + row);
      }
    }
    return problems;
  }

  /** Gradients where the distribution is neither flat nor at a corner. */
  List<String> gradients() {
    List<String> problems = new ArrayList<>();
    int count = 0;
    for (ReferenceFile.Row row : reference.rows("values")) {
      if (!row.has("cdf") || !(row.number("gradient_magnitude") > 0)) continue;
      double p = row.number("cdf");
      double x = row.number("x");
      if (!(p > 1e-4 && p < 1 - 1e-4)) continue;
      // How far the point moves if the probability changes by as much as it is.
      double spread = Math.min(p, 1 - p) / Math.exp(row.number("log_density"));
      // Else differences would see the spacing of doubles at the point.
      if (Math.abs(x) > 1e4 * spread || ++count > MOST_SLOPES) continue;
      slopes(problems, row, "cdf", models.cdf(row), 1);
      if (models.isDiscrete()) continue;
      slopes(problems, row, "quantile", models.quantile(row, p), spread);
    }
    return problems;
  }

  private static void slopes(
      List<String> problems,
      ReferenceFile.Row row,
      String what,
      BothWays.Bound bound,
      double size) {
    double[] gradient = bound.gradient(new double[bound.dimension()]);
    for (int i = 0; i < gradient.length; i++) {
      double step = STEP * Math.min(1, size / Math.abs(gradient[i]));
      double near = difference(bound, i, step);
      double far = difference(bound, i, 2 * step);
      double slope = (4 * near - far) / 3;
      // Where both differ, neither is the slope.
      double allowed = 1e-6 * (size + Math.abs(slope)) + Math.abs(near - far);
      if (!(Math.abs(gradient[i] - slope) <= allowed)) {
        problems.add(
            "slope "
                + i
                + " of the "
                + what
                + " is "
                + gradient[i]
                + ", should be "
                + slope
                + ", at "
                + row);
      }
    }
  }

  private static double difference(BothWays.Bound bound, int i, double step) {
    double[] up = new double[bound.dimension()];
    double[] down = new double[bound.dimension()];
    up[i] = step;
    down[i] = -step;
    return (bound.logDensity(up) - bound.logDensity(down)) / (2 * step);
  }
}
