package bayes.runtime.warmup;

import bayes.runtime.math.Elementary;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The widths of the slice sampler's first intervals, learnt in warmup from how far the coordinates
 * move: three times the average distance, which is the average length of a slice of a normal
 * distribution. The average forgets by the recursion m += t^-0.6 (d - m).
 */
public final class SliceWidths implements Resumable {
  /** The slice of a standard normal has average length 3.2 and moves it by 1.07 on average. */
  private static final double WIDTH_PER_DISTANCE = 3;

  private static final double DECAY = 0.6;

  private final double[] widths;
  private long count;

  /** Begins with unit widths. */
  public SliceWidths(int dimension) {
    widths = new double[dimension];
    Arrays.fill(widths, 1);
  }

  /** The widths themselves, not a copy. */
  public double[] widths() {
    return widths;
  }

  /** Learns from the distances of one transition. */
  public void learn(double[] distances) {
    count++;
    double gain = Elementary.exp(-DECAY * Elementary.log(count));
    for (int i = 0; i < widths.length; i++) {
      double width = widths[i] + gain * (WIDTH_PER_DISTANCE * distances[i] - widths[i]);
      // A coordinate that did not move at all in the first transition would keep it that way.
      widths[i] = Math.max(width, 1e-3 * widths[i]);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    StateArrays.save(widths, out);
    out.writeLong(count);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    StateArrays.restore(widths, in);
    count = in.readLong();
  }
}
