package bayes.runtime.report;

import bayes.runtime.report.PredictiveTable.Intervals;
import bayes.runtime.report.PredictiveTable.Means;
import bayes.runtime.report.PredictiveTable.Question;
import java.util.ArrayList;
import java.util.List;

/** Collects distributions that stand in rows, one after the other: first means, then intervals. */
public final class PredictiveTables {
  private final List<Means> means = new ArrayList<>();
  private final List<Intervals> intervals = new ArrayList<>();
  private final int[] firsts;

  public PredictiveTables(List<Question> questions) {
    firsts = new int[questions.size()];
    int first = 0;
    for (int i = 0; i < firsts.length; i++) {
      means.add(new Means(questions.get(i)));
      firsts[i] = first;
      first += questions.get(i).values().size();
    }
  }

  /** Adds a row to the means of probabilities. */
  public void addProbabilities(double[] row) {
    for (int i = 0; i < firsts.length; i++) means.get(i).addProbabilities(row, firsts[i]);
  }

  /** Adds a row to the means of entropies; without two of them there is no split. */
  public void addEntropies(double[] row) {
    for (int i = 0; i < firsts.length; i++) means.get(i).addEntropy(row, firsts[i]);
  }

  /**
   * Ends the means.
   *
   * @param most how many of the most probable values of each have an interval
   */
  public void beginIntervals(int most) {
    for (Means of : means) intervals.add(of.intervals(most));
  }

  /** Adds a row to the intervals. */
  public void addInterval(double[] row) {
    for (int i = 0; i < firsts.length; i++) intervals.get(i).add(row, firsts[i]);
  }

  /** What was collected. */
  public List<PredictiveTable> tables() {
    return intervals.stream().map(Intervals::table).toList();
  }
}
