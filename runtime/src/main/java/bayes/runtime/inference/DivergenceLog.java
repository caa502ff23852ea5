package bayes.runtime.inference;

import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import bayes.runtime.state.StateMismatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The diverging steps of a chain after its warmup. Of many, a part is kept that is spread over the
 * chain: when the log is full, every other one goes, and from then on half as many come in.
 */
final class DivergenceLog implements Resumable {
  private static final int MOST = 64;
  private static final int FEWEST = 4;

  /** A log holds about this many coordinates at most. */
  private static final int COORDINATES = 200_000;

  private final int dimension;
  private final int capacity;
  private final List<Step> kept = new ArrayList<>();
  private int draws;
  private int seen;
  private int stride = 1;

  DivergenceLog(int dimension) {
    this.dimension = dimension;
    // Even, so that what is left of a full log are the first of each two.
    int affordable = COORDINATES / Math.max(2 * dimension, 1) & ~1;
    this.capacity = Math.max(FEWEST, Math.min(MOST, affordable));
  }

  /**
   * A step of the leapfrog that diverged.
   *
   * @param draw the number of the draw after warmup, from 1
   * @param from the position before it
   * @param to the position after it
   */
  record Step(int draw, double[] from, double[] to) {}

  /** The next draw did not diverge. */
  void draw() {
    draws++;
  }

  /** The next draw diverged. */
  void diverged(double[] from, double[] to) {
    draws++;
    if (seen++ % stride != 0) return;
    kept.add(new Step(draws, from.clone(), to.clone()));
    if (kept.size() < capacity) return;
    for (int i = kept.size() - 1; i > 0; i -= 2) kept.remove(i);
    stride *= 2;
  }

  List<Step> kept() {
    return List.copyOf(kept);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(draws);
    out.writeInt(seen);
    out.writeInt(stride);
    out.writeInt(kept.size());
    for (Step step : kept) {
      out.writeInt(step.draw());
      StateArrays.save(step.from(), out);
      StateArrays.save(step.to(), out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    draws = in.readInt();
    seen = in.readInt();
    stride = in.readInt();
    int size = in.readInt();
    if (stride < 1 || size < 0 || size >= capacity) {
      throw new StateMismatch(size + " divergences, where at most " + capacity + " are kept");
    }
    kept.clear();
    for (int i = 0; i < size; i++) {
      Step step = new Step(in.readInt(), new double[dimension], new double[dimension]);
      StateArrays.restore(step.from(), in);
      StateArrays.restore(step.to(), in);
      kept.add(step);
    }
  }
}
