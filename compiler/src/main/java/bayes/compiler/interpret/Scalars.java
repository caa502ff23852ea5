package bayes.compiler.interpret;

import bayes.compiler.program.Operation;
import bayes.runtime.math.Arithmetic;
import bayes.runtime.math.BesselFunctions;
import bayes.runtime.math.Elementary;
import bayes.runtime.math.ErrorFunctions;
import bayes.runtime.math.GammaFunctions;
import bayes.runtime.math.IncompleteFunctions;
import bayes.runtime.math.IncompleteSlopes;
import bayes.runtime.math.Integers;
import bayes.runtime.math.LambertW;
import bayes.runtime.math.Links;
import bayes.runtime.math.OwensT;
import bayes.runtime.math.RiemannZeta;

/** What each operation computes, in Java: the definition that compiled code is held to. */
public final class Scalars {
  private Scalars() {}

  /** An operation on ints that gives an int; missing operands are 0. */
  public static int ofInts(Operation operation, int a, int b, int c) {
    return switch (operation) {
      case INT_ADD -> a + b;
      case INT_SUB -> a - b;
      case INT_MUL -> a * b;
      case INT_DIV -> Integers.floorDiv(a, b);
      case INT_MOD -> Integers.floorMod(a, b);
      case INT_NEG -> -a;
      case INT_ABS -> Math.abs(a);
      case INT_MIN -> Math.min(a, b);
      case INT_MAX -> Math.max(a, b);
      case INT_EQ -> truth(a == b);
      case INT_NE -> truth(a != b);
      case INT_LT -> truth(a < b);
      case INT_LE -> truth(a <= b);
      case AND -> a & b;
      case OR -> a | b;
      case NOT -> a ^ 1;
      case INT_SELECT -> a != 0 ? b : c;
      case INT_ADD_OVERFLOWS -> Integers.addOverflows(a, b);
      case INT_SUB_OVERFLOWS -> Integers.subtractOverflows(a, b);
      case INT_MUL_OVERFLOWS -> Integers.multiplyOverflows(a, b);
      default -> throw new IllegalArgumentException(operation + " on ints");
    };
  }

  /** An operation on reals that gives an int. */
  public static int ofRealsToInt(Operation operation, double a, double b) {
    return switch (operation) {
      case REAL_TO_INT -> (int) a;
      case EQ -> truth(a == b);
      case NE -> truth(a != b);
      case LT -> truth(a < b);
      case LE -> truth(a <= b);
      case IS_FINITE -> Arithmetic.isFinite(a);
      default -> throw new IllegalArgumentException(operation + " to int");
    };
  }

  /** An operation on reals that gives a real; missing operands are 0. */
  public static double ofReals(Operation operation, double a, double b, double c) {
    return switch (operation) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case NEG -> -a;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case ABS -> Math.abs(a);
      case SIGN -> Arithmetic.sign(a);
      case SQUARE -> a * a;
      case SQRT -> Math.sqrt(a);
      case CBRT -> Arithmetic.cbrt(a);
      case FMA -> Math.fma(a, b, c);
      case POW -> Arithmetic.pow(a, b);
      case FMOD -> Arithmetic.floorMod(a, b);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case ROUND -> Arithmetic.round(a);
      case TRUNC -> Arithmetic.trunc(a);
      case MIDWAY -> Arithmetic.midway(a, b);
      case EXP -> Elementary.exp(a);
      case EXPM1 -> Elementary.expm1(a);
      case LOG -> Elementary.log(a);
      case LOG1P -> Elementary.log1p(a);
      case SIN -> StrictMath.sin(a);
      case COS -> StrictMath.cos(a);
      case TAN -> StrictMath.tan(a);
      case ASIN -> StrictMath.asin(a);
      case ACOS -> StrictMath.acos(a);
      case ATAN -> StrictMath.atan(a);
      case ATAN2 -> StrictMath.atan2(a, b);
      case SINH -> StrictMath.sinh(a);
      case COSH -> StrictMath.cosh(a);
      case TANH -> Elementary.tanh(a);
      case LOG1P_EXP -> Links.log1pExp(a);
      case LOG1M_EXP -> Links.log1mExp(a);
      case LOG_SUM_EXP -> Links.logSumExp(a, b);
      case LOG_DIFF_EXP -> Links.logDiffExp(a, b);
      case INV_LOGIT -> Links.invLogit(a);
      case LOGIT -> Links.logit(a);
      case INV_PROBIT -> ErrorFunctions.invProbit(a);
      case PROBIT -> ErrorFunctions.probit(a);
      case ERF -> ErrorFunctions.erf(a);
      case ERFC -> ErrorFunctions.erfc(a);
      case LGAMMA -> GammaFunctions.lgamma(a);
      case DIGAMMA -> GammaFunctions.digamma(a);
      case TRIGAMMA -> GammaFunctions.trigamma(a);
      case DIGAMMA_RISE -> GammaFunctions.digammaRise(a, b);
      case LBETA -> GammaFunctions.lbeta(a, b);
      case LCHOOSE -> GammaFunctions.lchoose(a, b);
      case XLOGY -> Arithmetic.xlogy(a, b);
      case XLOG1PY -> Arithmetic.xlog1py(a, b);
      case GAMMA_P -> IncompleteFunctions.regularizedGammaP(a, b);
      case GAMMA_Q -> IncompleteFunctions.regularizedGammaQ(a, b);
      case BETA_I -> IncompleteFunctions.regularizedBeta(a, b, c);
      case GAMMA_P_SLOPE -> IncompleteSlopes.gammaP(a, b);
      case BETA_I_SLOPE_A -> IncompleteSlopes.betaByA(a, b, c);
      case BETA_I_SLOPE_B -> IncompleteSlopes.betaByB(a, b, c);
      case OWENS_T -> OwensT.of(a, b);
      case LOG_BESSEL_I -> BesselFunctions.logScaledI(a, b);
      case LOG_BESSEL_I_SLOPE_V -> BesselFunctions.logScaledIOrderSlope(a, b);
      case LOG_BESSEL_I_SLOPE_X -> BesselFunctions.logScaledISlope(a, b);
      case LOG_BESSEL_K -> BesselFunctions.logScaledK(a, b);
      case LOG_BESSEL_K_SLOPE_V -> BesselFunctions.logScaledKOrderSlope(a, b);
      case LOG_BESSEL_K_SLOPE_X -> BesselFunctions.logScaledKSlope(a, b);
      case LAMBERT_W -> LambertW.upper(a);
      case LAMBERT_W_LOWER -> LambertW.lower(a);
      case ZETA -> RiemannZeta.zeta(a);
      case ZETA_SLOPE -> RiemannZeta.slope(a);
      default -> throw new IllegalArgumentException(operation + " on reals");
    };
  }

  private static int truth(boolean condition) {
    return condition ? 1 : 0;
  }
}
