package bayes.runtime.sampler.tempering;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The log evidence from the log ratios that a ladder of replicas meets: the sum over neighbours of
 * the log of the average exp(d r), from the lower rung upwards, and of minus that of exp(-d r),
 * from the upper one downwards, each counting half (stepping-stone sampling: Xie, Lewis, Fan, Kuo
 * and Chen, Systematic Biology 60, 2011, in both directions).
 */
public final class SteppingStones {
  private static final int MOST = 1 << 28;

  private final Ladder ladder;
  private double[] ratios = new double[0];
  private int count;

  /** The stones of a ladder. */
  public SteppingStones(Ladder ladder) {
    this.ladder = ladder;
  }

  /** Takes note of each rung's log ratio; minus infinity where there is no likelihood. */
  public void add(double[] ofRungs) {
    int n = ladder.rungs();
    if ((count + 1) * n > ratios.length) {
      ratios = Arrays.copyOf(ratios, Math.max(64 * n, 2 * ratios.length));
    }
    System.arraycopy(ofRungs, 0, ratios, count * n, n);
    count++;
  }

  /** The number of iterations. */
  public int count() {
    return count;
  }

  /** An estimate and its standard error. */
  public record Estimate(double value, double error) {}

  /** The log evidence; NaN after fewer than four iterations. */
  public Estimate estimate() {
    if (count < 4) return new Estimate(Double.NaN, Double.NaN);
    double sum = 0;
    double variance = 0;
    for (int k = 0; k < ladder.rungs(); k++) {
      // What each iteration of the rung contributes, relative to the average.
      double[] influence = new double[count];
      if (k + 1 < ladder.rungs()) {
        sum += logMean(k, ladder.beta(k + 1) - ladder.beta(k), 0.5, influence) / 2;
      }
      if (k > 0) sum -= logMean(k, ladder.beta(k - 1) - ladder.beta(k), -0.5, influence) / 2;
      variance += variance(influence);
    }
    return new Estimate(sum, Math.sqrt(variance));
  }

  /** The variance of the average of a stationary series. */
  private static double variance(double[] series) {
    double mean = 0;
    double squares = 0;
    for (double value : series) mean += value / series.length;
    for (double value : series) squares += (value - mean) * (value - mean);
    double ess = Convergence.essMean(new double[][] {series});
    // A series that never varies has no ESS, and no error.
    return ess > 0 ? squares / (series.length - 1) / Math.min(ess, series.length) : 0;
  }

  /**
   * The log of the average exp(rise r) over the iterations of a rung; adds {@code factor} times the
   * summands over their average to {@code influence}.
   */
  private double logMean(int rung, double rise, double factor, double[] influence) {
    int n = ladder.rungs();
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) largest = Math.max(largest, rise * ratios[i * n + rung]);
    double[] weights = new double[count];
    double mean = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp(rise * ratios[i * n + rung] - largest);
      mean += weights[i] / count;
    }
    for (int i = 0; i < count; i++) influence[i] += factor * weights[i] / mean;
    return largest + Math.log(mean);
  }

  /** Writes what was met. */
  public void save(DataOutput out) throws IOException {
    StateArrays.save(Arrays.copyOf(ratios, count * ladder.rungs()), out);
  }

  /** Reads what {@link #save} wrote, of a ladder of as many rungs. */
  public static SteppingStones restored(Ladder ladder, DataInput in) throws IOException {
    SteppingStones stones = new SteppingStones(ladder);
    stones.ratios = StateArrays.restoreDoubles(MOST, in);
    stones.count = stones.ratios.length / ladder.rungs();
    return stones;
  }
}
