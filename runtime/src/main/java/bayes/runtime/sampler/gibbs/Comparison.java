package bayes.runtime.sampler.gibbs;

/** Comparisons without a branch, for searches whose outcome no processor can foresee. */
final class Comparison {
  private Comparison() {}

  /** 1 if {@code u} is at least {@code c}, else 0, for numbers that are not negative. */
  static int atLeast(double u, double c) {
    return (int) ((Double.doubleToRawLongBits(c) - Double.doubleToRawLongBits(u) - 1) >>> 63);
  }
}
