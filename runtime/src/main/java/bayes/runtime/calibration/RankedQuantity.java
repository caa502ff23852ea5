package bayes.runtime.calibration;

import java.util.Arrays;

/**
 * The ranks of a quantity's true values among draws of its posterior, and the tests that they are
 * uniform. Immutable.
 */
public final class RankedQuantity {
  /** A mean or a spread that is off by more standard errors than this gets its name. */
  private static final double NOTABLE = 3;

  /** The variance of (u - 1/2)^2 for uniform u, 1/80 - 1/144. */
  private static final double VARIANCE_OF_SQUARE = 1.0 / 180;

  private final String label;
  private final int ranked;
  private final UniformRanks uniform;
  private final int[] simulations;
  private final int[] ranks;
  private final double ecdfPValue;
  private final double chiSquaredPValue;

  /** Which way the posterior's draws are off. */
  public enum Bias {
    NONE,
    UP,
    DOWN
  }

  /** How wide the posterior's draws are, against how far the truth lies off. */
  public enum Spread {
    RIGHT,
    TOO_NARROW,
    TOO_WIDE
  }

  RankedQuantity(String label, int ranked, int[] simulations, int[] ranks, UniformRanks uniform) {
    this.label = label;
    this.ranked = ranked;
    this.uniform = uniform;
    this.simulations = simulations.clone();
    this.ranks = ranks.clone();
    ecdfPValue = uniform.ecdfPValue(ranks);
    chiSquaredPValue = uniform.chiSquaredPValue(ranks);
  }

  /** Its name for people: {@code theta["Choate"]}. */
  public String label() {
    return label;
  }

  /** The numbers of the simulations, from 0, in which it has a rank. */
  public int[] simulations() {
    return simulations.clone();
  }

  /** How many of L draws are smaller than the truth, per simulation: 0, ..., L. */
  public int[] ranks() {
    return ranks.clone();
  }

  /** L, the largest rank. */
  public int ranked() {
    return ranked;
  }

  /** What uniform ranks of this number look like. */
  public UniformRanks uniform() {
    return uniform;
  }

  /** The number of ranks. */
  public int count() {
    return ranks.length;
  }

  /** The p value of the largest deviation of the ranks' distribution function. */
  public double ecdfPValue() {
    return ecdfPValue;
  }

  /** The p value of the chi-squared test on bins of ranks. */
  public double chiSquaredPValue() {
    return chiSquaredPValue;
  }

  /** Of both tests together: twice the smaller p value. */
  public double pValue() {
    return Math.min(1, 2 * Math.min(ecdfPValue, chiSquaredPValue));
  }

  /** The mean of the normalised ranks less 1/2, in standard errors. */
  private double meanScore() {
    return (mean() - 0.5) / Math.sqrt(1.0 / 12 / ranks.length);
  }

  private double mean() {
    return Arrays.stream(ranks).mapToDouble(this::normalised).average().orElse(0.5);
  }

  /** The spread of the normalised ranks around their mean, less 1/12, in standard errors. */
  private double spreadScore() {
    double mean = mean();
    double variance =
        Arrays.stream(ranks)
            .mapToDouble(this::normalised)
            .map(u -> (u - mean) * (u - mean))
            .average()
            .orElse(0);
    double expected = (1 - 1.0 / ((ranked + 1.0) * (ranked + 1.0))) / 12;
    return (variance - expected) / Math.sqrt(VARIANCE_OF_SQUARE / ranks.length);
  }

  private double normalised(int rank) {
    return (rank + 0.5) / (ranked + 1);
  }

  /** Whether draws lie above the truth too often (so that ranks are low), or below it. */
  public Bias bias() {
    double score = meanScore();
    if (Math.abs(score) < NOTABLE) return Bias.NONE;
    return score < 0 ? Bias.UP : Bias.DOWN;
  }

  /** Whether the truth is too often at the edge of the draws, or too rarely. */
  public Spread spread() {
    double score = spreadScore();
    // Ranks on one side have little spread, which says nothing about the width.
    if (Math.abs(score) < NOTABLE || -score > NOTABLE && Math.abs(meanScore()) > -score) {
      return Spread.RIGHT;
    }
    return score > 0 ? Spread.TOO_NARROW : Spread.TOO_WIDE;
  }
}
