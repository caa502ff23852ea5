package bayes.runtime.report;

import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.draws.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of probabilities that have no names of their own, such as the words of topics, told in a
 * form that does not change where draws or chains call them by other numbers. The rows of each draw
 * are matched, one to one, with those of a reference, by how much probability they share, {@code
 * sum min(p, q)}, the most similar pair first; the reference is the first draw, and then the mean
 * of the matched rows, once more. Rows of members that have names, such as classes that the data
 * name, are not matched: they are what they are called, unless neither the model nor its data tell
 * them apart.
 *
 * @param variable whose rows they are
 * @param topics by their weight in the reference's order
 */
public record AlignedTopics(String variable, List<Topic> topics) {
  /** Draws of each chain that are looked at, evenly spaced. */
  private static final int LOOKED_AT = 50;

  /** Rows are compared by so many of the most probable words of each row of the reference. */
  private static final int COMPARED = 50;

  /** Rows that share less than this with their mean are other topics in other draws. */
  private static final double LEAST_AGREEMENT = 0.5;

  public AlignedTopics {
    topics = List.copyOf(topics);
  }

  /**
   * A row.
   *
   * @param label of the reference's row
   * @param words the most probable ones, with their mean probability over the matched rows
   * @param agreement the probability that a matched row shares with their mean, in the mean over
   *     draws: 1 where all draws agree
   */
  public record Topic(String label, List<MemberShares.Share> words, double agreement) {
    public Topic {
      words = List.copyOf(words);
    }
  }

  /** Whether some rows are something else in other draws. */
  public boolean isDoubtful() {
    return topics.stream().anyMatch(t -> t.agreement() < LEAST_AGREEMENT);
  }

  /**
   * The rows of a variable with two dimensions.
   *
   * @param position of the variable in the layout of the draws
   * @param top how many words of each row are told
   */
  public static AlignedTopics of(Draws draws, int position, int top) {
    return of(draws, position, top, isNamed(draws, position));
  }

  /** The same of a run, which knows what tells the rows apart. */
  public static AlignedTopics of(Run run, int position, int top) {
    List<Axis> axes = run.draws().variables().get(position).axes();
    boolean isNamed =
        isNamed(run.draws(), position)
            && !run.record().interchangeable().containsKey(axes.get(0).set());
    return of(run.draws(), position, top, isNamed);
  }

  private static boolean isNamed(Draws draws, int position) {
    List<Axis> axes = draws.variables().get(position).axes();
    return !axes.isEmpty() && axes.get(0).quoted();
  }

  private static AlignedTopics of(Draws draws, int position, int top, boolean isNamed) {
    RecordedVariable variable = draws.variables().get(position);
    List<Axis> axes = variable.axes();
    if (axes.size() != 2) throw new IllegalArgumentException(variable.name() + " is no matrix");
    Rows rows = new Rows(draws, draws.layout().offset(position), axes, isNamed);
    double[][] reference = rows.at(0, 0);
    double[][] mean = reference;
    for (int round = 0; round < 2; round++) {
      mean = rows.mean(mean);
    }
    double[] agreement = rows.agreement(mean);
    List<Topic> topics = new ArrayList<>();
    for (int k = 0; k < mean.length; k++) {
      double[] row = mean[k];
      List<MemberShares.Share> words = new ArrayList<>();
      for (int w : order(row, top)) {
        words.add(new MemberShares.Share(axes.get(1).labels().get(w), row[w], Double.NaN));
      }
      topics.add(new Topic(axes.get(0).labels().get(k), words, agreement[k]));
    }
    return new AlignedTopics(variable.name(), topics);
  }

  private static List<Integer> order(double[] row, int most) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < row.length; i++) order.add(i);
    order.sort(Comparator.comparingDouble((Integer i) -> row[i]).reversed());
    return order.subList(0, Math.min(most, row.length));
  }

  /** The rows in all draws that are looked at. */
  private record Rows(Draws draws, int offset, List<Axis> axes, boolean isNamed) {
    private int step() {
      return isNamed ? 1 : Math.max(1, draws.draws() / LOOKED_AT);
    }

    double[][] at(int chain, int draw) {
      int words = axes.get(1).size();
      double[][] rows = new double[axes.get(0).size()][words];
      for (int k = 0; k < rows.length; k++) {
        for (int w = 0; w < words; w++) {
          rows[k][w] = draws.value(chain, draw, offset + k * words + w);
        }
      }
      return rows;
    }

    /** The mean of rows that are matched with a reference. */
    double[][] mean(double[][] reference) {
      double[][] sums = new double[reference.length][axes.get(1).size()];
      int[][] compared = compared(reference);
      int count = 0;
      for (int chain = 0; chain < draws.chains(); chain++) {
        for (int draw = 0; draw < draws.draws(); draw += step()) {
          double[][] rows = at(chain, draw);
          int[] match = matched(reference, compared, rows);
          for (int k = 0; k < sums.length; k++) {
            for (int w = 0; w < sums[k].length; w++) sums[k][w] += rows[match[k]][w];
          }
          count++;
        }
      }
      for (double[] row : sums) for (int w = 0; w < row.length; w++) row[w] /= count;
      return sums;
    }

    double[] agreement(double[][] mean) {
      double[] agreement = new double[mean.length];
      int[][] compared = compared(mean);
      int count = 0;
      for (int chain = 0; chain < draws.chains(); chain++) {
        for (int draw = 0; draw < draws.draws(); draw += step()) {
          double[][] rows = at(chain, draw);
          int[] match = matched(mean, compared, rows);
          for (int k = 0; k < mean.length; k++) {
            for (int w = 0; w < mean[k].length; w++) {
              agreement[k] += Math.min(mean[k][w], rows[match[k]][w]);
            }
          }
          count++;
        }
      }
      for (int k = 0; k < agreement.length; k++) agreement[k] /= count;
      return agreement;
    }

    /** Rows of members that have names are what they are called. */
    private int[] matched(double[][] reference, int[][] compared, double[][] rows) {
      if (!isNamed) return match(reference, compared, rows);
      int[] same = new int[rows.length];
      for (int k = 0; k < same.length; k++) same[k] = k;
      return same;
    }

    private static int[][] compared(double[][] reference) {
      return Arrays.stream(reference)
          .map(row -> order(row, COMPARED).stream().mapToInt(Integer::intValue).toArray())
          .toArray(int[][]::new);
    }

    /** The row of a draw for each row of the reference: the most similar pairs first. */
    private static int[] match(double[][] reference, int[][] compared, double[][] rows) {
      int size = reference.length;
      double[][] shared = new double[size][size];
      for (int k = 0; k < size; k++) {
        for (int j = 0; j < size; j++) {
          for (int w : compared[k]) shared[k][j] += Math.min(reference[k][w], rows[j][w]);
        }
      }
      int[] match = new int[size];
      boolean[] isMatched = new boolean[size];
      boolean[] isTaken = new boolean[size];
      for (int pair = 0; pair < size; pair++) {
        int bestK = -1;
        int bestJ = -1;
        for (int k = 0; k < size; k++) {
          for (int j = 0; j < size && !isMatched[k]; j++) {
            if (isTaken[j]) continue;
            if (bestK < 0 || shared[k][j] > shared[bestK][bestJ]) {
              bestK = k;
              bestJ = j;
            }
          }
        }
        match[bestK] = bestJ;
        isMatched[bestK] = true;
        isTaken[bestJ] = true;
      }
      return match;
    }
  }
}
