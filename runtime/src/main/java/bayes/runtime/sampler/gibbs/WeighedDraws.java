package bayes.runtime.sampler.gibbs;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws of sites of any kind: the weight of each value is the product of what its balls say, for
 * all values at once or in sequence, and of further terms.
 */
final class WeighedDraws implements SiteDraws {
  private final Urns urns;
  private final SiteBalls siteBalls;
  private final CountTable[] tables;
  private final SequentialConditional sequential;
  private final LinearConditional linear;
  private final Optional<SiteTerms> terms;
  private final ScaledWeights weights;
  private final double[] logTerms;

  WeighedDraws(
      Urns urns,
      SiteBalls siteBalls,
      LinearGroups groups,
      CountTable[] tables,
      Optional<SiteTerms> terms) {
    this.urns = urns;
    this.siteBalls = siteBalls;
    this.tables = tables;
    this.terms = terms;
    sequential = new SequentialConditional(siteBalls, tables);
    linear = new LinearConditional(urns, siteBalls, groups, tables, sequential);
    int most = Arrays.stream(urns.supports()).max().orElse(0);
    weights = new ScaledWeights(most);
    logTerms = new double[most];
  }

  @Override
  public void sweep(int from, int to, int[] values, RandomGenerator random) {
    for (int site = from; site < to; site++) {
      int n = urns.support(site);
      if (n == 1) continue;
      int old = values[site];
      siteBalls.addAll(site, values, -1, tables);
      weigh(site, values, weights);
      int value = weights.draw(n, old, random);
      values[site] = value;
      siteBalls.addAll(site, values, 1, tables);
      if (value != old && terms.isPresent()) terms.get().set(site, value);
    }
  }

  @Override
  public void weigh(int site, int[] values, ScaledWeights out) {
    int n = urns.support(site);
    out.reset(n);
    if (!linear.multiply(site, values, out)) {
      for (int v = 0; v < n; v++) {
        values[site] = v;
        sequential.multiply(site, v, values, out);
      }
    }
    if (terms.isEmpty() || !terms.get().mention(site)) return;
    Arrays.fill(logTerms, 0, n, 0);
    terms.get().addTo(site, logTerms);
    for (int v = 0; v < n; v++) out.timesExp(v, logTerms[v]);
  }
}
