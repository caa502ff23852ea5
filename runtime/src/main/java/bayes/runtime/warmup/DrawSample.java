package bayes.runtime.warmup;

import bayes.runtime.sampler.hamiltonian.Metric;
import java.util.Arrays;

/**
 * Draws and the gradients of the log density there, as rows of arrays that nobody changes.
 *
 * @param dimension the number of coordinates
 * @param positions one row per draw
 * @param gradients one row per draw
 */
record DrawSample(int dimension, double[][] positions, double[][] gradients) {
  int size() {
    return positions.length;
  }

  /** The older part, of {@code count} draws. */
  DrawSample first(int count) {
    return part(0, count);
  }

  /** The newer part, without the {@code count} oldest draws. */
  DrawSample without(int count) {
    return part(count, size());
  }

  private DrawSample part(int from, int to) {
    return new DrawSample(
        dimension,
        Arrays.copyOfRange(positions, from, to),
        Arrays.copyOfRange(gradients, from, to));
  }

  /** The sample in the coordinates in which {@code metric} is the unit metric. */
  DrawSample whitened(Metric metric) {
    double[][] z = new double[size()][dimension];
    double[][] h = new double[size()][dimension];
    for (int i = 0; i < size(); i++) {
      metric.whiten(positions[i], z[i]);
      metric.force(gradients[i], h[i]);
    }
    return new DrawSample(dimension, z, h);
  }

  /** The sample with the means of positions and gradients taken off. */
  DrawSample centred() {
    return new DrawSample(dimension, centred(positions), centred(gradients));
  }

  private double[][] centred(double[][] rows) {
    double[] mean = mean(rows);
    double[][] out = new double[rows.length][dimension];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < dimension; j++) out[i][j] = rows[i][j] - mean[j];
    }
    return out;
  }

  double[] meanPosition() {
    return mean(positions);
  }

  private double[] mean(double[][] rows) {
    double[] mean = new double[dimension];
    for (double[] row : rows) for (int j = 0; j < dimension; j++) mean[j] += row[j] / rows.length;
    return mean;
  }
}
