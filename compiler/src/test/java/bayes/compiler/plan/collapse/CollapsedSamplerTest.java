package bayes.compiler.plan.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.plan.collapse.CollapsedModels.Case;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.sampler.gibbs.Balls;
import bayes.runtime.sampler.gibbs.UrnFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Draws of collapsed Gibbs sampling against the posterior by enumeration: how often two sites have
 * the same value, and the second moments of the rows that are drawn back, given by their counts.
 */
class CollapsedSamplerTest {
  private static final int DRAWS = 4000;
  private static final double TOLERANCE = 5;

  /** Differences that rounding can make where nothing varies. */
  private static final double ROUNDING = 1e-9;

  static List<Case> cases() {
    return CollapsedModels.ALL;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreeWithEnumeration(Case one) {
    assertTrue(worst(one, one) < TOLERANCE, () -> one.name() + ": " + worst(one, one));
  }

  /** A planted fault: draws of a model whose prior counts are others. */
  @Test
  void otherPriorCountsAreSeen() {
    Case topics = CollapsedModels.TOPICS;
    Case other =
        new Case(
            "other",
            topics.model().replace("Dirichlet(Word, 0.3)", "Dirichlet(Word, 0.6)"),
            topics.data(),
            topics.logEvidence());
    assertTrue(worst(topics, other) > TOLERANCE);
  }

  /** The largest difference of draws of one model from what is exact of another, in MCSE. */
  private static double worst(Case exact, Case drawn) {
    Map<String, Double> expected = expected(exact.bind());
    Map<String, double[]> found = drawn(drawn.bind());
    assertEquals(expected.keySet(), found.keySet());
    double worst = 0;
    for (Map.Entry<String, Double> quantity : expected.entrySet()) {
      double[] values = Objects.requireNonNull(found.get(quantity.getKey()));
      double mean = Arrays.stream(values).average().orElseThrow();
      double difference = Math.abs(mean - quantity.getValue());
      if (difference < ROUNDING) continue;
      worst = Math.max(worst, difference / mcse(values));
    }
    return worst;
  }

  /** A quantity that hardly ever changes is known no better than if a few draws were others. */
  private static double mcse(double[] values) {
    double error = Convergence.mcseMean(new double[][] {values});
    return Double.isNaN(error) ? 3.0 / values.length : Math.max(error, 1.0 / values.length);
  }

  private static Map<String, Double> expected(BoundModel bound) {
    DiscreteSites sites = bound.discreteSites();
    LogDensity density = bound.newLogDensity();
    List<UrnFamily> families = bound.urns().orElseThrow().families();
    Map<String, Double> sums = new TreeMap<>();
    double[] total = {0};
    AllValues.of(sites)
        .forEach(
            values -> {
              double weight = Math.exp(density.logDensity(AllValues.position(sites, values)));
              total[0] += weight;
              pairs(values).forEach((name, value) -> sums.merge(name, weight * value, Double::sum));
              for (UrnFamily family : families) {
                sums.merge(family.name(), weight * secondMoments(family, values), Double::sum);
              }
            });
    sums.replaceAll((name, sum) -> sum / total[0]);
    return sums;
  }

  /** Whether each site and a later one have the same value. */
  private static Map<String, Double> pairs(int[] values) {
    Map<String, Double> pairs = new TreeMap<>();
    for (int s = 0; s < values.length; s++) {
      int other = (s + 1 + s % 3) % values.length;
      pairs.put("pair " + s, values[s] == values[other] ? 1.0 : 0.0);
    }
    return pairs;
  }

  /** The expected sum of squares of all rows, each Dirichlet by its counts. */
  private static double secondMoments(UrnFamily family, int[] values) {
    double[][] counts = new double[family.rows()][family.columns()];
    for (int r = 0; r < family.rows(); r++) {
      for (int c = 0; c < family.columns(); c++) counts[r][c] = family.prior().at(r, c);
    }
    Balls balls = family.balls();
    for (int b = 0; b < balls.count(); b++) {
      int row = balls.rowBase(b);
      for (int j = balls.firstRowSite(b); j < balls.endOfRowSites(b); j++) {
        row += balls.rowStride(j) * values[balls.rowSite(j)];
      }
      int site = balls.columnSite(b);
      int column = balls.columnBase(b) + (site == Balls.NO_SITE ? 0 : values[site]);
      counts[row][column] += balls.times(b);
    }
    double sum = 0;
    for (double[] row : counts) {
      double all = Arrays.stream(row).sum();
      for (double count : row) sum += count * (count + 1) / (all * (all + 1));
    }
    return sum;
  }

  private static Map<String, double[]> drawn(BoundModel bound) {
    RunSettings run = new RunSettings(1, 200, DRAWS, 7, 1);
    Draws draws = bound.sample(new GibbsSettings(run, 3)).draws();
    List<double[]> siteDraws = new ArrayList<>();
    Map<String, double[]> found = new TreeMap<>();
    int column = 0;
    for (RecordedVariable variable : draws.variables()) {
      int first = column;
      column += variable.size();
      boolean isRow = variable.kind() == RecordedVariable.Kind.REAL;
      double[] squares = new double[DRAWS];
      for (int e = 0; e < variable.size(); e++) {
        double[] values = draws.chains(first + e)[0];
        if (!isRow) siteDraws.add(values);
        for (int i = 0; i < DRAWS; i++) squares[i] += values[i] * values[i];
      }
      if (!isRow) continue;
      boolean isBeta =
          bound.urns().orElseThrow().families().stream()
              .anyMatch(f -> f.name().equals(variable.name()) && f.rows() == variable.size());
      if (isBeta) withFailures(draws, first, variable.size(), squares);
      found.put(variable.name(), squares);
    }
    for (int s = 0; s < siteDraws.size(); s++) {
      double[] other = siteDraws.get((s + 1 + s % 3) % siteDraws.size());
      double[] same = new double[DRAWS];
      for (int i = 0; i < DRAWS; i++) same[i] = siteDraws.get(s)[i] == other[i] ? 1 : 0;
      found.put("pair " + s, same);
    }
    return found;
  }

  private static void withFailures(Draws draws, int first, int size, double[] squares) {
    for (int e = 0; e < size; e++) {
      double[] values = draws.chains(first + e)[0];
      for (int i = 0; i < DRAWS; i++) squares[i] += (1 - values[i]) * (1 - values[i]);
    }
  }
}
