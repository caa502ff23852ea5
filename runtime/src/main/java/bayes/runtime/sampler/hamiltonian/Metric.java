package bayes.runtime.sampler.hamiltonian;

/**
 * A Euclidean metric M of Hamiltonian dynamics, as a root of its inverse: M^-1 = L L', an estimate
 * of the posterior's covariance on the unconstrained scale. Immutable.
 *
 * <p>Momenta are kept whitened. With p = L'^-1 v, p ~ normal(0, M) is v ~ normal(0, I), the kinetic
 * energy p' M^-1 p / 2 is v'v / 2, the velocity M^-1 p is L v, and a kick of p by the gradient g is
 * one of v by L'g. A leapfrog step so needs one product with L and one with L', turning criteria
 * need none, and no metric has to be factored or solved with in the sampler. Which root is taken
 * does not matter: another one rotates v.
 */
public sealed interface Metric permits DiagonalMetric, LowRankMetric, DenseMetric {
  /** The number of coordinates. */
  int dimension();

  /** The shape of the metric. */
  MetricKind kind();

  /** The number of directions in which it differs from its diagonal part; 0 if it is diagonal. */
  int rank();

  /** Writes L v; {@code out} must be another array. */
  void velocity(double[] v, double[] out);

  /** Writes L'g; {@code out} must be another array. */
  void force(double[] g, double[] out);

  /** Writes L^-1 x, the coordinates in which a posterior of covariance M^-1 is white. */
  void whiten(double[] x, double[] out);

  /** The diagonal of M^-1. */
  double[] inverseDiagonal();
}
