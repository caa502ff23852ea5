package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.Quantiles;
import bayes.runtime.convergence.WeightedValues;
import bayes.runtime.draws.RunRecord;
import java.util.Arrays;

/**
 * The summary of one scalar quantity. What a method does not define is NaN: R-hat of weighted
 * draws, or the spread of a single point.
 *
 * @param label its name for people, {@code theta["Choate"]}
 * @param variable the variable that it is an element of
 * @param mean the mean, or the value of a single point
 * @param sd the standard deviation; of a mode, its standard error
 * @param q5 the 5% quantile
 * @param q50 the median
 * @param q95 the 95% quantile
 * @param mcseMean the Monte Carlo standard error of the mean
 * @param precision the Monte Carlo standard errors of the other figures
 * @param paretoK the shape of the tails of the weighted draws, or of what draws from an
 *     approximation would have to be weighted with; minus infinity if they have no tail
 * @param paretoKLimit the largest {@code paretoK} of numbers that can be relied on
 */
public record Quantity(
    String label,
    String variable,
    double mean,
    double sd,
    double q5,
    double q50,
    double q95,
    double mcseMean,
    double essBulk,
    double essTail,
    double rHat,
    Precision precision,
    double paretoK,
    double paretoKLimit) {

  /** A quantity of draws that have no weights. */
  Quantity(
      String label,
      String variable,
      double mean,
      double sd,
      double q5,
      double q50,
      double q95,
      double mcseMean,
      double essBulk,
      double essTail,
      double rHat,
      Precision precision) {
    this(
        label,
        variable,
        mean,
        sd,
        q5,
        q50,
        q95,
        mcseMean,
        essBulk,
        essTail,
        rHat,
        precision,
        Double.NaN,
        Double.NaN);
  }

  /** Whether its Pareto k, if it has one, allows to rely on the numbers. */
  public boolean isReliable() {
    return !(paretoK > paretoKLimit);
  }

  /**
   * The same with the figures that an exact run knows: they have no error. Where the distribution
   * has no mean or standard deviation, there is none.
   */
  Quantity exactBy(RunRecord record) {
    if (!record.results().containsKey(RunRecord.POSTERIOR + label)) return this;
    return new Quantity(
        label,
        variable,
        record.exact(RunRecord.EXACT_MEAN, label),
        record.exact(RunRecord.EXACT_SD, label),
        record.exact(RunRecord.exactQuantile(0.05), label),
        record.exact(RunRecord.exactQuantile(0.5), label),
        record.exact(RunRecord.exactQuantile(0.95), label),
        0,
        essBulk,
        essTail,
        rHat,
        Precision.EXACT);
  }

  /** Whether its figures are known exactly. */
  public boolean isExact() {
    return mcseMean == 0 && precision.equals(Precision.EXACT);
  }

  /** Summarises the draws of Markov chains, {@code draws[chain][draw]}. */
  static Quantity ofChains(String label, String variable, double[][] draws) {
    double[] sorted = Arrays.stream(draws).flatMapToDouble(Arrays::stream).sorted().toArray();
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double ess5 = Convergence.essQuantile(draws, sorted, 0.05);
    double ess95 = Convergence.essQuantile(draws, sorted, 0.95);
    return new Quantity(
        label,
        variable,
        mean,
        Math.sqrt(squares / (sorted.length - 1)),
        Quantiles.ofSorted(sorted, 0.05),
        Quantiles.ofSorted(sorted, 0.5),
        Quantiles.ofSorted(sorted, 0.95),
        Convergence.mcseMean(draws),
        Convergence.essBulk(draws),
        Math.min(ess5, ess95),
        Convergence.rHat(draws),
        Precision.ofChains(draws, sorted, ess5, ess95));
  }

  /** Summarises what was drawn anew in each draw; NaN, a value that is missing, is left out. */
  static Quantity ofGenerated(String label, String variable, double[][] draws) {
    double[] sorted =
        Arrays.stream(draws)
            .flatMapToDouble(Arrays::stream)
            .filter(x -> !Double.isNaN(x))
            .sorted()
            .toArray();
    double none = Double.NaN;
    if (sorted.length == 0) {
      return ofPoint(label, variable, none);
    }
    double mean = Arrays.stream(sorted).average().orElse(none);
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double sd = Math.sqrt(squares / (sorted.length - 1));
    boolean isOne = sorted.length == 1;
    double mcse = mcse(draws, sd);
    return new Quantity(
        label,
        variable,
        mean,
        isOne ? none : sd,
        isOne ? none : Quantiles.ofSorted(sorted, 0.05),
        isOne ? none : Quantiles.ofSorted(sorted, 0.5),
        isOne ? none : Quantiles.ofSorted(sorted, 0.95),
        isOne ? none : mcse,
        none,
        none,
        none,
        isOne
            ? Precision.UNKNOWN
            : Precision.ofIndependent(sorted, mean, sd, sd * sd / (mcse * mcse)));
  }

  private static double mcse(double[][] draws, double sd) {
    double ofChains = Convergence.mcseMean(draws);
    int count = Arrays.stream(draws).mapToInt(chain -> chain.length).sum();
    return Double.isNaN(ofChains) ? sd / Math.sqrt(count) : ofChains;
  }

  /** Summarises independent draws with weights that sum to one. */
  static Quantity ofWeighted(String label, String variable, double[] draws, double[] weights) {
    WeightedValues values = new WeightedValues(draws, weights);
    return new Quantity(
        label,
        variable,
        values.mean(),
        values.sd(),
        values.quantile(0.05),
        values.quantile(0.5),
        values.quantile(0.95),
        values.mcseMean(),
        values.essMean(),
        Double.NaN,
        Double.NaN,
        Precision.ofWeighted(values));
  }

  /** A single value that stands for the quantity: a mode. */
  static Quantity ofPoint(String label, String variable, double value) {
    double none = Double.NaN;
    return new Quantity(
        label, variable, value, none, none, none, none, none, none, none, none, Precision.UNKNOWN);
  }

  /** This quantity with another spread: that of a mode from the curvature of its density. */
  Quantity withSd(double newSd) {
    return new Quantity(
        label, variable, mean, newSd, q5, q50, q95, mcseMean, essBulk, essTail, rHat, precision);
  }

  /** This quantity of truth values, whose mean is the probability of a true one. */
  Quantity withProbability(double probability, double error) {
    double newSd = Math.sqrt(probability * (1 - probability));
    boolean isExact = error == 0;
    return new Quantity(
        label,
        variable,
        probability,
        newSd,
        isExact ? quantile(0.05, probability) : q5,
        isExact ? quantile(0.5, probability) : q50,
        isExact ? quantile(0.95, probability) : q95,
        error,
        essBulk,
        essTail,
        rHat,
        isExact ? Precision.EXACT : precision,
        paretoK,
        paretoKLimit);
  }

  private static double quantile(double p, double probability) {
    return p <= 1 - probability ? 0 : 1;
  }

  /** This quantity with the shape of its weighted tails. */
  Quantity withParetoK(double k, double limit) {
    return new Quantity(
        label, variable, mean, sd, q5, q50, q95, mcseMean, essBulk, essTail, rHat, precision, k,
        limit);
  }

  /** Summarises independent draws that are worth {@code ess} different ones. */
  static Quantity ofIndependent(String label, String variable, double[] draws, double ess) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double sd = Math.sqrt(squares / (sorted.length - 1));
    double none = Double.NaN;
    return new Quantity(
        label,
        variable,
        mean,
        sd,
        Quantiles.ofSorted(sorted, 0.05),
        Quantiles.ofSorted(sorted, 0.5),
        Quantiles.ofSorted(sorted, 0.95),
        sd / Math.sqrt(ess),
        none,
        none,
        none,
        Precision.ofIndependent(sorted, mean, sd, ess));
  }
}
