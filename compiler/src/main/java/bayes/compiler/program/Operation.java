package bayes.compiler.program;

import static bayes.compiler.program.Kind.INT;
import static bayes.compiler.program.Kind.REAL;

import java.util.List;
import java.util.Locale;

/**
 * The pure scalar operations. Each is total: integer overflow wraps here (where it is an error, the
 * lowering adds a check), integer division by zero gives 0, and real functions give NaN or an
 * infinity outside their domain.
 */
public enum Operation {
  // Integers.
  INT_ADD(INT, INT, INT),
  INT_SUB(INT, INT, INT),
  INT_MUL(INT, INT, INT),
  /** Rounds down. */
  INT_DIV(INT, INT, INT),
  /** Takes the sign of the divisor. */
  INT_MOD(INT, INT, INT),
  INT_NEG(INT, INT),
  INT_ABS(INT, INT),
  INT_MIN(INT, INT, INT),
  INT_MAX(INT, INT, INT),
  INT_EQ(INT, INT, INT),
  INT_NE(INT, INT, INT),
  INT_LT(INT, INT, INT),
  INT_LE(INT, INT, INT),
  /** Both operands 0 or 1. */
  AND(INT, INT, INT),
  OR(INT, INT, INT),
  NOT(INT, INT),
  /** {@code condition, a, b}; evaluates neither, both are values already. */
  INT_SELECT(INT, INT, INT, INT),
  /** 1 if the exact sum, difference or product does not fit an int, else 0. */
  INT_ADD_OVERFLOWS(INT, INT, INT),
  INT_SUB_OVERFLOWS(INT, INT, INT),
  INT_MUL_OVERFLOWS(INT, INT, INT),

  // Conversions.
  INT_TO_REAL(REAL, INT),
  /** Truncates; saturates outside the range of int, NaN gives 0. */
  REAL_TO_INT(INT, REAL),

  // Arithmetic of reals.
  ADD(REAL, REAL, REAL),
  SUB(REAL, REAL, REAL),
  MUL(REAL, REAL, REAL),
  DIV(REAL, REAL, REAL),
  NEG(REAL, REAL),
  MIN(REAL, REAL, REAL),
  MAX(REAL, REAL, REAL),
  ABS(REAL, REAL),
  SIGN(REAL, REAL),
  SQUARE(REAL, REAL),
  SQRT(REAL, REAL),
  CBRT(REAL, REAL),
  POW(REAL, REAL, REAL),
  /** x y + z, rounded once. */
  FMA(REAL, REAL, REAL, REAL),
  /** Takes the sign of the divisor. */
  FMOD(REAL, REAL, REAL),
  FLOOR(REAL, REAL),
  CEIL(REAL, REAL),
  /** Halves away from 0. */
  ROUND(REAL, REAL),
  /** Towards 0. */
  TRUNC(REAL, REAL),
  SELECT(REAL, INT, REAL, REAL),
  /** The double midway between two in the order of all doubles. */
  MIDWAY(REAL, REAL, REAL),

  // Comparisons of reals; false if either is NaN, except NE.
  EQ(INT, REAL, REAL),
  NE(INT, REAL, REAL),
  LT(INT, REAL, REAL),
  LE(INT, REAL, REAL),
  IS_FINITE(INT, REAL),

  // Elementary functions.
  EXP(REAL, REAL),
  EXPM1(REAL, REAL),
  LOG(REAL, REAL),
  LOG1P(REAL, REAL),
  SIN(REAL, REAL),
  COS(REAL, REAL),
  TAN(REAL, REAL),
  ASIN(REAL, REAL),
  ACOS(REAL, REAL),
  ATAN(REAL, REAL),
  ATAN2(REAL, REAL, REAL),
  SINH(REAL, REAL),
  COSH(REAL, REAL),
  TANH(REAL, REAL),

