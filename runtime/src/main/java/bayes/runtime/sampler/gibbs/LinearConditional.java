package bayes.runtime.sampler.gibbs;

import java.util.Arrays;

/**
 * The conditional of a site, for all its values at once: for sites whose balls either have the
 * site's value as their column, or lie in rows that are linear in it, as those of mixtures, hidden
 * Markov models and annotators do. Balls in the same rows (the words of a document) are a group, in
 * which each sees those before it. Two groups of a family meet at one value at most, as where a
 * state is that before it; such a value is weighed in sequence.
 */
final class LinearConditional {
  /** A row that gets more balls than this is weighed by logarithms of the gamma function. */
  private static final int MANY = 64;

  /** After this many factors products are brought near 1, and after each that is tiny. */
  private static final int FACTORS = 8;

  private static final double TINY = 1e-20;

  private final Urns urns;
  private final SiteBalls siteBalls;
  private final CountTable[] tables;
  private final SequentialConditional sequential;
  private final LinearGroups groups;
  private final int[][] seen;
  private final double[] counts;
  private final double[] divisors;
  private final boolean[] isTiny;
  private int factors;
  private final int[] meetings = new int[LinearGroups.MOST_PAIRS];

  LinearConditional(
      Urns urns,
      SiteBalls siteBalls,
      LinearGroups groups,
      CountTable[] tables,
      SequentialConditional sequential) {
    this.urns = urns;
    this.siteBalls = siteBalls;
    this.tables = tables;
    this.sequential = sequential;
    this.groups = groups;
    seen = new int[tables.length][];
    isTiny = new boolean[tables.length];
    for (int f = 0; f < seen.length; f++) {
      seen[f] = new int[tables[f].columns];
      isTiny[f] = Arrays.stream(tables[f].family.prior().values()).anyMatch(count -> count < TINY);
    }
    int most = Arrays.stream(urns.supports()).max().orElse(0);
    counts = new double[most];
    divisors = new double[most];
  }

  /**
   * Multiplies the weights of all values of a site, whose balls are in no row, by what its balls
   * say; false, with weights as they were, if they have to be weighed in sequence. The site's value
   * is undefined afterwards.
   */
  boolean multiply(int site, int[] values, ScaledWeights weights) {
    if (!groups.isLinear(site)) return false;
    values[site] = 0;
    factors = 0;
    int n = urns.support(site);
    int nMeetings = 0;
    for (int p = groups.firstPair(site); p < groups.endOfPairs(site); p++) {
      int meeting = groups.meeting(p, values);
      if (meeting == LinearGroups.EVERYWHERE) return false;
      if (meeting >= 0 && meeting < n) meetings[nMeetings++] = meeting;
    }
    for (int g = groups.firstGroup(site); g < groups.endOfGroups(site); g++) {
      int first = groups.firstMember(g);
      CountTable table = tables[siteBalls.family[groups.member(first)]];
      if (groups.chooses(g))
        multiplyChoice(table, siteBalls.ball[groups.member(first)], n, values, weights);
      else multiplyGroup(g, table, n, values, weights);
      if (isTiny[siteBalls.family[groups.member(first)]]) weights.rescale(n);
    }
    for (int i = 0; i < nMeetings; i++) {
      int v = meetings[i];
      values[site] = v;
      weights.values[v] = 1;
      weights.exponents[v] = 0;
      sequential.multiply(site, v, values, weights);
    }
    return true;
  }

  private void multiplyChoice(
      CountTable table, int ball, int n, int[] values, ScaledWeights weights) {
    UrnFamily family = table.family;
    int row = family.row(ball, values);
    int column = family.balls().columnBase(ball);
    table.readRow(row, column, n, counts);
    double share = 1 / table.rowWeight(row);
    double[] w = weights.values;
    PriorCounts prior = family.prior();
    if (prior.isAlikeInColumns()) {
      double count = prior.at(row, 0);
      for (int v = 0; v < n; v++) w[v] *= (counts[v] + count) * share;
    } else {
      for (int v = 0; v < n; v++) w[v] *= (counts[v] + prior.at(row, column + v)) * share;
    }
    bound(1, n, weights);
  }

