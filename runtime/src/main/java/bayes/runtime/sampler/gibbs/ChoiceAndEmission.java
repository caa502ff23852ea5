package bayes.runtime.sampler.gibbs;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws of sites with two balls: one chooses the site's value from a row of its own, the other lies
 * in the row that has been chosen and in a fixed column w, as a token of a topic model does. The
 * weight of value k, with the balls of the site taken out,
 *
 * <pre>
 *   q_k (b + n_kw),   q_k = (a_k + m_k) / (B + N_k),
 * </pre>
 *
 * where m are the counts of the choosing row, is split as in SparseLDA (L. Yao, D. Mimno and A.
 * McCallum, KDD 2009) into the part of the prior count b, whose sum over k is kept up to date, and
 * that of the balls in column w, which is a short list if w is rare. The factors q are kept while
 * the choosing row stays the same. Nothing is approximate: both parts are summed for each draw.
 */
final class ChoiceAndEmission implements SiteDraws {
  /** After this many draws the sum of q is made anew, so that rounding does not pile up. */
  private static final int DRAWS_PER_SUM = 1024;

  private static final int NOT_IN_LIST = -1;
  private static final int STEP = ColumnCounts.STEP;
  private static final int LIST_STEP = ColumnCounts.LIST_STEP;

  private final RowCounts choices;
  private final ColumnCounts emissions;
  private final PriorCounts emissionPriors;
  private final int support;
  private final int padded;
  private final int columnBase;
  private final int[] choiceBall;
  private final int[] column;
  private final double[] prior;

  /** The counts of the choosing row, which the table has only when another row is loaded. */
  private final double[] chosen;

  private final double[] factors;

  /** Prior counts and balls of the rows that can be chosen, kept while a sweep goes on. */
  private final double[] totals;

  private final double[] cumulative;
  private int row;
  private double factorSum;

  /**
   * Draws of sites of a kind.
   *
   * @param choiceBall the ball of each site that chooses
   * @param column the column of each site's other ball
   */
  ChoiceAndEmission(
      RowCounts choices,
      ColumnCounts emissions,
      int support,
      int columnBase,
      int[] choiceBall,
      int[] column) {
    this.choices = choices;
    this.emissions = emissions;
    this.support = support;
    this.columnBase = columnBase;
    this.choiceBall = choiceBall;
    this.column = column;
    emissionPriors = emissions.family.prior();
    padded = ColumnCounts.padded(support, STEP);
    prior = new double[support];
    chosen = new double[support];
    factors = new double[ColumnCounts.padded(emissions.rows, STEP)];
    totals = new double[support];
    cumulative = new double[factors.length / LIST_STEP + 1];
  }

  @Override
  public void sweep(int from, int to, int[] values, RandomGenerator random) {
    loadTotals();
    load(choices.family.row(choiceBall[from], values));
    int sinceSum = 0;
    for (int site = from; site < to; site++) {
      int siteRow = choices.family.row(choiceBall[site], values);
      if (siteRow != row) {
        unload();
        load(siteRow);
        sinceSum = 0;
      } else if (++sinceSum == DRAWS_PER_SUM) {
        sumFactors();
        sinceSum = 0;
      }
      int w = column[site];
      values[site] =
          emissions.sizes[w] == ColumnCounts.ALL_ROWS
              ? drawFromCells(w, values[site], random)
              : drawFromList(w, values[site], random);
    }
    unload();
    for (int k = 0; k < support; k++) {
      emissions.setTotal(k, Math.rint(totals[k] - emissions.priorTotal(k)));
    }
  }

  /** Draws a site of which the current value is {@code old}, and moves its balls. */
  private int drawFromList(int w, int old, RandomGenerator random) {
    int[] entries = emissions.entries;
    int countBits = emissions.countBits;
    int countMask = emissions.countMask;
    int start = emissions.start[w];
    int end = start + emissions.sizes[w];
    // Most sites stay: until it is known, the balls are only taken out of what the weights read.
    int place = emissions.place(old, w);
    entries[place]--;
    double formerSum = factorSum;
    double former = factors[old];
    double without = (prior[old] + (chosen[old] - 1)) / (totals[old] - 1);
    factors[old] = without;
    factorSum += without - former;
    double total = 0;
    int nSteps = 0;
    for (int i = start; i < end; i += LIST_STEP) {
      int a = entries[i];
      int b = entries[i + 1];
      int c = entries[i + 2];
      int d = entries[i + 3];
      total +=
          (factors[a >>> countBits] * (a & countMask) + factors[b >>> countBits] * (b & countMask))
              + (factors[c >>> countBits] * (c & countMask)
                  + factors[d >>> countBits] * (d & countMask));
      cumulative[++nSteps] = total;
    }
    double priorCount = emissionPriors.at(0, w);
    double u = random.nextDouble() * (total + priorCount * factorSum);
    int chosenPlace = NOT_IN_LIST;
    int value;
    if (u >= total) {
      value = drawFromPrior((u - total) / priorCount);
    } else {
      int step = 0;
      for (int j = 1; j < nSteps; j++) step += Comparison.atLeast(u, cumulative[j]);
      double rest = u - cumulative[step];
      int i = start + step * LIST_STEP;
      int a = entries[i];
      int b = entries[i + 1];
      int c = entries[i + 2];
      double first = factors[a >>> countBits] * (a & countMask);
      double second = first + factors[b >>> countBits] * (b & countMask);
      double third = second + factors[c >>> countBits] * (c & countMask);
      i +=
          Comparison.atLeast(rest, first)
              + Comparison.atLeast(rest, second)
              + Comparison.atLeast(rest, third);
      chosenPlace = Math.min(i, end - 1);
      value = entries[chosenPlace] >>> countBits;
    }
    if (value == old) {
      entries[place]++;
      factors[old] = former;
      factorSum = formerSum;
      return old;
    }
    if (chosenPlace != NOT_IN_LIST) entries[chosenPlace]++;
    emissions.dropIfEmpty(place, w);
    if (chosenPlace == NOT_IN_LIST) emissions.addToList(emissions.place(value, w), value, w, 1);
    settle(old, value);
    return value;
  }