  // Links, stable at both ends.
  /** log(1 + exp(x)). */
  LOG1P_EXP(REAL, REAL),
  /** log(1 - exp(x)), for negative x. */
  LOG1M_EXP(REAL, REAL),
  /** log(exp(a) + exp(b)). */
  LOG_SUM_EXP(REAL, REAL, REAL),
  /** log(exp(a) - exp(b)), a > b. */
  LOG_DIFF_EXP(REAL, REAL, REAL),
  INV_LOGIT(REAL, REAL),
  LOGIT(REAL, REAL),
  /** The standard normal distribution function. */
  INV_PROBIT(REAL, REAL),
  PROBIT(REAL, REAL),
  ERF(REAL, REAL),
  ERFC(REAL, REAL),

  // Special functions.
  LGAMMA(REAL, REAL),
  DIGAMMA(REAL, REAL),
  TRIGAMMA(REAL, REAL),
  /** digamma(a + b) - digamma(a), the slope of lbeta. */
  DIGAMMA_RISE(REAL, REAL, REAL),
  /** log of the beta function. */
  LBETA(REAL, REAL, REAL),
  /** log of n over k, real arguments. */
  LCHOOSE(REAL, REAL, REAL),
  /** x log y, and 0 if x = 0. */
  XLOGY(REAL, REAL, REAL),
  /** x log(1 + y), and 0 if x = 0. */
  XLOG1PY(REAL, REAL, REAL),
  /** The regularised incomplete gamma function P(a, x). */
  GAMMA_P(REAL, REAL, REAL),
  /** Q(a, x) = 1 - P(a, x), accurate where it is small. */
  GAMMA_Q(REAL, REAL, REAL),
  /** The regularised incomplete beta function I_x(a, b), operands x, a, b. */
  BETA_I(REAL, REAL, REAL, REAL),
  /** The derivative of P(a, x) by a. */
  GAMMA_P_SLOPE(REAL, REAL, REAL),
  /** The derivative of I_x(a, b) by a, operands x, a, b. */
  BETA_I_SLOPE_A(REAL, REAL, REAL, REAL),
  /** The derivative of I_x(a, b) by b, operands x, a, b. */
  BETA_I_SLOPE_B(REAL, REAL, REAL, REAL),
  OWENS_T(REAL, REAL, REAL),
  /** log(exp(-x) I_v(x)), operands v, x. */
  LOG_BESSEL_I(REAL, REAL, REAL),
  /** Its derivative by v. */
  LOG_BESSEL_I_SLOPE_V(REAL, REAL, REAL),
  /** Its derivative by x. */
  LOG_BESSEL_I_SLOPE_X(REAL, REAL, REAL),
  /** log(exp(x) K_v(x)), operands v, x. */
  LOG_BESSEL_K(REAL, REAL, REAL),
  /** Its derivative by v. */
  LOG_BESSEL_K_SLOPE_V(REAL, REAL, REAL),
  /** Its derivative by x. */
  LOG_BESSEL_K_SLOPE_X(REAL, REAL, REAL),
  /** The upper branch of Lambert's W. */
  LAMBERT_W(REAL, REAL),
  /** The lower branch of Lambert's W. */
  LAMBERT_W_LOWER(REAL, REAL),
  /** Riemann's zeta function. */
  ZETA(REAL, REAL),
  /** Its derivative. */
  ZETA_SLOPE(REAL, REAL);

  private final Kind result;
  private final List<Kind> operands;

  Operation(Kind result, Kind... operands) {
    this.result = result;
    this.operands = List.of(operands);
  }

  public Kind result() {
    return result;
  }

  public List<Kind> operands() {
    return operands;
  }

  /** Its name in listings: {@code int_add}. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  void check(Kind target, List<Value> arguments) {
    boolean fits = target == result && arguments.size() == operands.size();
    for (int i = 0; fits && i < arguments.size(); i++) {
      fits = arguments.get(i).kind() == operands.get(i);
    }
    if (!fits)
      throw new IllegalArgumentException(mnemonic() + " of " + arguments + " to " + target);
  }
}
