package bayes.runtime.report;

import bayes.runtime.convergence.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The posterior predictive distribution of something with finitely many values.
 *
 * @param question what it is of
 * @param rows all values, the most probable first
 * @param uncertainty in bits; none where the probabilities are given what else is generated
 * @param unseen the probability of all values together that nothing was learnt from
 */
public record PredictiveTable(
    Question question, List<Row> rows, Optional<Uncertainty> uncertainty, Optional<Row> unseen) {
  public PredictiveTable {
    rows = List.copyOf(rows);
  }

  /**
   * What is asked.
   *
   * @param label of the element, {@code next["q"]}
   * @param variable that it is an element of
   * @param values that it can have, by their labels
   * @param unseen those that no data have
   * @param readsDraws whether its distribution depends on what else is generated
   */
  public record Question(
      String label,
      String variable,
      List<String> values,
      Optional<BitSet> unseen,
      boolean readsDraws) {
    public Question {
      values = List.copyOf(values);
    }
  }

  /**
   * A value and its probability, the posterior mean of its probability in the draws.
   *
   * @param quantiles of its probability over the posterior, at {@link #LEVELS}; empty if they were
   *     not asked for
   */
  public record Row(String value, double probability, List<Double> quantiles) {
    public Row {
      quantiles = List.copyOf(quantiles);
    }
  }

  /** The levels of {@link Row#quantiles}. */
  public static final List<Double> LEVELS = List.of(0.025, 0.05, 0.5, 0.95, 0.975);

  /**
   * Uncertainty of the value, in bits, and its parts.
   *
   * @param total the entropy of the mean distribution
   * @param aleatoric the mean entropy of the distributions: what would be left if the parameters
   *     were known
   * @param epistemic the mutual information of value and parameters, the rest: what more data would
   *     take away; both NaN of a single distribution
   */
  public record Uncertainty(double total, double aleatoric, double epistemic) {}

  /** Collects the first moments of distributions, one per draw. */
  public static final class Means {
    private static final double LOG_2 = Math.log(2);

    private final Question question;
    private final double[] sums;
    private double entropies;
    private int entropyDraws;
    private int draws;

    public Means(Question question) {
      this.question = question;
      this.sums = new double[question.values().size()];
    }

    /** Adds the distribution that begins at a place of a row. */
    public void add(double[] row, int first) {
      addProbabilities(row, first);
      addEntropy(row, first);
    }

    /** Adds it to the means alone. */
    void addProbabilities(double[] row, int first) {
      for (int i = 0; i < sums.length; i++) sums[i] += row[first + i];
      draws++;
    }

    /** Adds its entropy alone. */
    void addEntropy(double[] row, int first) {
      double entropy = 0;
      for (int i = 0; i < sums.length; i++) {
        double p = row[first + i];
        if (p > 0) entropy -= p * Math.log(p);
      }
      entropies += entropy / LOG_2;
      entropyDraws++;
    }

    private double[] means() {
      return Arrays.stream(sums).map(sum -> sum / draws).toArray();
    }

    /** What collects the intervals of the most probable values. */
    public Intervals intervals(int most) {
      double[] means = means();
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < means.length; i++) order.add(i);
      order.sort(Comparator.comparingDouble((Integer i) -> means[i]).reversed());
      return new Intervals(
          question, means, order, uncertainty(means), Math.min(most, means.length), draws);
    }

    private Optional<Uncertainty> uncertainty(double[] means) {
      if (question.readsDraws()) return Optional.empty();
      double total = 0;
      for (double p : means) if (p > 0) total -= p * Math.log(p) / LOG_2;
      // A single distribution tells nothing of how uncertain it is itself.
      if (entropyDraws < 2) return Optional.of(new Uncertainty(total, Double.NaN, Double.NaN));
      double aleatoric = entropies / entropyDraws;
      // A concave function's mean is no more than its value at the mean, but for rounding.
      return Optional.of(new Uncertainty(total, aleatoric, Math.max(0, total - aleatoric)));
    }
  }

  /** Collects the probabilities of some values in all draws. */
  public static final class Intervals {
    private final Question question;
    private final double[] means;
    private final List<Integer> order;
    private final Optional<Uncertainty> uncertainty;
    private final double[][] kept;
    private final int draws;
    private double[] unseen = new double[0];
    private int count;

    private Intervals(
        Question question,
        double[] means,
        List<Integer> order,
        Optional<Uncertainty> uncertainty,
        int most,
        int draws) {
      this.question = question;
      this.means = means;
      this.order = order;
      this.uncertainty = uncertainty;
      this.kept = new double[question.readsDraws() ? 0 : most][0];
      this.draws = draws;
    }

    /** How many numbers it keeps. */
    public int size() {
      return (kept.length + 1) * draws;
    }

    /** Adds the distribution that begins at a place of a row. */
    public void add(double[] row, int first) {
      if (count == unseen.length) grow();
      for (int i = 0; i < kept.length; i++) kept[i][count] = row[first + order.get(i)];
      question
          .unseen()
          .ifPresent(of -> of.stream().forEach(value -> unseen[count] += row[first + value]));
      count++;
    }

    private void grow() {
      int length = Math.max(draws, 2 * count);
      for (int i = 0; i < kept.length; i++) kept[i] = Arrays.copyOf(kept[i], length);
      unseen = Arrays.copyOf(unseen, length);
    }

    /** What was collected. */
    public PredictiveTable table() {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < order.size(); i++) {
        int value = order.get(i);
        List<Double> quantiles = i < kept.length ? quantiles(kept[i]) : List.of();
        rows.add(new Row(question.values().get(value), means[value], quantiles));
      }
      Optional<Row> mass =
          question
              .unseen()
              .map(
                  of ->
                      new Row(
                          "",
                          of.stream().mapToDouble(value -> means[value]).sum(),
                          question.readsDraws() ? List.of() : quantiles(unseen)));
      return new PredictiveTable(question, rows, uncertainty, mass);
    }

    /** None of a single draw, which has no spread. */
    private List<Double> quantiles(double[] values) {
      if (count < 2) return List.of();
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return LEVELS.stream().map(level -> Quantiles.ofSorted(sorted, level)).toList();
    }
  }
}
