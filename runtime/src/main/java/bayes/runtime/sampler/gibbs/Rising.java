package bayes.runtime.sampler.gibbs;

import bayes.runtime.math.Elementary;
import bayes.runtime.math.GammaFunctions;

/** The rising factorial a (a + 1) ... (a + k - 1) = Gamma(a + k) / Gamma(a). */
final class Rising {
  private Rising() {}

  /** Its logarithm. */
  static double log(double a, int k) {
    return k == 1 ? Elementary.log(a) : GammaFunctions.lgamma(a + k) - GammaFunctions.lgamma(a);
  }
}
