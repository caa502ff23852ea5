package bayes.runtime.sampler.smc;

import java.util.Arrays;

/**
 * How much a cloud still remembers of where its particles stood: the correlation between then and
 * now, of each coordinate and of the log ratios. The latter are what the next weights are made of,
 * and what Hamiltonian moves, which keep the energy, forget last.
 *
 * <p>Particles have moved enough when no correlation above {@link #LIMIT} is still falling; one
 * that stays, between modes that no move connects, would keep them forever.
 */
public final class Memory {
  /** A correlation below this is forgotten. */
  public static final double LIMIT = 0.1;

  /** A correlation that falls by less than this share per sweep stays. */
  private static final double PROGRESS = 0.05;

  private static final int FEWEST = 2;

  private final double[][] start;
  private final double[] ratiosThen;
  private double[] last;
  private double[] correlations;
  private int sweeps;

  /** The memory of particles that stand here, with these log ratios, which are finite. */
  public Memory(double[][] positions, double[] logRatios) {
    start = new double[positions.length][];
    for (int p = 0; p < start.length; p++) start[p] = positions[p].clone();
    ratiosThen = logRatios.clone();
    correlations = new double[start[0].length + 1];
    Arrays.fill(correlations, 1);
    last = correlations;
  }

  /** Takes note of where they stand after another sweep; returns whether they moved enough. */
  public boolean isEnough(double[][] positions, double[] logRatios) {
    last = correlations;
    int n = last.length - 1;
    correlations = new double[n + 1];
    double[] then = new double[start.length];
    double[] now = new double[start.length];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < then.length; p++) then[p] = start[p][i];
      for (int p = 0; p < now.length; p++) now[p] = positions[p][i];
      correlations[i] = correlation(then, now);
    }
    correlations[n] = correlation(ratiosThen, logRatios);
    sweeps++;
    for (int i = 0; i <= n; i++) {
      boolean falls = sweeps < FEWEST || correlations[i] < (1 - PROGRESS) * last[i];
      if (correlations[i] > LIMIT && falls) return false;
    }
    return true;
  }

  /** The largest correlation. */
  public double largest() {
    return Arrays.stream(correlations).max().orElse(0);
  }

  /** The correlation of the log ratios. */
  public double ofRatios() {
    return correlations[correlations.length - 1];
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    for (int p = 0; p < x.length; p++) {
      meanX += x[p] / x.length;
      meanY += y[p] / x.length;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int p = 0; p < x.length; p++) {
      double a = x[p] - meanX;
      double b = y[p] - meanY;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    double product = Math.sqrt(xx) * Math.sqrt(yy);
    // A cloud in a single point has not moved.
    return product > 0 ? xy / product : 1;
  }
}
