package bayes.runtime.report;

import bayes.runtime.draws.Draws;
import bayes.runtime.report.MatchedDraws.Members;
import bayes.runtime.report.MatchedDraws.Members.Over;
import bayes.runtime.report.MatchedDraws.Members.Valued;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How like the members of a draw are to those of a reference. Of a variable over the set, member j
 * of the draw differs from member k of the reference by the mean squared difference of their
 * elements, in units of the variance of such elements over members and draws; of a variable whose
 * values are members, by how seldom elements that are k are j. Members are matched one to one with
 * the least difference in all. Of large variables some elements are looked at, those that differ
 * most between the reference's members.
 */
final class MemberMatching {
  private static final int MOST_ELEMENTS = 4000;
  private static final int MOST_VALUED = 1000;
  private static final int MOST_DRAWS = 200;

  private final Draws draws;
  private final int size;
  private final List<int[][]> columns;
  private final List<double[]> precisions;
  private final List<double[][]> means;
  private final List<int[]> sites;
  private final List<Integer> firsts;
  private final List<double[][]> shares;

  /**
   * @param columns per variable over the set, those of each member's elements
   * @param precisions of each element
   * @param means of the reference, per member and element
   * @param sites per variable whose values are members, the columns that are looked at
   * @param firsts the number of the first member
   * @param shares of the reference: how probable it is that a site is a member
   */
  private MemberMatching(
      Draws draws,
      int size,
      List<int[][]> columns,
      List<double[]> precisions,
      List<double[][]> means,
      List<int[]> sites,
      List<Integer> firsts,
      List<double[][]> shares) {
    this.draws = draws;
    this.size = size;
    this.columns = columns;
    this.precisions = precisions;
    this.means = means;
    this.sites = sites;
    this.firsts = firsts;
    this.shares = shares;
  }

  /** With a draw of the first chain as the reference. */
  static MemberMatching of(Draws draws, Members members, int reference) {
    List<int[][]> columns = new ArrayList<>();
    List<double[]> precisions = new ArrayList<>();
    List<double[][]> means = new ArrayList<>();
    for (Over variable : members.over()) {
      boolean isValued =
          members.valued().stream().anyMatch(v -> v.position() == variable.position());
      if (variable.strides().size() != 1 || isValued) continue;
      int[][] chosen = elements(draws, variable, members.size(), reference);
      columns.add(chosen);
      precisions.add(precisions(draws, chosen));
      double[][] values = new double[chosen.length][chosen[0].length];
      for (int k = 0; k < values.length; k++) {
        for (int e = 0; e < values[k].length; e++) {
          values[k][e] = draws.value(0, reference, chosen[k][e]);
        }
      }
      means.add(values);
    }
    List<int[]> sites = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    List<double[][]> shares = new ArrayList<>();
    for (Valued variable : members.valued()) {
      int step = Math.max(1, variable.size() / MOST_VALUED);
      int[] some = new int[(variable.size() + step - 1) / step];
      double[][] share = new double[some.length][members.size()];
      for (int i = 0; i < some.length; i++) {
        some[i] = variable.offset() + i * step;
        int member = (int) draws.value(0, reference, some[i]) - variable.first();
        if (member >= 0 && member < members.size()) share[i][member] = 1;
      }
      sites.add(some);
      firsts.add(variable.first());
      shares.add(share);
    }
    return new MemberMatching(
        draws, members.size(), columns, precisions, means, sites, firsts, shares);
  }

  /** The columns of each member's elements, those first that differ most between members. */
  private static int[][] elements(Draws draws, Over variable, int size, int reference) {
    int stride = variable.strides().get(0);
    List<Integer> firsts = new ArrayList<>();
    for (int e = 0; e < variable.size(); e++) {
      if (e / stride % size == 0) firsts.add(variable.offset() + e);
    }
    int most = MOST_ELEMENTS / size;
    if (firsts.size() > most) {
      double[] spread = new double[draws.layout().width()];
      for (int first : firsts) {
        double[] values = new double[size];
        for (int k = 0; k < size; k++) values[k] = draws.value(0, reference, first + k * stride);
        spread[first] = variance(values);
      }
      firsts.sort(Comparator.comparingDouble((Integer first) -> spread[first]).reversed());
      firsts = firsts.subList(0, most);
    }
    int[][] columns = new int[size][firsts.size()];
    for (int k = 0; k < size; k++) {
      for (int e = 0; e < firsts.size(); e++) columns[k][e] = firsts.get(e) + k * stride;
    }
    return columns;
  }