  /** Brings weights near 1 once they have got several factors more. */
  private void bound(int more, int n, ScaledWeights weights) {
    factors += more;
    if (factors < FACTORS) return;
    weights.rescale(n);
    factors = 0;
  }

  /** A group of one ball. */
  private void multiplySingle(
      CountTable table,
      int ball,
      int base,
      int stride,
      int n,
      int[] values,
      ScaledWeights weights) {
    int column = table.family.balls().column(ball, values);
    table.readColumn(column, base, stride, n, counts);
    double count = table.family.prior().at(0, column);
    double total = table.priorTotal(0);
    double[] totals = table.totals;
    double[] w = weights.values;
    for (int v = 0, row = base; v < n; v++, row += stride) {
      w[v] *= (counts[v] + count) / (totals[row] + total);
    }
    bound(1, n, weights);
  }

  private void multiplyGroup(int g, CountTable table, int n, int[] values, ScaledWeights weights) {
    Balls balls = table.family.balls();
    int first = groups.firstMember(g);
    int end = groups.endOfMembers(g);
    int base = groups.rowBase(g, values);
    int stride = groups.stride(g);
    int f = siteBalls.family[groups.member(first)];
    if (end == first + 1 && table.family.prior().isAlikeInRows()) {
      int ball = siteBalls.ball[groups.member(first)];
      if (balls.times(ball) == 1) {
        multiplySingle(table, ball, base, stride, n, values, weights);
        return;
      }
    }
    int[] before = seen[f];
    int total = 0;
    for (int m = first; m < end; m++) {
      int ball = siteBalls.ball[groups.member(m)];
      int column = balls.column(ball, values);
      int times = balls.times(ball);
      table.readColumn(column, base, stride, n, counts);
      addPriors(table.family.prior(), column, base, stride, n);
      for (int k = 0; k < times && times <= MANY; k++) {
        multiplyBy(before[column] + k, n, weights.values);
        bound(isTiny[f] ? FACTORS : 1, n, weights);
      }
      if (times > MANY) {
        for (int v = 0; v < n; v++) {
          weights.timesExp(v, Rising.log(counts[v] + before[column], times));
        }
      }
      before[column] += times;
      total += times;
    }
    for (int m = first; m < end; m++) {
      before[balls.column(siteBalls.ball[groups.member(m)], values)] = 0;
    }
    weights.rescale(n);
    divideByTotals(table, base, stride, total, n, weights);
  }

  private void addPriors(PriorCounts prior, int column, int base, int stride, int n) {
    if (prior.isAlikeInRows()) {
      double count = prior.at(0, column);
      for (int v = 0; v < n; v++) counts[v] += count;
    } else {
      for (int v = 0; v < n; v++) counts[v] += prior.at(base + stride * v, column);
    }
  }

  private void multiplyBy(int more, int n, double[] w) {
    for (int v = 0; v < n; v++) w[v] *= counts[v] + more;
  }

  /** Divides by A (A + 1) ... for as many balls as the rows have got, A their weights. */
  private void divideByTotals(
      CountTable table, int base, int stride, int total, int n, ScaledWeights weights) {
    for (int v = 0; v < n; v++) counts[v] = table.rowWeight(base + stride * v);
    if (total > MANY) {
      for (int v = 0; v < n; v++) weights.timesExp(v, -Rising.log(counts[v], total));
      return;
    }
    double[] w = weights.values;
    for (int k = 0; k < total; k += FACTORS) {
      int to = Math.min(total, k + FACTORS);
      for (int v = 0; v < n; v++) divisors[v] = counts[v] + k;
      for (int j = k + 1; j < to; j++) {
        for (int v = 0; v < n; v++) divisors[v] *= counts[v] + j;
      }
      for (int v = 0; v < n; v++) w[v] /= divisors[v];
      weights.rescale(n);
    }
  }
}
