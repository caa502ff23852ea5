package bayes.runtime.warmup;

import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The covariance of a run of coordinates, by Welford's algorithm, shrunk as the variances are. */
final class CovarianceEstimate implements Resumable {
  private final int from;
  private final double[] mean;
  private final double[] products;
  private final double[] difference;
  private long count;

  CovarianceEstimate(int from, int size) {
    this.from = from;
    mean = new double[size];
    products = new double[size * size];
    difference = new double[size];
  }

  void clear() {
    Arrays.fill(mean, 0);
    Arrays.fill(products, 0);
    count = 0;
  }

  void add(double[] position) {
    count++;
    int size = mean.length;
    for (int i = 0; i < size; i++) {
      difference[i] = position[from + i] - mean[i];
      mean[i] += difference[i] / count;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        products[i * size + j] += difference[i] * (position[from + j] - mean[j]);
      }
    }
  }

  /** n / (n + 5) of the sample covariance and 5 / (n + 5) of 0.001 times the unit matrix. */
  double[] shrunk() {
    int size = mean.length;
    double[] covariance = new double[size * size];
    double keep = count / (count + 5.0);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double sample = count > 1 ? products[i * size + j] / (count - 1) : 0;
        covariance[i * size + j] = keep * sample + (i == j ? 1e-3 * (1 - keep) : 0);
      }
    }
    return covariance;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    StateArrays.save(mean, out);
    StateArrays.save(products, out);
    out.writeLong(count);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    StateArrays.restore(mean, in);
    StateArrays.restore(products, in);
    count = in.readLong();
  }
}
