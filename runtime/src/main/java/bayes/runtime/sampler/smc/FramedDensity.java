package bayes.runtime.sampler.smc;

import bayes.runtime.density.LogDensity;

/**
 * A log density as a function of a frame's coordinates; the constant by which the volume changes is
 * left out.
 */
public final class FramedDensity implements LogDensity {
  private final LogDensity density;
  private final double[] position;
  private Frame frame;

  /** The density in the coordinates of {@code frame}. */
  public FramedDensity(LogDensity density, Frame frame) {
    this.density = density;
    this.frame = frame;
    position = new double[density.dimension()];
  }

  /** Changes the coordinates. */
  public void setFrame(Frame newFrame) {
    frame = newFrame;
  }

  @Override
  public int dimension() {
    return density.dimension();
  }

  @Override
  public double logDensity(double[] coordinates) {
    frame.toPosition(coordinates, position);
    return density.logDensity(position);
  }

  @Override
  public double logDensityAndGradient(double[] coordinates, double[] gradientOut) {
    frame.toPosition(coordinates, position);
    double value = density.logDensityAndGradient(position, gradientOut);
    frame.pullBack(gradientOut);
    return value;
  }
}
