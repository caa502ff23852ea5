package bayes.runtime.sampler.hamiltonian;

/** The shapes of a {@link Metric}. */
public enum MetricKind {
  /** A variance per coordinate. */
  DIAGONAL("diagonal"),
  /**
   * A variance per coordinate, and a few directions in which the posterior is longer or shorter.
   */
  LOW_RANK("low-rank"),
  /** A full covariance matrix. */
  DENSE("dense");

  private final String text;

  MetricKind(String text) {
    this.text = text;
  }

  /** Its name on the command line and in records of runs. */
  @Override
  public String toString() {
    return text;
  }
}
