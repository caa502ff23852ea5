package bayes.runtime.random;

import bayes.runtime.math.Elementary;
import java.util.random.RandomGenerator;

/** Draws of angles. */
final class AngleDraws {
  /** From here on, the distribution is normal to all digits that a draw could show. */
  private static final double LARGE = 1e7;

  private static final double SMALL = 1e-5;

  private AngleDraws() {}

  /**
   * By rejection from a wrapped Cauchy distribution (Best and Fisher, Efficient simulation of the
   * von Mises distribution, Applied Statistics 28, 1979).
   */
  static double vonMises(RandomGenerator r, double mean, double concentration) {
    if (!(concentration >= 0) || Double.isNaN(mean)) return Double.NaN;
    if (concentration > LARGE) {
      return wrapped(RandomDraws.normal(r, mean, 1 / Math.sqrt(concentration)));
    }
    double width = width(concentration);
    while (true) {
      double z = StrictMath.cos(Math.PI * r.nextDouble());
      double cosine = (1 + width * z) / (width + z);
      double c = concentration * (width - cosine);
      double u = 1 - r.nextDouble();
      if (c * (2 - c) > u || Elementary.log(c / u) + 1 >= c) {
        double angle = StrictMath.acos(Math.max(-1, Math.min(1, cosine)));
        return wrapped(r.nextBoolean() ? mean + angle : mean - angle);
      }
    }
  }

  private static double width(double concentration) {
    if (concentration < SMALL) return 1 / Math.max(concentration, 1e-300) + concentration;
    double tau = 1 + Math.sqrt(1 + 4 * concentration * concentration);
    double rho = (tau - Math.sqrt(2 * tau)) / (2 * concentration);
    return (1 + rho * rho) / (2 * rho);
  }

  private static double wrapped(double angle) {
    double rest = Math.IEEEremainder(angle, 2 * Math.PI);
    return Math.max(-Math.PI, Math.min(Math.PI, rest));
  }
}
