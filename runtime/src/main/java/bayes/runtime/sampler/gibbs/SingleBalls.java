package bayes.runtime.sampler.gibbs;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws of sites with a few balls that count once each and whose row or column is the site's value:
 * those of a chain, where a state is chosen from the row of the one before it, is the row that the
 * next one is chosen from, and emits a word. All values are weighed at once, from neighbouring
 * places,
 *
 * <pre>
 *   prod over balls that choose     a_rk + n_rk
 *   prod over balls in the rows     (a_kc + n_kc) / (A_k + N_k),
 * </pre>
 *
 * with the quotients 1 / (A_k + N_k) kept. A ball that chooses stays in the total of its row, which
 * is the same whatever it chooses: so that a ball in the rows sees it there, as by the Polya rule.
 * What is left of that rule is that the two may lie in the same cell.
 */
final class SingleBalls implements SiteDraws {
  private static final int STEP = 8;

  private final Urns urns;
  private final CountTable[] tables;
  private final SingleBallShapes shapes;

  /** The family, and the row and column where the site's value is 0, of each ball of a site. */
  private final int[] family = new int[SingleBallShapes.MOST_BALLS];

  private final int[] row = new int[SingleBallShapes.MOST_BALLS];
  private final int[] column = new int[SingleBallShapes.MOST_BALLS];
  private final int[] kind = new int[SingleBallShapes.MOST_BALLS];

  private final double[] weights;
  private final double[] cumulative;
  private int balls;

  SingleBalls(Urns urns, CountTable[] tables, SingleBallShapes shapes) {
    this.urns = urns;
    this.tables = tables;
    this.shapes = shapes;
    for (int f = 0; f < tables.length; f++) {
      if (shapes.needShares(f)) tables[f].keepShares();
    }
    int most = Arrays.stream(urns.supports()).max().orElse(0);
    weights = new double[ColumnCounts.padded(most, STEP)];
    cumulative = new double[weights.length / STEP + 1];
  }

  @Override
  public void sweep(int from, int to, int[] values, RandomGenerator random) {
    for (int site = from; site < to; site++) {
      int n = urns.support(site);
      if (n == 1) continue;
      int old = values[site];
      locate(site, values);
      move(old, -1);
      weigh(n);
      int value = draw(n, random);
      move(value, 1);
      values[site] = value;
    }
  }

  @Override
  public void weigh(int site, int[] values, ScaledWeights out) {
    int n = urns.support(site);
    locate(site, values);
    addChoicesToTotals(1);
    weigh(n);
    addChoicesToTotals(-1);
    System.arraycopy(weights, 0, out.values, 0, n);
    Arrays.fill(out.exponents, 0, n, 0);
  }

  /** Finds where the balls of a site lie if its value is 0, which it is afterwards. */
  private void locate(int site, int[] values) {
    values[site] = 0;
    int[] shape = shapes.numbers();
    int at = shapes.first(site);
    balls = shapes.count(site);
    for (int j = 0; j < balls; j++, at += SingleBallShapes.SIZE) {
      family[j] = shape[at + SingleBallShapes.FAMILY];
      kind[j] = shape[at + SingleBallShapes.KIND];
      row[j] =
          shape[at + SingleBallShapes.ROW_BASE]
              + shape[at + SingleBallShapes.STRIDE] * values[shape[at + SingleBallShapes.ROW_SITE]]
              + shape[at + SingleBallShapes.OTHER_STRIDE]
                  * values[shape[at + SingleBallShapes.OTHER_ROW_SITE]];
      column[j] =
          shape[at + SingleBallShapes.COLUMN_BASE]
              + values[shape[at + SingleBallShapes.COLUMN_SITE]];
    }
  }

  /** Puts the site's balls where they lie if it has a value, or takes them out. */
  private void move(int value, int sign) {
    for (int j = 0; j < balls; j++) {
      CountTable table = tables[family[j]];
      if (kind[j] == SingleBallShapes.CHOOSES) table.addToCell(row[j], column[j] + value, sign);
      else table.add(row[j] + value, column[j], sign);
    }
  }

  private void addChoicesToTotals(int sign) {
    for (int j = 0; j < balls; j++) {
      if (kind[j] == SingleBallShapes.CHOOSES) tables[family[j]].addToTotal(row[j], sign);
    }
  }

  private void weigh(int n) {
    Arrays.fill(weights, 0, n, 1);
    for (int j = 0; j < balls; j++) {
      CountTable table = tables[family[j]];
      double more = table.family.prior().at(row[j], column[j]);
      if (kind[j] == SingleBallShapes.CHOOSES) {
        table.timesRow(row[j], column[j], n, more, weights);
      } else {
        table.timesColumn(column[j], row[j], n, more, weights);
        if (kind[j] != SingleBallShapes.LIES_ALONE) addChoice(kind[j], j, n, more);
      }
    }
  }

  /** Adds a ball that chooses to the cell of another one, at the value where it lies there. */
  private void addChoice(int choice, int ball, int n, double more) {
    int value = column[ball] - column[choice];
    if (row[choice] != row[ball] + value || value < 0 || value >= n) return;
    double cell = tables[family[ball]].count(row[choice], column[ball]) + more;
    weights[value] *= (cell + 1) / cell;
  }

  private int draw(int n, RandomGenerator random) {
    int padded = ColumnCounts.padded(n, STEP);
    for (int v = n; v < padded; v++) weights[v] = 0;
    double total = 0;
    int nSteps = 0;
    for (int v = 0; v < padded; v += STEP) {
      total +=
          ((weights[v] + weights[v + 1]) + (weights[v + 2] + weights[v + 3]))
              + ((weights[v + 4] + weights[v + 5]) + (weights[v + 6] + weights[v + 7]));
      cumulative[++nSteps] = total;
    }
    double u = random.nextDouble() * total;
    int step = 0;
    for (int j = 1; j < nSteps; j++) step += Comparison.atLeast(u, cumulative[j]);
    double rest = u - cumulative[step];
    int value = step * STEP;
    double half = (weights[value] + weights[value + 1]) + (weights[value + 2] + weights[value + 3]);
    int isInSecond = Comparison.atLeast(rest, half);
    rest -= isInSecond * half;
    value += isInSecond * (STEP / 2);
    double first = weights[value];
    double second = first + weights[value + 1];
    double third = second + weights[value + 2];
    value +=
        Comparison.atLeast(rest, first)
            + Comparison.atLeast(rest, second)
            + Comparison.atLeast(rest, third);
    return Math.min(value, n - 1);
  }
}
