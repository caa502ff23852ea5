package bayes.runtime.warmup;

import bayes.runtime.sampler.hamiltonian.DiagonalMetric;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The warmup of a Hamiltonian chain as a state machine: for every iteration a transition with
 * {@link #metric()} and {@link #stepSize()}, then {@link #learn}. When the metric has changed, the
 * caller searches a new first step size and calls {@link #restart}. Once {@link #isDone()}, metric
 * and step size stay as they are.
 */
public final class NutsWarmup implements Resumable {
  private final Windows windows;
  private final DualAveraging stepSizes;
  private final VarianceEstimate variances;
  private DiagonalMetric metric;
  private int iteration;

  /**
   * A warmup that begins with the unit metric.
   *
   * @param dimension the number of coordinates
   * @param nWarmup the number of iterations
   * @param targetAccept the acceptance statistic to aim for
   */
  public NutsWarmup(int dimension, int nWarmup, double targetAccept) {
    windows = Windows.of(nWarmup);
    stepSizes = new DualAveraging(targetAccept);
    variances = new VarianceEstimate(dimension);
    metric = DiagonalMetric.unit(dimension);
  }

  /** Begins or begins again the adaptation of the step size from {@code stepSize}. */
  public void restart(double stepSize) {
    stepSizes.restart(stepSize);
  }

  /** Whether all iterations of warmup have been made. */
  public boolean isDone() {
    return iteration >= windows.nWarmup();
  }

  /** The metric for the next transition. */
  public DiagonalMetric metric() {
    return metric;
  }

  /** The step size for the next transition. */
  public double stepSize() {
    return isDone() ? stepSizes.averagedStepSize() : stepSizes.stepSize();
  }

  /**
   * Learns from one transition of warmup. Returns whether the metric has changed, so that the step
   * size has to be searched anew.
   */
  public boolean learn(double[] position, double acceptStat) {
    stepSizes.learn(acceptStat);
    boolean changed = false;
    if (windows.learns(iteration)) {
      variances.add(position);
      if (windows.endsAt(iteration)) {
        double[] variance = variances.shrunk();
        variances.clear();
        // Positions so far out that their squares overflow teach nothing.
        changed = allFinite(variance);
        if (changed) metric = DiagonalMetric.ofInverse(variance);
      }
    }
    iteration++;
    return changed;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    stepSizes.save(out);
    variances.save(out);
    StateArrays.save(metric.inverse(), out);
    out.writeInt(iteration);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    stepSizes.restore(in);
    variances.restore(in);
    double[] inverse = metric.inverse();
    StateArrays.restore(inverse, in);
    metric = DiagonalMetric.ofInverse(inverse);
    iteration = in.readInt();
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) if (!Double.isFinite(value)) return false;
    return true;
  }
}
