package bayes.runtime.sampler;

import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a chain stands: a position, and the log density and gradient there. Transitions move it in
 * place; it belongs to one chain.
 */
public final class ChainState implements Resumable {
  private final double[] position;
  private final double[] gradient;
  private double logDensity = Double.NaN;

  /** A state of {@code dimension} coordinates that stands nowhere yet. */
  public ChainState(int dimension) {
    position = new double[dimension];
    gradient = new double[dimension];
  }

  /** The number of coordinates. */
  public int dimension() {
    return position.length;
  }

  /** The position itself, not a copy. */
  public double[] position() {
    return position;
  }

  /** The gradient at the position itself, not a copy; only kept by samplers that use gradients. */
  public double[] gradient() {
    return gradient;
  }

  /** The log density at the position. */
  public double logDensity() {
    return logDensity;
  }

  /** Sets the log density, after the position has been written. */
  public void setLogDensity(double newLogDensity) {
    logDensity = newLogDensity;
  }

  /** Moves to a position whose log density and gradient are known. */
  public void moveTo(double[] newPosition, double[] newGradient, double newLogDensity) {
    System.arraycopy(newPosition, 0, position, 0, position.length);
    System.arraycopy(newGradient, 0, gradient, 0, gradient.length);
    logDensity = newLogDensity;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    StateArrays.save(position, out);
    StateArrays.save(gradient, out);
    out.writeDouble(logDensity);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    StateArrays.restore(position, in);
    StateArrays.restore(gradient, in);
    logDensity = in.readDouble();
  }
}
