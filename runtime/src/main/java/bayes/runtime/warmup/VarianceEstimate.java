package bayes.runtime.warmup;

import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The variances of positions, by Welford's algorithm, shrunk as in Stan. */
final class VarianceEstimate implements Resumable {
  private final double[] mean;
  private final double[] squares;
  private long count;

  VarianceEstimate(int dimension) {
    mean = new double[dimension];
    squares = new double[dimension];
  }

  void clear() {
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    count = 0;
  }

  void add(double[] position) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double difference = position[i] - mean[i];
      mean[i] += difference / count;
      squares[i] += difference * (position[i] - mean[i]);
    }
  }

  /** n / (n + 5) of the sample variance and 5 / (n + 5) of 0.001. */
  double[] shrunk() {
    double[] variance = new double[mean.length];
    double keep = count / (count + 5.0);
    for (int i = 0; i < variance.length; i++) {
      double sample = count > 1 ? squares[i] / (count - 1) : 0;
      variance[i] = keep * sample + 1e-3 * (1 - keep);
    }
    return variance;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    StateArrays.save(mean, out);
    StateArrays.save(squares, out);
    out.writeLong(count);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    StateArrays.restore(mean, in);
    StateArrays.restore(squares, in);
    count = in.readLong();
  }
}
