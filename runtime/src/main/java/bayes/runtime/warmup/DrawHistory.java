package bayes.runtime.warmup;

import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest draws of warmup, each with its gradient: what a metric is estimated from. When it is
 * full the oldest draw makes place for the newest.
 */
final class DrawHistory implements Resumable {
  private final int dimension;
  private final int slopes;
  private final int capacity;
  private final List<double[]> positions = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();

  DrawHistory(int dimension, int capacity) {
    this(dimension, dimension, capacity);
  }

  private DrawHistory(int dimension, int slopes, int capacity) {
    this.dimension = dimension;
    this.slopes = slopes;
    this.capacity = capacity;
  }

  /** A history of positions alone. */
  static DrawHistory ofPositions(int dimension, int capacity) {
    return new DrawHistory(dimension, 0, capacity);
  }

  void add(double[] position, double[] gradient) {
    positions.add(position.clone());
    gradients.add(Arrays.copyOf(gradient, slopes));
    keepLatest(capacity);
  }

  /** Forgets all but this many draws. */
  void keepLatest(int count) {
    int old = Math.max(0, size() - Math.max(0, count));
    positions.subList(0, old).clear();
    gradients.subList(0, old).clear();
  }

  int size() {
    return positions.size();
  }

  /** The latest draws, the oldest first: {@code wanted} of them, or all if there are fewer. */
  DrawSample latest(int wanted) {
    int from = Math.max(0, size() - wanted);
    return new DrawSample(
        dimension,
        positions.subList(from, size()).toArray(double[][]::new),
        gradients.subList(from, size()).toArray(double[][]::new));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(positions.size());
    for (double[] position : positions) StateArrays.save(position, out);
    for (double[] gradient : gradients) StateArrays.save(gradient, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    int size = in.readInt();
    restore(size, positions, dimension, in);
    restore(size, gradients, slopes, in);
  }

  private static void restore(int size, List<double[]> rows, int length, DataInput in)
      throws IOException {
    rows.clear();
    for (int i = 0; i < size; i++) {
      double[] row = new double[length];
      StateArrays.restore(row, in);
      rows.add(row);
    }
  }
}
