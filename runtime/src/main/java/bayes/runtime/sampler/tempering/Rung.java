package bayes.runtime.sampler.tempering;

import bayes.runtime.density.TemperedDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.smc.Frame;
import bayes.runtime.sampler.smc.FramedDensity;
import bayes.runtime.sampler.smc.Move;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One temperature of a ladder: how replicas move there. It learns a scale and a frame from the
 * positions that it has seen.
 */
final class Rung {
  private static final int MOST = 1 << 28;

  private final Move.Kind kind;
  private final int dimension;
  private Frame frame;
  private double logScale;
  private int adaptations;
  private final List<double[]> seen = new ArrayList<>();

  Rung(Move.Kind kind, int dimension) {
    this.kind = kind;
    this.dimension = dimension;
    frame = Frame.unit(dimension);
    logScale = Math.log(kind.firstScale(dimension));
  }

  /** A rung that begins with what another one has learnt. */
  Rung successor(int fewest) {
    Rung next = new Rung(kind, dimension);
    next.frame = frame;
    next.logScale = logScale;
    if (seen.size() >= fewest && dimension > 0) {
      double[] weights = new double[seen.size()];
      Arrays.fill(weights, 1.0 / weights.length);
      next.frame = Frame.of(seen.toArray(new double[0][]), weights);
      next.logScale = Math.log(kind.firstScale(dimension));
    }
    return next;
  }

  /**
   * Moves a position on a density at this temperature; returns the acceptance statistic, or 0 if
   * the density cannot be told there.
   */
  double move(
      TemperedDensity density,
      FramedDensity framed,
      Move move,
      double[] position,
      ChainState scratch,
      RandomGenerator random) {
    framed.setFrame(frame);
    frame.toCoordinates(position, scratch.position());
    scratch.setLogDensity(
        kind.needsGradient()
            ? framed.logDensityAndGradient(scratch.position(), scratch.gradient())
            : framed.logDensity(scratch.position()));
    if (!Double.isFinite(scratch.logDensity())) return 0;
    double accepted = move.transition(scratch, Math.exp(logScale), random);
    frame.toPosition(scratch.position(), position);
    return accepted;
  }

  /** Learns from a move of warmup. */
  void learn(double accepted, double[] position) {
    adaptations++;
    logScale += (accepted - kind.targetAccept()) / Math.sqrt(adaptations);
    seen.add(position.clone());
  }

  void save(DataOutput out) throws IOException {
    frame.save(out);
    out.writeDouble(logScale);
    out.writeInt(adaptations);
    double[] all = new double[seen.size() * dimension];
    for (int i = 0; i < seen.size(); i++) {
      System.arraycopy(seen.get(i), 0, all, i * dimension, dimension);
    }
    out.writeInt(seen.size());
    StateArrays.save(all, out);
  }

  static Rung restored(Move.Kind kind, int dimension, DataInput in) throws IOException {
    Rung rung = new Rung(kind, dimension);
    rung.frame = Frame.restored(dimension, in);
    rung.logScale = in.readDouble();
    rung.adaptations = in.readInt();
    int count = in.readInt();
    double[] all = StateArrays.restoreDoubles(MOST, in);
    for (int i = 0; i < count; i++) {
      rung.seen.add(Arrays.copyOfRange(all, i * dimension, (i + 1) * dimension));
    }
    return rung;
  }
}
