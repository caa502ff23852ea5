package bayes.runtime.warmup;

import bayes.runtime.math.Elementary;
import bayes.runtime.state.Resumable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The scale of a random walk, moved towards a target acceptance probability by the recursion log s
 * += t^-0.6 (accept - target) (Robbins and Monro 1951; Andrieu and Thoms, Statistics and Computing
 * 18, 2008, algorithm 4).
 */
final class ScaleAdaptation implements Resumable {
  private static final double DECAY = 0.6;

  private final double target;
  private double logScale;
  private long count;

  ScaleAdaptation(double target, double scale) {
    this.target = target;
    restart(scale);
  }

  void restart(double scale) {
    logScale = Elementary.log(scale);
    count = 0;
  }

  void learn(double accept) {
    count++;
    logScale += Elementary.exp(-DECAY * Elementary.log(count)) * (accept - target);
  }

  double scale() {
    return Elementary.exp(logScale);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(logScale);
    out.writeLong(count);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    logScale = in.readDouble();
    count = in.readLong();
  }
}
