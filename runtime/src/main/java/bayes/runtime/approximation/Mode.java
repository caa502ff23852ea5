package bayes.runtime.approximation;

import java.util.Optional;

/**
 * A local maximum of a log density inside its domain. Immutable.
 *
 * <p>Its gradient is zero to rounding: a Newton step from here is at most 1e-9, or as small as the
 * rounding of the gradient allows.
 */
public final class Mode {
  private final double[] position;
  private final double logDensity;
  private final Optional<Curvature> curvature;
  private final int starts;
  private final int agreeing;

  Mode(
      double[] position,
      double logDensity,
      Optional<Curvature> curvature,
      int starts,
      int agreeing) {
    this.position = position.clone();
    this.logDensity = logDensity;
    this.curvature = curvature;
    this.starts = starts;
    this.agreeing = agreeing;
  }

  /** The unconstrained position. */
  public double[] position() {
    return position.clone();
  }

  /** The log density there. */
  public double logDensity() {
    return logDensity;
  }

  /** The curvature there; absent for more coordinates than {@link ModeSearch#LARGEST_CURVATURE}. */
  public Optional<Curvature> curvature() {
    return curvature;
  }

  /** The number of starting points. */
  public int starts() {
    return starts;
  }

  /** How many of them led to a mode of this height; few suggest that there are several modes. */
  public int agreeing() {
    return agreeing;
  }

  Mode withStarts(int newStarts, int newAgreeing) {
    return new Mode(position, logDensity, curvature, newStarts, newAgreeing);
  }
}
