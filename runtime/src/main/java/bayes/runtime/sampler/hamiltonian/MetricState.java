package bayes.runtime.sampler.hamiltonian;

import bayes.runtime.state.StateArrays;
import bayes.runtime.state.StateMismatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Metrics in saved states: their shape, then the numbers of their root, as they are. */
public final class MetricState {
  private MetricState() {}

  /** Writes a metric. */
  public static void save(Metric metric, DataOutput out) throws IOException {
    out.writeInt(metric.kind().ordinal());
    if (metric instanceof DiagonalMetric diagonal) StateArrays.save(diagonal.sharedScale(), out);
    if (metric instanceof LowRankMetric lowRank) lowRank.save(out);
    if (metric instanceof DenseMetric dense) dense.save(out);
  }

  /** Reads a metric of {@code dimension} coordinates. */
  public static Metric restore(int dimension, DataInput in) throws IOException {
    int kind = in.readInt();
    if (kind < 0 || kind >= MetricKind.values().length) {
      throw new StateMismatch("a metric of kind " + kind);
    }
    return switch (MetricKind.values()[kind]) {
      case DIAGONAL -> DiagonalMetric.ofScale(array(dimension, in));
      case LOW_RANK -> LowRankMetric.restore(dimension, in);
      case DENSE -> DenseMetric.restore(dimension, in);
    };
  }

  private static double[] array(int length, DataInput in) throws IOException {
    double[] values = new double[length];
    StateArrays.restore(values, in);
    return values;
  }
}
