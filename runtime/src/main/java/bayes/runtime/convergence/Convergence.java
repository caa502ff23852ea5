package bayes.runtime.convergence;

import java.util.Arrays;

/**
 * Convergence of Markov chains and the precision of estimates from them, on draws of one quantity
 * as {@code draws[chain][draw]}, chains of equal length. Values agree with R's posterior 1.4.0 to
 * 1e-8. All are NaN where undefined: NaN draws, constant draws, or too few.
 *
 * <p>A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P. Bürkner, "Rank-normalization, folding,
 * and localization: an improved R-hat for assessing convergence of MCMC", Bayesian Analysis 16
 * (2021).
 */
public final class Convergence {
  private Convergence() {}

  /** The larger of the rank-normalised split R-hats of the draws and of the folded draws. */
  public static double rHat(double[][] draws) {
    Chains chains = new Chains(draws);
    double bulk = potentialScaleReduction(chains.split().normalScores());
    double tail = potentialScaleReduction(chains.folded().split().normalScores());
    return Math.max(bulk, tail);
  }

  /** Split R-hat of the draws as they are. */
  public static double rHatBasic(double[][] draws) {
    return potentialScaleReduction(new Chains(draws).split());
  }

  private static double potentialScaleReduction(Chains chains) {
    if (chains.isDegenerate()) {
      return Double.NaN;
    }
    int n = chains.length();
    double[] means = new double[chains.count()];
    double[] variances = new double[chains.count()];
    for (int c = 0; c < means.length; c++) {
      means[c] = Moments.mean(chains.draws()[c]);
      variances[c] = Moments.variance(chains.draws()[c]);
    }
    double between = n * Moments.variance(means);
    double within = Moments.mean(variances);
    return Math.sqrt((between / within + n - 1) / n);
  }

  /**
   * Nested R-hat of many short chains, in superchains of chains that started at one point: how much
   * the means of the superchains vary, compared with the variance within them, of and between their
   * chains. It does not ask each chain to be long, and is at least 1; under stationarity it is
   * about the root of 1 + 1/(M e), with M chains per superchain of e effective draws each.
   *
   * <p>C. Margossian, M. Hoffman, P. Sountsov, L. Riou-Durand, A. Vehtari and A. Gelman, "Nested
   * R-hat: assessing the convergence of Markov chain Monte Carlo when running many short chains",
   * Bayesian Analysis (2024), equations 15 to 18.
   *
   * @param superchains their number, which divides that of the chains; consecutive chains form one
   */
  public static double rHatNested(double[][] draws, int superchains) {
    if (superchains < 2 || draws.length % superchains != 0) return Double.NaN;
    Chains chains = new Chains(draws);
    if (chains.isDegenerate()) return Double.NaN;
    int size = draws.length / superchains;
    double[] means = new double[superchains];
    double[] within = new double[superchains];
    for (int k = 0; k < superchains; k++) {
      double[] chainMeans = new double[size];
      double[] chainVariances = new double[size];
      for (int m = 0; m < size; m++) {
        double[] chain = draws[k * size + m];
        chainMeans[m] = Moments.mean(chain);
        chainVariances[m] = chain.length > 1 ? Moments.variance(chain) : 0;
      }
      means[k] = Moments.mean(chainMeans);
      within[k] = Moments.mean(chainVariances) + (size > 1 ? Moments.variance(chainMeans) : 0);
    }
    return Math.sqrt(1 + Moments.variance(means) / Moments.mean(within));
  }

  /** The effective sample size of the rank-normalised draws: how well the bulk is explored. */
  public static double essBulk(double[][] draws) {
    return EffectiveSampleSize.of(new Chains(draws).split().normalScores());
  }

  /** The smaller of the effective sample sizes of the 5% and the 95% quantile. */
  public static double essTail(double[][] draws) {
    return Math.min(essQuantile(draws, 0.05), essQuantile(draws, 0.95));
  }

  /** The effective sample size of the mean. */
  public static double essMean(double[][] draws) {
    return EffectiveSampleSize.of(new Chains(draws).split());
  }

  /** The effective sample size of the standard deviation. */
  public static double essSd(double[][] draws) {
    Chains chains = new Chains(draws);
    double mean = Moments.mean(chains.pooled());
    return EffectiveSampleSize.of(chains.map(x -> Math.abs(x - mean)).split());
  }

  /** The effective sample size of a quantile: that of the share of draws up to it. */
  public static double essQuantile(double[][] draws, double probability) {
    double[] sorted = new Chains(draws).pooled();
    Arrays.sort(sorted);
    return essQuantile(draws, sorted, probability);
  }

  /** The same of draws whose ascending order, over all chains, is known. */
  public static double essQuantile(double[][] draws, double[] sorted, double probability) {
    Chains chains = new Chains(draws);
    if (chains.isDegenerate()) {
      return Double.NaN;
    }
    double inside = probability == 1 ? (sorted.length - 0.5) / sorted.length : probability;
    double quantile = Quantiles.ofSorted(sorted, inside);
    return EffectiveSampleSize.of(chains.map(x -> x <= quantile ? 1 : 0).split());
  }

  /** The Monte Carlo standard error of the mean. */
  public static double mcseMean(double[][] draws) {
    return Math.sqrt(Moments.variance(new Chains(draws).pooled()) / essMean(draws));
  }

  /** The Monte Carlo standard error of the standard deviation, from the fourth moment. */
  public static double mcseSd(double[][] draws) {
    Chains chains = new Chains(draws);
    double mean = Moments.mean(chains.pooled());
    Chains squares = chains.map(x -> (x - mean) * (x - mean));
    double ess = EffectiveSampleSize.of(squares.split());
    double[] pooled = squares.pooled();
    double variance = Moments.mean(pooled);
    double fourth = Moments.mean(Arrays.stream(pooled).map(x -> x * x).toArray());
    return Math.sqrt((fourth - variance * variance) / ess / variance / 4);
  }

  /** The Monte Carlo standard error of a quantile. */
  public static double mcseQuantile(double[][] draws, double probability) {
    double[] sorted = new Chains(draws).pooled();
    Arrays.sort(sorted);
    return Quantiles.mcseOfSorted(sorted, probability, essQuantile(draws, sorted, probability));
  }

  /**
   * The Monte Carlo standard error of the share of the draws that are {@code value}. Where all or
   * none are, it is the share of one draw: a rarer one would not have been seen.
   */
  public static double mcseShare(double[][] draws, double value) {
    Chains is = new Chains(draws).map(x -> x == value ? 1 : 0);
    double[] pooled = is.pooled();
    double share = Moments.mean(pooled);
    if (share == 0 || share == 1) return 1.0 / pooled.length;
    double ess = EffectiveSampleSize.of(is.split());
    return Math.sqrt(share * (1 - share) / (Double.isNaN(ess) ? pooled.length : ess));
  }

  /**
   * The energy Bayesian fraction of missing information of one chain: the mean square of the
   * energy's steps over its variance. Below 0.3 the momentum's refreshment does not reach the
   * energy's range (M. Betancourt, "Diagnosing suboptimal cotangent disintegrations", 2016).
   */
  public static double eBfmi(double[] energy) {
    double steps = 0;
    for (int i = 1; i < energy.length; i++) {
      double step = energy[i] - energy[i - 1];
      steps += step * step;
    }
    return steps / energy.length / Moments.variance(energy);
  }
}
