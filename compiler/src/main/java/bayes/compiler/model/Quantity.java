package bayes.compiler.model;

/** What can be asked of a distribution at a point. */
public enum Quantity {
  /** The log density; minus infinity outside the support. */
  LOG_DENSITY,
  /** The probability of at most the point. */
  CDF,
  /** The logarithm of the probability of at most the point. */
  LOG_BELOW,
  /** The logarithm of the probability of more than the point. */
  LOG_ABOVE,
  /** The smallest point whose cdf is at least the given probability. */
  QUANTILE,
  /** A draw, in samplers only; there is no point. */
  DRAW
}
