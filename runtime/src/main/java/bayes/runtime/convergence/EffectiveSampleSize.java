package bayes.runtime.convergence;

/**
 * The effective sample size of a mean over several chains. S draws in all count as S / tau, where
 * tau is one plus twice the sum of the autocorrelations, estimated from all chains together, cut
 * where the sum of two neighbours turns negative and made monotone (C. Geyer's initial monotone
 * sequence; Vehtari et al. 2021, "Rank-normalization, folding, and localization", equations 10 to
 * 13).
 */
final class EffectiveSampleSize {
  private EffectiveSampleSize() {}

  static double of(Chains chains) {
    int n = chains.length();
    if (n < 3 || chains.isDegenerate()) {
      return Double.NaN;
    }
    Autocovariance autocovariance = new Autocovariance(chains);
    double meanVariance = autocovariance.at(0) * n / (n - 1);
    double variance = meanVariance * (n - 1) / n;
    if (chains.count() > 1) {
      double[] means = new double[chains.count()];
      for (int c = 0; c < means.length; c++) {
        means[c] = Moments.mean(chains.draws()[c]);
      }
      variance += Moments.variance(means);
    }

    double[] rho = new double[n];
    double even = 1;
    double odd = 1 - (meanVariance - autocovariance.at(1)) / variance;
    rho[0] = even;
    rho[1] = odd;
    int t = 0;
    while (t < n - 5 && even + odd > 0) {
      t += 2;
      even = 1 - (meanVariance - autocovariance.at(t)) / variance;
      odd = 1 - (meanVariance - autocovariance.at(t + 1)) / variance;
      if (even + odd >= 0) {
        rho[t] = even;
        rho[t + 1] = odd;
      }
    }
    int last = t;
    if (even > 0) {
      rho[last] = even;
    }
    for (t = 2; t <= last - 2; t += 2) {
      double before = rho[t - 2] + rho[t - 1];
      if (rho[t] + rho[t + 1] > before) {
        rho[t] = before / 2;
        rho[t + 1] = before / 2;
      }
    }

    double sum = last == 0 ? rho[0] : 0;
    for (int i = 0; i < last; i++) {
      sum += rho[i];
    }
    double total = (double) chains.count() * n;
    // Antithetic chains may have tau near 0, which cannot be told from noise.
    double tau = Math.max(-1 + 2 * sum + rho[last], 1 / Math.log10(total));
    return total / tau;
  }
}
