package bayes.runtime.solve;

import java.util.Arrays;

/**
 * The accepted steps of one solution, with what their stages were evaluated at: what a sweep
 * backward needs. Keeps its room from one solution to the next.
 */
final class Trajectory {
  private final int perStep;
  private double[] times = new double[64];
  private double[] lengths = new double[64];
  private double[] stages;
  private int nSteps;

  /**
   * @param perStep how many numbers the stages of one step are
   */
  Trajectory(int perStep) {
    this.perStep = perStep;
    this.stages = new double[64 * perStep];
  }

  void clear() {
    nSteps = 0;
  }

  int nSteps() {
    return nSteps;
  }

  void add(double time, double length, double[] stagePoints) {
    if (nSteps == times.length) {
      times = Arrays.copyOf(times, 2 * nSteps);
      lengths = Arrays.copyOf(lengths, 2 * nSteps);
      stages = Arrays.copyOf(stages, Math.multiplyExact(2 * nSteps, perStep));
    }
    times[nSteps] = time;
    lengths[nSteps] = length;
    System.arraycopy(stagePoints, 0, stages, nSteps * perStep, perStep);
    nSteps++;
  }

  double time(int step) {
    return times[step];
  }

  double length(int step) {
    return lengths[step];
  }

  /** Copies one of the points at which a step evaluated its function. */
  void stage(int step, int stage, int n, double[] out, int to) {
    System.arraycopy(stages, step * perStep + stage * n, out, to, n);
  }
}
