package bayes.runtime.math;

/**
 * The error function and the standard normal distribution. Relative errors are below 1e-14, in the
 * far tails as well; rational approximations by {@code
 * src/test/scripts/special_function_coefficients.py}.
 */
public final class ErrorFunctions {
  private static final double SQRT_HALF = 0.70710678118654752440;

  private ErrorFunctions() {}

  /** erf(x) = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
  public static double erf(double x) {
    double size = Math.abs(x);
    if (size <= 0.5) {
      return x * erfRatio(x * x);
    }
    if (size > 6) {
      return Math.copySign(1, x);
    }
    return Math.copySign(1 - gaussian(size, 1) * erfcx(size), x);
  }

  /** erfc(x) = 1 - erf(x), accurate where it is small. */
  public static double erfc(double x) {
    if (Math.abs(x) <= 0.5) {
      return 1 - x * erfRatio(x * x);
    }
    if (x < 0) {
      return x < -6 ? 2 : 2 - gaussian(x, 1) * erfcx(-x);
    }
    return x > 28 ? 0 : gaussian(x, 1) * erfcx(x);
  }

  /** The standard normal distribution function, Phi(x). */
  public static double invProbit(double x) {
    double scaled = x * SQRT_HALF;
    if (Math.abs(scaled) <= 0.5) {
      return 0.5 + 0.5 * (scaled * erfRatio(scaled * scaled));
    }
    if (x > 0) {
      return x > 9 ? 1 : 1 - 0.5 * (gaussian(x, 0.5) * erfcx(scaled));
    }
    return x < -39 ? 0 : 0.5 * (gaussian(x, 0.5) * erfcx(-scaled));
  }

  /** log Phi(x), finite far beyond where Phi(x) underflows. */
  public static double logInvProbit(double x) {
    if (x > -0.70) {
      return Elementary.log1p(-invProbit(-x));
    }
    return -0.5 * x * x + Elementary.log(0.5 * erfcx(-x * SQRT_HALF));
  }

  /** exp(-factor x^2), factor 1 or 1/2, without the rounding error of the square. */
  private static double gaussian(double x, double factor) {
    double upper = Math.rint(x * 1024) / 1024;
    double rest = (x - upper) * (x + upper);
    return Elementary.exp(-factor * (upper * upper)) * Elementary.exp(-factor * rest);
  }

  /** erf(x)/x as a function of s = x^2 up to 1/4. */
  private static double erfRatio(double s) {
    double s2 = s * s;
    double p =
        (1.1283791670955126 + s2 * (0.04003497179909916 + s2 * 6.53146755682646e-05))
            + s * (0.13273781588831823 + s2 * 0.001111947160008201);
    double q =
        (1.0 + s2 * (0.08580312323455648 + s2 * 0.00035166476084434685))
            + s * (0.4509691597993518 + s2 * 0.008299086420556764);
    return p / q;
  }

  /** exp(x^2) erfc(x) for x from 0.5. */
  static double erfcx(double x) {
    if (x <= 3) {
      double x2 = x * x;
      double p =
          (0.9999999999801014
                  + x2
                      * (1.452671785930026 + x2 * (0.2638156440236989 + x2 * 0.008241371938538876)))
              + x
                  * (1.7073360951289756
                      + x2
                          * (0.7631506925951144
                              + x2 * (0.05976133777578184 + x2 * 0.0005402137504353819)));
      double q =
          (1.0
                  + x2
                      * (3.652433813685562
                          + x2
                              * (1.405167386461182
                                  + x2 * (0.10640320629925851 + x2 * 0.0009575041884697709))))
              + x
                  * (2.835715261905868
                      + x2
                          * (2.801018421864575
                              + x2 * (0.4749013851234702 + x2 * 0.014607440371074162)));
      return p / q;
    }
    double u = 1 / (x * x);
    double u2 = u * u;
    double p =
        (0.5641895835477563
                + u2 * (246.79205195355172 + u2 * (3855.289959746849 + u2 * 1793.5343936756228)))
            + u
                * (19.564888821811497
                    + u2
                        * (1422.3912350544445 + u2 * (4525.179324170078 + u2 * 103.0501661302757)));
    double q =
        (1.0 + u2 * (454.26645412532713 + u2 * (7913.893513338699 + u2 * 5538.481665077957)))
            + u
                * (35.17786253475807
                    + u2
                        * (2723.747652227754 + u2 * (10585.233659573332 + u2 * 734.0460072047373)));
    return p / q / x;
  }

