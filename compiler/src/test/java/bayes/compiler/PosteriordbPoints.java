package bayes.compiler;

import bayes.runtime.data.Data;
import bayes.runtime.data.DataEntry;
import bayes.runtime.data.DataValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The points of a log density check, in terms of our latents. Where the file holds other variables
 * (the raw ones of a non-centred form, an element of a Cholesky factor), they are mapped, and the
 * map's log Jacobian is what has to be added to our log density.
 */
final class PosteriordbPoints {
  private final List<Map<String, double[]>> values = new ArrayList<>();
  private final double[] expected;
  private final double[] logJacobians;

  private PosteriordbPoints(double[] expected) {
    this.expected = expected;
    this.logJacobians = new double[expected.length];
  }

  static PosteriordbPoints of(String model, Data file) {
    double[] expected = reals(file.find("log_density_minus_first").orElseThrow().value());
    PosteriordbPoints points = new PosteriordbPoints(expected);
    for (int p = 0; p < expected.length; p++) {
      Map<String, double[]> point = new LinkedHashMap<>();
      for (DataEntry entry : file.entries()) {
        if (entry.name().equals("log_density_minus_first")) continue;
        point.put(entry.name(), reals(((DataValue.Sequence) entry.value()).get(p)));
      }
      points.logJacobians[p] = map(model, point);
      points.values.add(point);
    }
    return points;
  }

  int count() {
    return expected.length;
  }

  double expected(int p) {
    return expected[p];
  }

  double logJacobian(int p) {
    return logJacobians[p];
  }

  Map<String, double[]> values(int p) {
    return new HashMap<>(values.get(p));
  }

  /** Replaces the file's variables by ours; the log Jacobian of theirs to ours. */
  private static double map(String model, Map<String, double[]> point) {
    return switch (model) {
      case "eight_schools_noncentered" -> centre(point, "theta_trans", "theta", "mu", "tau");
      case "radon_hierarchical_intercept_noncentered", "radon_variable_intercept_noncentered" ->
          centre(point, "alpha_raw", "alpha", "mu_alpha", "sigma_alpha");
      case "radon_variable_intercept_slope_noncentered" ->
          centre(point, "alpha_raw", "alpha", "mu_alpha", "sigma_alpha")
              + centre(point, "beta_raw", "beta", "mu_beta", "sigma_beta");
      case "dogs_nonhierarchical" -> factor(point, "L_logit_ab");
      case "hier_2pl" -> {
        columns(point, "xi1", "xi2", "xi");
        yield factor(point, "L_Omega");
      }
      default -> 0;
    };
  }

  /** x = location + scale raw: log |dx / draw| = n log scale. */
  private static double centre(
      Map<String, double[]> point, String raw, String name, String location, String scale) {
    double[] values = take(point, raw);
    double sd = Objects.requireNonNull(point.get(scale))[0];
    double mean = Objects.requireNonNull(point.get(location))[0];
    for (int i = 0; i < values.length; i++) values[i] = mean + sd * values[i];
    point.put(name, values);
    return values.length * Math.log(sd);
  }

  /** [[1, 0], [r, sqrt(1 - r^2)]] of r: the factor's density is one of r. */
  private static double factor(Map<String, double[]> point, String name) {
    double r = take(point, "L21")[0];
    point.put(name, new double[] {1, 0, r, Math.sqrt(1 - r * r)});
    return 0;
  }

  private static void columns(
      Map<String, double[]> point, String first, String second, String name) {
    double[] a = take(point, first);
    double[] b = take(point, second);
    double[] rows = new double[2 * a.length];
    for (int i = 0; i < a.length; i++) {
      rows[2 * i] = a[i];
      rows[2 * i + 1] = b[i];
    }
    point.put(name, rows);
  }

  private static double[] take(Map<String, double[]> point, String name) {
    return Objects.requireNonNull(point.remove(name)).clone();
  }

  private static double[] reals(DataValue value) {
    List<Double> found = new ArrayList<>();
    collect(value, found);
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(DataValue value, List<Double> found) {
    if (value instanceof DataValue.Number number) found.add(number.value());
    if (value instanceof DataValue.Sequence sequence) {
      for (int i = 0; i < sequence.size(); i++) collect(sequence.get(i), found);
    }
  }
}