  private static double[] precisions(Draws draws, int[][] columns) {
    int step = Math.max(1, draws.draws() / MOST_DRAWS);
    double[] precisions = new double[columns[0].length];
    for (int e = 0; e < precisions.length; e++) {
      List<Double> values = new ArrayList<>();
      for (int[] member : columns) {
        for (int chain = 0; chain < draws.chains(); chain++) {
          for (int draw = 0; draw < draws.draws(); draw += step) {
            values.add(draws.value(chain, draw, member[e]));
          }
        }
      }
      double variance = variance(values.stream().mapToDouble(Double::doubleValue).toArray());
      precisions[e] = variance > 0 && Double.isFinite(variance) ? 1 / variance : 0;
    }
    return precisions;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  }

  /** With the mean of matched draws as the reference. */
  MemberMatching towards(List<int[][]> names) {
    List<double[][]> newMeans = new ArrayList<>();
    for (double[][] mean : means) newMeans.add(new double[size][mean[0].length]);
    List<double[][]> newShares = new ArrayList<>();
    for (double[][] share : shares) newShares.add(new double[share.length][size]);
    int count = 0;
    for (int chain = 0; chain < draws.chains(); chain++) {
      for (int draw = 0; draw < draws.draws(); draw++, count++) {
        int[] name = names.get(chain)[draw];
        for (int v = 0; v < columns.size(); v++) {
          for (int k = 0; k < size; k++) {
            int[] from = columns.get(v)[name[k]];
            double[] to = newMeans.get(v)[k];
            for (int e = 0; e < to.length; e++) to[e] += draws.value(chain, draw, from[e]);
          }
        }
        int[] called = new int[size];
        for (int k = 0; k < size; k++) called[name[k]] = k;
        for (int v = 0; v < sites.size(); v++) {
          for (int i = 0; i < sites.get(v).length; i++) {
            int member = (int) draws.value(chain, draw, sites.get(v)[i]) - firsts.get(v);
            if (member >= 0 && member < size) newShares.get(v)[i][called[member]]++;
          }
        }
      }
    }
    for (double[][] mean : newMeans) divide(mean, count);
    for (double[][] share : newShares) divide(share, count);
    return new MemberMatching(draws, size, columns, precisions, newMeans, sites, firsts, newShares);
  }

  private static void divide(double[][] sums, double by) {
    for (double[] row : sums) for (int i = 0; i < row.length; i++) row[i] /= by;
  }

  /** Which member of a draw each member of the reference is. */
  int[] match(int chain, int draw) {
    double[][] cost = new double[size][size];
    for (int v = 0; v < columns.size(); v++) {
      double[] precision = precisions.get(v);
      for (int k = 0; k < size; k++) {
        double[] mean = means.get(v)[k];
        for (int j = 0; j < size; j++) {
          int[] from = columns.get(v)[j];
          double sum = 0;
          for (int e = 0; e < mean.length; e++) {
            double difference = draws.value(chain, draw, from[e]) - mean[e];
            sum += difference * difference * precision[e];
          }
          cost[k][j] += sum / mean.length;
        }
      }
    }
    for (int v = 0; v < sites.size(); v++) {
      double[][] share = shares.get(v);
      double unit = 2.0 * size / share.length;
      for (int i = 0; i < share.length; i++) {
        int member = (int) draws.value(chain, draw, sites.get(v)[i]) - firsts.get(v);
        if (member < 0 || member >= size) continue;
        for (int k = 0; k < size; k++) cost[k][member] -= unit * share[i][k];
      }
    }
    return assignment(cost);
  }

  /**
   * The column of each row with the least sum, each column once: the Hungarian method with
   * potentials, shortest augmenting paths row by row (Kuhn 1955; Munkres 1957).
   */
  static int[] assignment(double[][] cost) {
    int n = cost.length;
    double[] ofRow = new double[n + 1];
    double[] ofColumn = new double[n + 1];
    int[] row = new int[n + 1];
    for (int i = 1; i <= n; i++) {
      double[] least = new double[n + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      boolean[] isDone = new boolean[n + 1];
      int[] way = new int[n + 1];
      int column = 0;
      row[0] = i;
      do {
        isDone[column] = true;
        int next = 0;
        double step = Double.POSITIVE_INFINITY;
        for (int j = 1; j <= n; j++) {
          if (isDone[j]) continue;
          double reduced = cost[row[column] - 1][j - 1] - ofRow[row[column]] - ofColumn[j];
          if (!(reduced >= least[j])) {
            least[j] = reduced;
            way[j] = column;
          }
          if (next == 0 || least[j] < step) {
            step = least[j];
            next = j;
          }
        }
        for (int j = 0; j <= n; j++) {
          if (isDone[j]) {
            ofRow[row[j]] += step;
            ofColumn[j] -= step;
          } else {
            least[j] -= step;
          }
        }
        column = next;
      } while (row[column] != 0);
      while (column != 0) {
        row[column] = row[way[column]];
        column = way[column];
      }
    }
    int[] assignment = new int[n];
    for (int j = 1; j <= n; j++) assignment[row[j] - 1] = j - 1;
    return assignment;
  }
}