  private int drawFromCells(int w, int old, RandomGenerator random) {
    double[] cells = emissions.cells;
    int start = emissions.start[w];
    cells[start + old]--;
    double formerSum = factorSum;
    double former = factors[old];
    double without = (prior[old] + (chosen[old] - 1)) / (totals[old] - 1);
    factors[old] = without;
    factorSum += without - former;
    double total = 0;
    int nSteps = 0;
    for (int k = 0; k < padded; k += STEP) {
      int c = start + k;
      total +=
          ((factors[k] * cells[c] + factors[k + 1] * cells[c + 1])
                  + (factors[k + 2] * cells[c + 2] + factors[k + 3] * cells[c + 3]))
              + ((factors[k + 4] * cells[c + 4] + factors[k + 5] * cells[c + 5])
                  + (factors[k + 6] * cells[c + 6] + factors[k + 7] * cells[c + 7]));
      cumulative[++nSteps] = total;
    }
    double priorCount = emissionPriors.at(0, w);
    double u = random.nextDouble() * (total + priorCount * factorSum);
    int value;
    if (u >= total) {
      value = drawFromPrior((u - total) / priorCount);
    } else {
      int step = 0;
      for (int j = 1; j < nSteps; j++) step += Comparison.atLeast(u, cumulative[j]);
      double rest = u - cumulative[step];
      value = step * STEP;
      int last = Math.min(value + STEP, support) - 1;
      while (value < last) {
        rest -= factors[value] * cells[start + value];
        if (rest < 0) break;
        value++;
      }
    }
    cells[start + value]++;
    if (value == old) {
      factors[old] = former;
      factorSum = formerSum;
      return old;
    }
    settle(old, value);
    return value;
  }

  /** The value at which the cumulative sum of the factors passes {@code u}. */
  private int drawFromPrior(double u) {
    int k = 0;
    while (k < padded - STEP) {
      double sum = sumOfStep(k);
      if (u < sum) break;
      u -= sum;
      k += STEP;
    }
    int end = Math.min(k + STEP, support) - 1;
    while (k < end) {
      u -= factors[k];
      if (u < 0) break;
      k++;
    }
    return k;
  }

  private double sumOfStep(int k) {
    return ((factors[k] + factors[k + 1]) + (factors[k + 2] + factors[k + 3]))
        + ((factors[k + 4] + factors[k + 5]) + (factors[k + 6] + factors[k + 7]));
  }

  /**
   * Moves the balls of the choosing row and the totals to a new value. The factor of the old one is
   * what it is without the ball.
   */
  private void settle(int old, int value) {
    chosen[old]--;
    totals[old]--;
    chosen[value]++;
    totals[value]++;
    double factor = (prior[value] + chosen[value]) / totals[value];
    factorSum += factor - factors[value];
    factors[value] = factor;
  }

  /** Makes a row the one that values are chosen from. */
  private void load(int newRow) {
    row = newRow;
    for (int k = 0; k < support; k++) {
      prior[k] = choices.family.prior().at(row, columnBase + k);
      chosen[k] = choices.count(row, columnBase + k);
      factors[k] = (prior[k] + chosen[k]) / totals[k];
    }
    sumFactors();
  }

  /** Gives the counts of the choosing row back. Its total is what it was. */
  private void unload() {
    System.arraycopy(chosen, 0, choices.cells, row * choices.columns + columnBase, support);
  }

  /** Takes the sums of prior counts and balls of the rows that can be chosen. */
  private void loadTotals() {
    for (int k = 0; k < support; k++) totals[k] = emissions.rowWeight(k);
  }

  private void sumFactors() {
    factorSum = 0;
    for (int k = 0; k < padded; k += STEP) factorSum += sumOfStep(k);
  }

  @Override
  public void weigh(int site, int[] values, ScaledWeights weights) {
    loadTotals();
    load(choices.family.row(choiceBall[site], values));
    int w = column[site];
    Arrays.fill(weights.exponents, 0, support, 0);
    for (int k = 0; k < support; k++) {
      double ofPrior = emissionPriors.at(0, w) * factors[k];
      weights.values[k] = ofPrior + factors[k] * emissions.count(k, w);
    }
  }
}
