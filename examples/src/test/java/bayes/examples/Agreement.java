package bayes.examples;

import static org.junit.jupiter.api.Assertions.fail;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.WeightedValues;
import bayes.runtime.draws.Draws;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Estimates beside what they should be, each with the error of their difference. */
final class Agreement {
  private final List<Comparison> comparisons = new ArrayList<>();

  /** An estimate, what it should be, and the standard error of their difference. */
  record Comparison(String name, double estimate, double expected, double error) {
    double standardised() {
      return (estimate - expected) / error;
    }

    /** Not a number is no agreement. */
    boolean isWithin(double limit) {
      return Math.abs(standardised()) <= limit;
    }

    @Override
    public String toString() {
      return "%s: %.6g, expected %.6g, %.1f errors of %.2g"
          .formatted(name, estimate, expected, standardised(), error);
    }
  }

  Agreement add(String name, double estimate, double expected, double error) {
    comparisons.add(new Comparison(name, estimate, expected, error));
    return this;
  }

  /** Markov chains beside known values; those of statistics that are not of draws are left out. */
  static Agreement of(Draws draws, List<Reference.Known> known) {
    Agreement agreement = new Agreement();
    for (Reference.Known value : known) {
      var column = draws.layout().column(value.name());
      if (column.isEmpty() || value.statistic().equals("mode")) continue;
      agreement.add(draws.chains(column.getAsInt()), value);
    }
    return agreement;
  }

  /** One statistic of Markov chains beside its known value. */
  Agreement add(double[][] chains, Reference.Known known) {
    Statistic statistic = Statistic.of(known.statistic(), chains);
    return add(
        known.name() + " " + known.statistic(),
        statistic.value(),
        known.value(),
        Math.hypot(statistic.error(), known.error()));
  }

  /** An estimate from chains and its Monte Carlo standard error. */
  private record Statistic(double value, double error) {
    static Statistic of(String name, double[][] chains) {
      double[] pooled = Arrays.stream(chains).flatMapToDouble(Arrays::stream).sorted().toArray();
      double mean = Arrays.stream(pooled).average().orElseThrow();
      if (name.equals("mean")) return new Statistic(mean, Convergence.mcseMean(chains));
      if (name.equals("sd")) {
        double squares = Arrays.stream(pooled).map(x -> (x - mean) * (x - mean)).sum();
        return new Statistic(Math.sqrt(squares / (pooled.length - 1)), Convergence.mcseSd(chains));
      }
      double probability = Double.parseDouble("0." + QUANTILES.get(name));
      double at = probability * (pooled.length - 1);
      int below = (int) at;
      double value = pooled[below] + (at - below) * (pooled[below + 1] - pooled[below]);
      return new Statistic(value, Convergence.mcseQuantile(chains, probability));
    }

    private static final Map<String, String> QUANTILES =
        Map.of("q5", "05", "q50", "5", "q95", "95", "q025", "025", "q975", "975");
  }

  /** Weighted draws beside known means. */
  static Agreement ofWeighted(Draws draws, List<Reference.Known> known) {
    Agreement agreement = new Agreement();
    double[] weights = draws.weights().orElseThrow()[0];
    for (Reference.Known value : known) {
      if (!value.statistic().equals("mean")) continue;
      int column = draws.layout().column(value.name()).orElseThrow();
      WeightedValues values = new WeightedValues(draws.chains(column)[0], weights);
      double error = Math.hypot(values.mcseMean(), value.error());
      agreement.add(value.name() + " mean", values.mean(), value.value(), error);
    }
    return agreement;
  }

  /** The comparisons that are off by more than this number of errors. */
  List<Comparison> beyond(double limit) {
    return comparisons.stream().filter(c -> !c.isWithin(limit)).toList();
  }

  void assertWithin(double limit) {
    if (comparisons.isEmpty()) fail("nothing was compared");
    if (!beyond(limit).isEmpty()) {
      fail(beyond(limit).stream().map(Comparison::toString).collect(Collectors.joining("\n")));
    }
  }

  /** The sum of the squares of the standardised differences. */
  double sumOfSquares() {
    return comparisons.stream().mapToDouble(c -> c.standardised() * c.standardised()).sum();
  }

  int size() {
    return comparisons.size();
  }

  /** All real quantities have converged, and have at least this effective sample size. */
  static void assertConverged(Draws draws, double ess) {
    for (Quantity q : Summary.of(draws).quantities()) {
      if (q.sd() == 0) continue;
      if (!(q.rHat() < 1.02 && q.essBulk() > ess)) {
        fail(q.label() + ": R-hat " + q.rHat() + ", ESS " + q.essBulk());
      }
    }
  }
}
