package bayes.runtime.math;

/**
 * Lambert's W, the solution w of w exp(w) = x, for x from -1/e on: the upper branch from -1 up, and
 * for x up to 0 the lower branch from -1 down (Corless et al., On the Lambert W function, 1996).
 * Relative errors are below 1e-15.
 */
public final class LambertW {
  private static final double INVERSE_E = 0x1.78b56362cef38p-2; // 1 / e
  private static final double INVERSE_E_REST = -0x1.ca8a4270fadf5p-57; // and the rest

  /** The expansion around -1/e in sqrt(2 (e x + 1)), equation 4.22 of Corless et al. */
  private static final double[] BRANCH_POINT = branchPoint(32);

  private static final double NEAR = 0.3;

  private LambertW() {}

  /** The upper branch; NaN below -1/e. */
  public static double upper(double x) {
    if (x == 0 || x == Double.POSITIVE_INFINITY) return x;
    double p = distance(x);
    if (!(p >= NEAR)) return series(p);
    double guess;
    if (x < -0.25) {
      guess = -1 + p - p * p / 3 + 0.15 * p * p * p;
    } else if (x < 1) {
      guess = x * (1 + 1.2 * x) / (1 + x * (2.2 + 0.7 * x));
    } else {
      double log = Elementary.log(x);
      guess = x < 3 ? 0.567 + 0.36 * (x - 1) / (1 + 0.2 * x) : log - Elementary.log(log);
    }
    return refined(x, guess);
  }

  /** The lower branch, for x from -1/e to 0; NaN outside. */
  public static double lower(double x) {
    if (!(x <= 0)) return Double.NaN;
    if (x == 0) return Double.NEGATIVE_INFINITY;
    double p = distance(x);
    if (!(p >= NEAR)) return series(-p);
    double guess;
    if (x < -0.2) {
      guess = -1 - p - p * p / 3 - 0.2 * p * p * p;
    } else {
      double log = Elementary.log(-x);
      double loglog = Elementary.log(-log);
      guess = log - loglog + loglog / log;
    }
    return refined(x, guess);
  }

  /** sqrt(2 (e x + 1)), exact near the branch point; NaN below it. */
  private static double distance(double x) {
    return Math.sqrt(2 * Math.E * ((x + INVERSE_E) + INVERSE_E_REST));
  }

  private static double series(double p) {
    double sum = 0;
    for (int k = BRANCH_POINT.length - 1; k >= 0; k--) sum = sum * p + BRANCH_POINT[k];
    return sum;
  }

  /** Fritsch's iteration for log(x / w) = w, of fourth order (CACM algorithm 443, 1973). */
  private static double refined(double x, double guess) {
    double w = guess;
    for (int i = 0; i < 4; i++) {
      double z = Elementary.log(x / w) - w;
      double q = 2 * (1 + w) * (1 + w + 2 * z / 3);
      double change = z / (1 + w) * ((q - z) / (q - 2 * z));
      w *= 1 + change;
      if (Math.abs(change) < 1e-5) break;
    }
    return w;
  }

  private static double[] branchPoint(int n) {
    double[] mu = new double[n];
    double[] alpha = new double[n];
    mu[0] = -1;
    mu[1] = 1;
    alpha[0] = 2;
    alpha[1] = -1;
    for (int k = 2; k < n; k++) {
      for (int j = 2; j < k; j++) alpha[k] += mu[j] * mu[k + 1 - j];
      mu[k] =
          (k - 1.0) / (k + 1) * (mu[k - 2] / 2 + alpha[k - 2] / 4)
              - alpha[k] / 2
              - mu[k - 1] / (k + 1);
    }
    return mu;
  }
}
