package bayes.runtime.sampler.tempering;

import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Inverse temperatures from 0 to 1, and how often swaps between neighbours are rejected. Rejection
 * rates add up to the communication barrier of the path, which hardly depends on the ladder; a
 * ladder is best when they are equal (Syed, Bouchard-Cote, Deligiannidis and Doucet, JRSS B 84,
 * 2022, section 5). Changes as it learns.
 */
public final class Ladder {
  private static final int LARGEST = 1000;

  private final double[] betas;
  private final double[] rejectionSums;
  private final double[] counts;

  private Ladder(double[] betas) {
    this.betas = betas;
    rejectionSums = new double[betas.length - 1];
    counts = new double[betas.length - 1];
  }

  /** A first ladder of {@code rungs} rungs, close to each other near the prior. */
  public static Ladder first(int rungs) {
    double[] betas = new double[rungs];
    for (int k = 1; k < rungs; k++) betas[k] = Math.pow((double) k / (rungs - 1), 3);
    return new Ladder(betas);
  }

  /** The number of rungs. */
  public int rungs() {
    return betas.length;
  }

  /** The inverse temperature of a rung; the first is 0, the last 1. */
  public double beta(int rung) {
    return betas[rung];
  }

  /** Learns the probability with which a swap of {@code rung} and the next one is accepted. */
  public void learn(int rung, double acceptance) {
    rejectionSums[rung] += 1 - acceptance;
    counts[rung]++;
  }

  /** The rate at which swaps of {@code rung} and the next one are rejected. */
  public double rejection(int rung) {
    return counts[rung] == 0 ? 0 : rejectionSums[rung] / counts[rung];
  }

  /** The communication barrier: the sum of the rejection rates. */
  public double barrier() {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) sum += rejection(k);
    return sum;
  }

  /**
   * The round trips per iteration that replicas make at best: 1 / (2 + 2 sum of r / (1 - r)), where
   * r are the rejection rates (theorem 3 of the same).
   */
  public double roundTripRate() {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) sum += rejection(k) / (1 - rejection(k));
    return 1 / (2 + 2 * sum);
  }

  /** As many rungs as make the rejection rates about a half, or a few more. */
  public int bestRungs(int fewest, int most) {
    return Math.max(fewest, Math.min(most, (int) Math.ceil(2 * barrier()) + 2));
  }

  /** A ladder of {@code rungs} rungs with equal rejection rates, which has learnt nothing yet. */
  public Ladder tuned(int rungs) {
    double[] cumulative = new double[betas.length];
    for (int k = 1; k < betas.length; k++) {
      // Without any rejection the old distances are as good as others.
      cumulative[k] = cumulative[k - 1] + rejection(k - 1) + 1e-3 * (betas[k] - betas[k - 1]);
    }
    double total = cumulative[betas.length - 1];
    double[] tuned = new double[rungs];
    int segment = 0;
    for (int j = 1; j < rungs - 1; j++) {
      double wanted = total * j / (rungs - 1);
      while (cumulative[segment + 1] < wanted) segment++;
      double width = cumulative[segment + 1] - cumulative[segment];
      double share = (wanted - cumulative[segment]) / width;
      tuned[j] = betas[segment] + share * (betas[segment + 1] - betas[segment]);
    }
    tuned[rungs - 1] = 1;
    return new Ladder(tuned);
  }

  /** The rung whose inverse temperature is closest. */
  public int nearest(double beta) {
    int best = 0;
    for (int k = 1; k < betas.length; k++) {
      if (Math.abs(betas[k] - beta) < Math.abs(betas[best] - beta)) best = k;
    }
    return best;
  }

  /** The same temperatures, with nothing learnt. */
  public Ladder forgetful() {
    return new Ladder(betas.clone());
  }

  /** Writes temperatures and what was learnt. */
  public void save(DataOutput out) throws IOException {
    StateArrays.save(betas, out);
    StateArrays.save(rejectionSums, out);
    StateArrays.save(counts, out);
  }

  /** Reads what {@link #save} wrote. */
  public static Ladder restored(DataInput in) throws IOException {
    Ladder ladder = new Ladder(StateArrays.restoreDoubles(LARGEST, in));
    StateArrays.restore(ladder.rejectionSums, in);
    StateArrays.restore(ladder.counts, in);
    return ladder;
  }
}
