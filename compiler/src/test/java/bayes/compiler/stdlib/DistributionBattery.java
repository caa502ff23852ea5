package bayes.compiler.stdlib;

import bayes.compiler.BothWays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What every distribution must pass, from its reference values: log densities, distribution
 * function and gradient, the edges of the support, a density that adds up to one, and draws that
 * follow it. Each check returns what is wrong, nothing if all is well.
 */
record DistributionBattery(DistributionModels models, ReferenceFile reference) {
  private static final double ULP = 0x1p-52;
  private static final int N_DRAWS = 10_000;
  private static final double[] NO_POSITION = {};

  List<String> all() {
    List<String> problems = new ArrayList<>();
    problems.addAll(values());
    problems.addAll(gradients());
    problems.addAll(outside());
    problems.addAll(totals());
    problems.addAll(draws());
    return problems;
  }

  /**
   * Log densities within 1e-12, or eight roundings of the largest terms that they are sums of; the
   * cdf within 1e-13, and 1e-9 of itself.
   */
  List<String> values() {
    List<String> problems = new ArrayList<>();
    for (ReferenceFile.Row row : reference.rows("values")) {
      BothWays.Bound.Row recorded = evaluate(row, List.of(row.vector("x")));
      compare(
          problems,
          row,
          "log density",
          recorded.of("log_p")[0],
          row.number("log_density"),
          1e-12 * Math.abs(row.number("log_density")) + 8 * ULP * row.number("magnitude"));
      if (models.hasCdf() && row.has("cdf")) {
        double cdf = row.number("cdf");
        double allowed =
            Math.min(1e-13, 1e-9 * cdf + 1e-300) + 8 * ULP * row.number("magnitude") * cdf;
        compare(problems, row, "cdf", recorded.of("below")[0], cdf, allowed);
      }
    }
    return problems;
  }

  private BothWays.Bound.Row evaluate(ReferenceFile.Row row, List<double[]> points) {
    return models.at(row, points, 1).record(NO_POSITION, 1);
  }

  private static void compare(
      List<String> problems,
      ReferenceFile.Row row,
      String what,
      double actual,
      double expected,
      double allowed) {
    if (actual == expected || Math.abs(actual - expected) <= allowed) return;
    problems.add(
        what + " is " + actual + ", should be " + expected + " within " + allowed + ", at " + row);
  }

  /** Gradients within 1e-11, or some roundings of the largest terms that they are sums of. */
  List<String> gradients() {
    List<String> problems = new ArrayList<>();
    for (ReferenceFile.Row row : reference.rows("values")) {
      double[] expected = models.expectedGradient(row);
      if (expected.length == 0) continue;
      double[] actual = models.gradient(row);
      for (int i = 0; i < expected.length; i++) {
        double allowed =
            1e-11 * Math.abs(expected[i]) + 64 * ULP * row.number("gradient_magnitude");
        compare(problems, row, "gradient " + i, actual[i], expected[i], allowed);
      }
    }
    return problems;
  }

  /** The log density is minus infinity outside of the support. */
  List<String> outside() {
    List<String> problems = new ArrayList<>();
    for (ReferenceFile.Row row : reference.rows("outside")) {
      double actual = evaluate(row, List.of(row.vector("x"))).of("log_p")[0];
      compare(problems, row, "log density", actual, Double.NEGATIVE_INFINITY, 0);
    }
    return problems;
  }

  /** The density adds up to one. */
  List<String> totals() {
    List<String> problems = new ArrayList<>();
    for (ReferenceFile.Row row : reference.rows("totals")) {
      Totals totals = Totals.of(row);
      double sum = totals.sum(evaluate(row, totals.points()).of("log_p"));
      compare(problems, row, "total", sum, 1, 2e-7);
    }
    return problems;
  }

  /** Draws follow the distribution function, the probabilities, or at least the moments. */
  List<String> draws() {
    List<String> problems = new ArrayList<>();
    if (!models.canDraw()) return problems;
    long seed = 20240;
    for (ReferenceFile.Row row : reference.rows("draws")) {
      double[] draws = draw(row, seed++);
      Optional<String> problem =
          switch (row.word("against")) {
            case "cdf" -> againstCdf(row, draws);
            case "counts" -> againstProbabilities(row, draws);
            case "moments" -> againstMoments(row, draws);
            case "covariances" -> againstCovariances(row, draws);
            default -> throw new IllegalArgumentException(row.word("against"));
          };
      problem.ifPresent(p -> problems.add(p + ", at " + row));
    }
    return problems;
  }

  private double[] draw(ReferenceFile.Row row, long seed) {
    // A point must be there, as long as the draws are; if there is one, of the distribution's.
    int size = models.eventSize(row);
    double[] somewhere =
        reference.rows("values").stream()
            .map(any -> any.vector("x"))
            .filter(x -> x.length == size)
            .findFirst()
            .orElseGet(() -> Arrays.copyOf(reference.rows("values").get(0).vector("x"), size));
    return models.at(row, List.of(somewhere), N_DRAWS).record(NO_POSITION, seed).of("drawn");
  }

  private Optional<String> againstCdf(ReferenceFile.Row row, double[] draws) {
    List<double[]> points = Arrays.stream(draws).mapToObj(x -> new double[] {x}).toList();
    return GoodnessOfFit.kolmogorov(evaluate(row, points).of("below"));
  }

  private Optional<String> againstProbabilities(ReferenceFile.Row row, double[] draws) {
    List<double[]> points = new ArrayList<>();
    for (int x = (int) row.number("first"); x <= (int) row.number("second"); x++) {
      points.add(new double[] {x});
    }
    double[] probabilities =
        Arrays.stream(evaluate(row, points).of("log_p")).map(Math::exp).toArray();
    return GoodnessOfFit.chiSquared(draws, (int) row.number("first"), probabilities);
  }

  private static Optional<String> againstMoments(ReferenceFile.Row row, double[] draws) {
    double[] means = row.vector("first");
    double[] variances = row.vector("second");
    for (int i = 0; i < means.length; i++) {
      double[] element = new double[draws.length / means.length];
      for (int k = 0; k < element.length; k++) element[k] = draws[k * means.length + i];
      Optional<String> problem = GoodnessOfFit.moments(element, means[i], variances[i]);
      if (problem.isPresent()) return problem;
    }
    return Optional.empty();
  }

  /** The moments of all elements and of all sums of two. */
  private static Optional<String> againstCovariances(ReferenceFile.Row row, double[] draws) {
    double[] means = row.vector("first");
    double[] covariances = row.vector("second");
    int n = means.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double[] sums = new double[draws.length / n];
        for (int k = 0; k < sums.length; k++) sums[k] = draws[k * n + i] + draws[k * n + j];
        double variance =
            covariances[i * n + i] + covariances[j * n + j] + 2 * covariances[i * n + j];
        Optional<String> problem = GoodnessOfFit.moments(sums, means[i] + means[j], variance);
        if (problem.isPresent()) return problem;
      }
    }
    return Optional.empty();
  }
}
