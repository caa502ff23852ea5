package bayes.runtime.density;

/**
 * The waist between models and inference: a log density over unconstrained positions in R^n.
 *
 * <p>We work with log density throughout: upward is better. A result is one of three outcomes:
 *
 * <ul>
 *   <li><b>finite</b>: the log density, up to no constant (nothing is dropped);
 *   <li><b>rejected</b>: {@code Double.NEGATIVE_INFINITY}; the position lies outside the support;
 *   <li><b>failed</b>: {@code Double.NaN}; the evaluation broke down numerically. Samplers treat it
 *       as a divergence.
 * </ul>
 *
 * <p>An instance owns its workspace and is therefore confined to one thread; ask the model for one
 * instance per chain. Evaluation allocates nothing.
 */
public interface LogDensity {
  /** The number of coordinates, n; the last of them may be {@link DiscreteSites discrete}. */
  int dimension();

  /** Returns the log density at {@code position}, which has length {@link #dimension()}. */
  double logDensity(double[] position);

  /**
   * Returns the log density at {@code position} and writes its gradient to {@code gradientOut};
   * both arrays have length {@link #dimension()}. After a rejected or failed outcome the content of
   * {@code gradientOut} is undefined.
   */
  double logDensityAndGradient(double[] position, double[] gradientOut);
}