  /**
   * The standard normal quantile, the inverse of {@link #invProbit}; infinite at 0 and 1, NaN
   * outside. M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), PPND16.
   */
  public static double probit(double p) {
    double centred = p - 0.5;
    if (Math.abs(centred) <= 0.425) {
      return centred * centralQuantile(0.180625 - centred * centred);
    }
    double tail = centred < 0 ? p : 1 - p;
    if (!(tail > 0)) {
      return tail == 0 ? Math.copySign(Double.POSITIVE_INFINITY, centred) : Double.NaN;
    }
    double r = Math.sqrt(-Elementary.log(tail));
    double size = r <= 5 ? tailQuantile(r - 1.6) : farTailQuantile(r - 5);
    return Math.copySign(size, centred);
  }

  private static double centralQuantile(double r) {
    double p =
        (((((((r * 2.5090809287301226727e+3 + 3.3430575583588128105e+4) * r
                                                    + 6.7265770927008700853e+4)
                                                * r
                                            + 4.5921953931549871457e+4)
                                        * r
                                    + 1.3731693765509461125e+4)
                                * r
                            + 1.9715909503065514427e+3)
                        * r
                    + 1.3314166789178437745e+2)
                * r
            + 3.3871328727963666080e0);
    double q =
        (((((((r * 5.2264952788528545610e+3 + 2.8729085735721942674e+4) * r
                                                    + 3.9307895800092710610e+4)
                                                * r
                                            + 2.1213794301586595867e+4)
                                        * r
                                    + 5.3941960214247511077e+3)
                                * r
                            + 6.8718700749205790830e+2)
                        * r
                    + 4.2313330701600911252e+1)
                * r
            + 1.0);
    return p / q;
  }

  private static double tailQuantile(double r) {
    double p =
        (((((((r * 7.74545014278341407640e-4 + 2.27238449892691845833e-2) * r
                                                    + 2.41780725177450611770e-1)
                                                * r
                                            + 1.27045825245236838258e0)
                                        * r
                                    + 3.64784832476320460504e0)
                                * r
                            + 5.76949722146069140550e0)
                        * r
                    + 4.63033784615654529590e0)
                * r
            + 1.42343711074968357734e0);
    double q =
        (((((((r * 1.05075007164441684324e-9 + 5.47593808499534494600e-4) * r
                                                    + 1.51986665636164571966e-2)
                                                * r
                                            + 1.48103976427480074590e-1)
                                        * r
                                    + 6.89767334985100004550e-1)
                                * r
                            + 1.67638483018380384940e0)
                        * r
                    + 2.05319162663775882187e0)
                * r
            + 1.0);
    return p / q;
  }

  private static double farTailQuantile(double r) {
    double p =
        (((((((r * 2.01033439929228813265e-7 + 2.71155556874348757815e-5) * r
                                                    + 1.24266094738807843860e-3)
                                                * r
                                            + 2.65321895265761230930e-2)
                                        * r
                                    + 2.96560571828504891230e-1)
                                * r
                            + 1.78482653991729133580e0)
                        * r
                    + 5.46378491116411436990e0)
                * r
            + 6.65790464350110377720e0);
    double q =
        (((((((r * 2.04426310338993978564e-15 + 1.42151175831644588870e-7) * r
                                                    + 1.84631831751005468180e-5)
                                                * r
                                            + 7.86869131145613259100e-4)
                                        * r
                                    + 1.48753612908506148525e-2)
                                * r
                            + 1.36929880922735805310e-1)
                        * r
                    + 5.99832206555887937690e-1)
                * r
            + 1.0);
    return p / q;
  }
}
