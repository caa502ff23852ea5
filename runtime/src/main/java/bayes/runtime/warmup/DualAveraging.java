package bayes.runtime.warmup;

import bayes.runtime.math.Elementary;
import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Step size adaptation by dual averaging (Nesterov; Hoffman and Gelman 2014, section 3.2.1), with
 * their constants: gamma = 0.05, t0 = 10, kappa = 0.75.
 */
public final class DualAveraging implements Resumable {
  private static final double GAMMA = 0.05;
  private static final double T0 = 10;
  private static final double KAPPA = 0.75;

  /** A step size this little above the average, on the log scale, is much like one that is kept. */
  private static final double SETTLED = 0.5;

  private double target;
  private double mu;
  private double errorAverage;
  private double logAverage;
  private double logStepSize;
  private long count;

  /** Adapts towards an average acceptance statistic of {@code target}. */
  public DualAveraging(double target) {
    this.target = target;
  }

  /** Adapts towards at least this acceptance statistic from now on. */
  public void aimForAtLeast(double newTarget) {
    target = Math.max(target, newTarget);
  }

  /** Starts anew from {@code stepSize}; larger steps are tried first. */
  public void restart(double stepSize) {
    mu = Elementary.log(10 * stepSize);
    errorAverage = 0;
    logAverage = 0;
    logStepSize = Elementary.log(stepSize);
    count = 0;
  }

  /** Learns from the acceptance statistic of a transition with {@link #stepSize()}. */
  public void learn(double acceptStat) {
    count++;
    double accept = Double.isNaN(acceptStat) ? 0 : Math.min(1, acceptStat);
    double weight = 1 / (count + T0);
    errorAverage = (1 - weight) * errorAverage + weight * (target - accept);
    logStepSize = mu - errorAverage * Math.sqrt(count) / GAMMA;
    double forget = Elementary.exp(-KAPPA * Elementary.log(count));
    logAverage = (1 - forget) * logAverage + forget * logStepSize;
  }

  /** The step size to use for the next transition of warmup. */
  public double stepSize() {
    return Elementary.exp(logStepSize);
  }

  /** Whether the step size has come down from the large ones that are tried first. */
  boolean isSettled() {
    return count >= T0 && logStepSize < logAverage + SETTLED;
  }

  /** The step size to use after warmup. */
  public double averagedStepSize() {
    return count == 0 ? stepSize() : Elementary.exp(logAverage);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(target);
    out.writeDouble(mu);
    out.writeDouble(errorAverage);
    out.writeDouble(logAverage);
    out.writeDouble(logStepSize);
    out.writeLong(count);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    target = in.readDouble();
    mu = in.readDouble();
    errorAverage = in.readDouble();
    logAverage = in.readDouble();
    logStepSize = in.readDouble();
    count = in.readLong();
  }
}
