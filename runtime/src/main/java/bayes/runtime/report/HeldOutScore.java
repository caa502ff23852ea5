package bayes.runtime.report;

import bayes.runtime.convergence.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How probable held-out data are under a posterior. The score of an observation is the logarithm of
 * the posterior mean of its probability (or density), given what comes before it in the held-out
 * data and parameters that were learnt from the run's data alone; the score of all is their sum.
 *
 * @param points the observations
 * @param total the sum of their scores, in nats
 * @param interval quantiles at 5% and 95%, over the draws, of the log probability of all
 *     observations; empty if the draws are not kept
 * @param events the number of single values that are observed; several may share one observation
 * @param isOfTokens whether all of them are members of sets, so that there is a perplexity
 * @param isAtMeans whether probabilities that were integrated out are at their posterior means
 */
public record HeldOutScore(
    List<Point> points,
    double total,
    Optional<Interval> interval,
    int events,
    boolean isOfTokens,
    boolean isAtMeans) {
  private static final double LOG_2 = Math.log(2);

  public HeldOutScore {
    points = List.copyOf(points);
  }

  /**
   * An observation.
   *
   * @param value what was observed, of a member of a set; else empty
   */
  public record Point(String label, String value, double score) {
    /** How surprising it is, in bits. */
    public double bits() {
      return -score / LOG_2;
    }
  }

  /** Two quantiles. */
  public record Interval(double q5, double q95) {}

  /** The geometric mean of the reciprocal probabilities of tokens. */
  public OptionalDouble perplexity() {
    return isOfTokens ? OptionalDouble.of(Math.exp(-total / events)) : OptionalDouble.empty();
  }

  /** The mean surprise of a value, in bits. */
  public double bitsPerEvent() {
    return -total / events / LOG_2;
  }

  /** The surprise of everything, shared among the characters of the texts that were scored. */
  public double bitsPer(long characters) {
    return -total / characters / LOG_2;
  }

  /** Collects the means of probabilities over draws. */
  public static final class Builder {
    private final double[] largest;
    private final double[] sums;
    private int draws;
    private Optional<double[]> totals = Optional.empty();

    public Builder(int points) {
      largest = new double[points];
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
      sums = new double[points];
    }

    /** Adds the log probabilities in one draw. */
    public void add(double[] logs) {
      for (int i = 0; i < sums.length; i++) {
        if (logs[i] > largest[i]) {
          sums[i] = sums[i] * Math.exp(largest[i] - logs[i]) + 1;
          largest[i] = logs[i];
        } else if (logs[i] > Double.NEGATIVE_INFINITY) {
          sums[i] += Math.exp(logs[i] - largest[i]);
        }
      }
      draws++;
    }

    /** The log probability of everything in each of the draws. */
    public void totals(double[] ofDraws) {
      totals = Optional.of(ofDraws);
    }

    /** The score of what was added. */
    public HeldOutScore of(
        List<String> labels,
        List<String> values,
        int events,
        boolean isOfTokens,
        boolean isAtMeans) {
      Point[] points = new Point[labels.size()];
      double total = 0;
      for (int i = 0; i < points.length; i++) {
        double score =
            sums[i] > 0 ? largest[i] + Math.log(sums[i] / draws) : Double.NEGATIVE_INFINITY;
        points[i] = new Point(labels.get(i), values.get(i), score);
        total += score;
      }
      Optional<Interval> interval =
          totals.map(t -> new Interval(Quantiles.of(t, 0.05), Quantiles.of(t, 0.95)));
      return new HeldOutScore(List.of(points), total, interval, events, isOfTokens, isAtMeans);
    }
  }
}
