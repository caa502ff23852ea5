package bayes.runtime.sampler.gibbs;

import bayes.runtime.math.Elementary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exact probabilities of the values of some sites of {@link Urns} beside the balls that no site
 * moves, as if there were no other sites: each group of sites by itself, with the rows integrated
 * out. Balls of a group follow the Polya rule, each seeing those before it,
 *
 * <pre>
 *   p(values) proportional to  prod over balls of the group  (a_rc + n_rc) / (A_r + N_r),
 * </pre>
 *
 * which no evidences of all balls are needed for. Confined to one thread.
 */
public final class UrnsAlone {
  /** More states of a group together are not looked at one by one. */
  private static final int MOST_STATES = 4096;

  /** A ball that counts more often is put in by logarithms of the gamma function. */
  private static final int MANY_TIMES = 1000;

  private final Urns urns;
  private final SiteBalls siteBalls;
  private final CountTable[] tables;
  private final int[] values;

  private UrnsAlone(Urns urns) {
    this.urns = urns;
    siteBalls = new SiteBalls(urns);
    tables = urns.families().stream().map(CountTable::of).toArray(CountTable[]::new);
    values = new int[urns.count()];
    for (CountTable table : tables) {
      table.clear();
      Balls balls = table.family.balls();
      for (int b = 0; b < balls.count(); b++) {
        if (isFixed(balls, b)) table.add(b, values, 1);
      }
    }
  }

  /**
   * Those of urns with new sites.
   *
   * @param before the urns without what is new; they have no sites
   * @return empty if what is new has balls that no site moves, so that sites would not be alone
   */
  public static Optional<UrnsAlone> of(Urns urns, Urns before) {
    if (before.count() > 0 || urns.families().size() != before.families().size()) {
      return Optional.empty();
    }
    for (int f = 0; f < urns.families().size(); f++) {
      Balls all = urns.families().get(f).balls();
      Balls known = before.families().get(f).balls();
      if (fixed(all) != fixed(known)) return Optional.empty();
    }
    return Optional.of(new UrnsAlone(urns));
  }

  private static boolean isFixed(Balls balls, int ball) {
    return balls.columnSite(ball) == Balls.NO_SITE
        && balls.firstRowSite(ball) == balls.endOfRowSites(ball);
  }

  private static long fixed(Balls balls) {
    long count = 0;
    for (int b = 0; b < balls.count(); b++) if (isFixed(balls, b)) count += balls.times(b);
    return count;
  }

  /**
   * The probabilities of the values of each site of a group.
   *
   * @return by the group's sites; empty if a ball of theirs is moved by other sites, too, or they
   *     have too many states together
   */
  public Optional<double[][]> probabilities(List<Integer> group) {
    Set<Ball> balls = new LinkedHashSet<>();
    long states = 1;
    for (int site : group) {
      states = Math.min(states * urns.support(site), MOST_STATES + 1L);
      for (int i = siteBalls.from[site]; i < siteBalls.from[site + 1]; i++) {
        balls.add(new Ball(siteBalls.family[i], siteBalls.ball[i]));
      }
    }
    if (states > MOST_STATES || !balls.stream().allMatch(ball -> isOf(ball, group))) {
      return Optional.empty();
    }
    double[] logs = new double[(int) states];
    double most = Double.NEGATIVE_INFINITY;
    for (int state = 0; state < logs.length; state++) {
      moveTo(group, state);
      logs[state] = log(List.copyOf(balls));
      most = Math.max(most, logs[state]);
    }
    double[][] sums = new double[group.size()][];
    for (int g = 0; g < sums.length; g++) sums[g] = new double[urns.support(group.get(g))];
    double total = 0;
    for (int state = 0; state < logs.length; state++) {
      double p = Elementary.exp(logs[state] - most);
      total += p;
      moveTo(group, state);
      for (int g = 0; g < sums.length; g++) sums[g][values[group.get(g)]] += p;
    }
    for (double[] sum : sums) for (int v = 0; v < sum.length; v++) sum[v] /= total;
    return Optional.of(sums);
  }

  private record Ball(int family, int ball) {}

  private boolean isOf(Ball ball, List<Integer> group) {
    Balls balls = tables[ball.family()].family.balls();
    int column = balls.columnSite(ball.ball());
    if (column != Balls.NO_SITE && !group.contains(column)) return false;
    for (int j = balls.firstRowSite(ball.ball()); j < balls.endOfRowSites(ball.ball()); j++) {
      if (!group.contains(balls.rowSite(j))) return false;
    }
    return true;
  }

  /** The values of a group in one of its states, the last site the fastest. */
  private void moveTo(List<Integer> group, int state) {
    int rest = state;
    for (int g = group.size() - 1; g >= 0; g--) {
      int site = group.get(g);
      values[site] = rest % urns.support(site);
      rest /= urns.support(site);
    }
  }

  /** Puts balls in, one after the other, and takes them out again. */
  private double log(List<Ball> balls) {
    double log = 0;
    for (Ball each : balls) {
      CountTable table = tables[each.family()];
      int row = table.family.row(each.ball(), values);
      int column = table.family.balls().column(each.ball(), values);
      int times = table.family.balls().times(each.ball());
      log += rising(table.cellWeight(row, column), times);
      log -= rising(table.rowWeight(row), times);
      table.add(row, column, times);
    }
    for (Ball each : balls) tables[each.family()].add(each.ball(), values, -1);
    return log;
  }

  /** As a sum of logarithms: differences of large values of lgamma have few digits. */
  private static double rising(double a, int times) {
    if (times > MANY_TIMES) return Rising.log(a, times);
    double log = 0;
    for (int k = 0; k < times; k++) log += Elementary.log(a + k);
    return log;
  }
}
