package bayes.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What functions give at zeros, infinities, NaN, and the ends of the range of doubles. */
class CornerCasesTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private static final double[] CORNERS = {
    0,
    -0.0,
    1,
    -1,
    2,
    -2,
    INF,
    -INF,
    NAN,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-310,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    709.782712893384,
    709.782712893385,
    -745.13,
    -745.14,
    -746,
    -708.4,
    -708.3964185322642,
    37.5,
    -37.5,
    1e-20,
    0.5,
    -0.5,
    Math.nextUp(1.0),
    Math.nextDown(1.0)
  };

  @Test
  void elementaryFunctionsAtCornersAgreeWithTheJdk() {
    sameAt(CORNERS, Elementary::exp, StrictMath::exp);
    sameAt(CORNERS, Elementary::expm1, StrictMath::expm1);
    sameAt(CORNERS, Elementary::log, StrictMath::log);
    sameAt(CORNERS, Elementary::log1p, StrictMath::log1p);
    sameAt(CORNERS, Elementary::tanh, StrictMath::tanh);
  }

  @Test
  void elementaryFunctionsAgreeWithTheJdkEverywhere() {
    SplittableRandom random = new SplittableRandom(20240);
    double[] small = random.doubles(100_000, -2, 2).toArray();
    double[] large = random.doubles(100_000, -745, 709).toArray();
    double[] anyBits = random.longs(100_000).mapToDouble(Double::longBitsToDouble).toArray();
    for (double[] points : new double[][] {small, large, anyBits}) {
      sameAt(points, Elementary::exp, StrictMath::exp);
      sameAt(points, Elementary::expm1, StrictMath::expm1);
      sameAt(points, Elementary::log, StrictMath::log);
      sameAt(points, Elementary::log1p, StrictMath::log1p);
      sameAt(points, Elementary::tanh, StrictMath::tanh);
    }
  }

  /** Within three units in the last place, of which one is StrictMath's own. */
  private static void sameAt(
      double[] points, DoubleUnaryOperator function, DoubleUnaryOperator reference) {
    for (double x : points) {
      double expected = reference.applyAsDouble(x);
      double actual = function.applyAsDouble(x);
      boolean same =
          Double.compare(expected, actual) == 0
              || Math.abs(expected - actual) <= 3 * Math.ulp(expected);
      assertTrue(same, () -> x + ": " + actual + ", not " + expected);
    }
  }

  /** The same bits for the same argument, whatever platform: a digest of some is written down. */
  @Test
  void bitsAreFixed() {
    long bits = 0;
    for (double x = -700; x < 700; x += 0.37) {
      bits = bits * 31 + Double.doubleToRawLongBits(Elementary.exp(x));
      bits = bits * 31 + Double.doubleToRawLongBits(Elementary.expm1(x));
      bits = bits * 31 + Double.doubleToRawLongBits(Elementary.log(x + 701));
      bits = bits * 31 + Double.doubleToRawLongBits(Elementary.log1p(x + 701));
    }
    assertEquals(-1950256173161078159L, bits);
  }

  @Test
  void gammaFunctions() {
    assertEquals(INF, GammaFunctions.lgamma(0));
    assertEquals(INF, GammaFunctions.lgamma(-3));
    assertEquals(INF, GammaFunctions.lgamma(INF));
    assertEquals(NAN, GammaFunctions.lgamma(NAN));
    assertEquals(0, 0.0 + GammaFunctions.lgamma(1));
    assertEquals(0, 0.0 + GammaFunctions.lgamma(2));
    assertEquals(INF, GammaFunctions.lgamma(Double.MAX_VALUE));
    assertEquals(-Elementary.log(Double.MIN_VALUE), GammaFunctions.lgamma(Double.MIN_VALUE));
    assertEquals(NAN, GammaFunctions.digamma(0));
    assertEquals(NAN, GammaFunctions.digamma(-1));
    assertEquals(INF, GammaFunctions.digamma(INF));
    assertEquals(NAN, GammaFunctions.digamma(NAN));
    assertEquals(0, GammaFunctions.trigamma(INF));
    assertEquals(NAN, GammaFunctions.trigamma(NAN));
    assertEquals(INF, GammaFunctions.lbeta(0, 1));
    assertEquals(NAN, GammaFunctions.lbeta(-1, 1));
    assertEquals(NAN, GammaFunctions.lbeta(NAN, 1));
    assertEquals(-INF, GammaFunctions.lbeta(1, INF));
    assertEquals(-INF, GammaFunctions.lchoose(3, 4));
    assertEquals(0, GammaFunctions.lchoose(3, 0));
  }

  @Test
  void normalDistribution() {
    assertEquals(-1, ErrorFunctions.erf(-INF));
    assertEquals(NAN, ErrorFunctions.erf(NAN));
    assertEquals(2, ErrorFunctions.erfc(-INF));
    assertEquals(0, ErrorFunctions.erfc(INF));
    assertEquals(0.5, ErrorFunctions.invProbit(0));
    assertEquals(0, ErrorFunctions.invProbit(-INF));
    assertEquals(1, ErrorFunctions.invProbit(INF));
    assertEquals(NAN, ErrorFunctions.invProbit(NAN));
    assertEquals(-INF, ErrorFunctions.logInvProbit(-INF));
    assertEquals(-INF, ErrorFunctions.probit(0));
    assertEquals(INF, ErrorFunctions.probit(1));
    assertEquals(0, ErrorFunctions.probit(0.5));
    assertEquals(NAN, ErrorFunctions.probit(-0.1));
    assertEquals(NAN, ErrorFunctions.probit(1.1));
    assertEquals(NAN, ErrorFunctions.probit(NAN));
  }

  @Test
  void links() {
    assertEquals(-INF, Links.logit(0));
    assertEquals(INF, Links.logit(1));
    assertEquals(NAN, Links.logit(1.5));
    assertEquals(0, Links.invLogit(-INF));
    assertEquals(1, Links.invLogit(INF));
    assertEquals(NAN, Links.invLogit(NAN));
    assertEquals(-INF, Links.logInvLogit(-INF));
    assertEquals(0, 0.0 + Links.logInvLogit(INF));
    assertEquals(-1000, Links.logInvLogit(-1000));
    assertEquals(-INF, Links.log1mExp(0));
    assertEquals(NAN, Links.log1mExp(1));
    assertEquals(-INF, Links.logSumExp(-INF, -INF));
    assertEquals(INF, Links.logSumExp(INF, INF));
    assertEquals(INF, Links.logSumExp(INF, -INF));
    assertEquals(3, Links.logSumExp(-INF, 3));
    assertEquals(NAN, Links.logSumExp(NAN, 1));
    assertEquals(-INF, Links.logDiffExp(2, 2));
    assertEquals(2, Links.logDiffExp(2, -INF));
    assertEquals(NAN, Links.logDiffExp(1, 2));
    assertEquals(-2, Links.logMix(0, 5, -2));
  }

  @Test
  void arithmetic() {
    assertEquals(0, Arithmetic.xlogy(0, 0));
    assertEquals(NAN, Arithmetic.xlogy(0, NAN));
    assertEquals(-INF, Arithmetic.xlogy(2, 0));
    assertEquals(0, Arithmetic.xlog1py(0, -1));
    assertEquals(1, Arithmetic.pow(0, 0));
    assertEquals(9, Arithmetic.pow(-3, 2));
    assertEquals(NAN, Arithmetic.pow(-3, 0.5));
    assertEquals(-2, Arithmetic.cbrt(-8));
    assertEquals(2, Arithmetic.floorMod(-1, 3));
    assertEquals(-2, Arithmetic.floorMod(1, -3));
    assertEquals(0, Arithmetic.floorMod(6, 3));
    assertEquals(-1, Arithmetic.floorDiv(-1, 3));
  }

  @Test
  void distributionFunctions() {
    assertEquals(0, IncompleteFunctions.regularizedGammaP(2, 0));
    assertEquals(1, IncompleteFunctions.regularizedGammaP(2, INF));
    assertEquals(NAN, IncompleteFunctions.regularizedGammaP(-2, 1));
    assertEquals(NAN, IncompleteFunctions.regularizedGammaQ(2, NAN));
    assertEquals(0, IncompleteFunctions.regularizedBeta(0, 2, 3));
    assertEquals(1, IncompleteFunctions.regularizedBeta(1, 2, 3));
    assertEquals(NAN, IncompleteFunctions.regularizedBeta(1.1, 2, 3));
    for (double p : new double[] {1e-10, 0.1, 0.5, 0.975}) {
      double x = IncompleteFunctions.betaQuantile(p, 2.5, 7);
      assertEquals(p, IncompleteFunctions.regularizedBeta(x, 2.5, 7), 1e-13 * p);
    }
  }
}
