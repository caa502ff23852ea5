package bayes.runtime.inference;

import bayes.runtime.density.LogDensity;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** A log density that counts the evaluations that were not finite and keeps the last of them. */
final class WatchedDensity implements LogDensity, Resumable {
  private final LogDensity density;
  private final double[] last;
  private long evaluations;
  private long notFinite;

  WatchedDensity(LogDensity density) {
    this.density = density;
    last = new double[density.dimension()];
  }

  /** Forgets what has been seen. */
  void reset() {
    evaluations = 0;
    notFinite = 0;
  }

  /** What was not finite since the last reset, if anything was; not yet explained. */
  Optional<NotFinite> seen() {
    return notFinite == 0
        ? Optional.empty()
        : Optional.of(
            new NotFinite(notFinite, evaluations, Arrays.stream(last).boxed().toList(), ""));
  }

  /** What was not finite, explained, if that is most of what was evaluated. */
  Optional<NotFinite> blame(Target target) {
    return 2 * notFinite >= evaluations
        ? seen().map(notFinite -> notFinite.explainedBy(target))
        : Optional.empty();
  }

  @Override
  public int dimension() {
    return density.dimension();
  }

  @Override
  public double logDensity(double[] position) {
    double value = density.logDensity(position);
    watch(position, Double.isFinite(value));
    return value;
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradientOut) {
    double value = density.logDensityAndGradient(position, gradientOut);
    boolean isFinite = Double.isFinite(value);
    for (int i = 0; isFinite && i < gradientOut.length; i++) {
      isFinite = Double.isFinite(gradientOut[i]);
    }
    watch(position, isFinite);
    return value;
  }

  private void watch(double[] position, boolean isFinite) {
    evaluations++;
    if (isFinite) return;
    notFinite++;
    System.arraycopy(position, 0, last, 0, last.length);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(evaluations);
    out.writeLong(notFinite);
    StateArrays.save(last, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    evaluations = in.readLong();
    notFinite = in.readLong();
    StateArrays.restore(last, in);
  }
}
