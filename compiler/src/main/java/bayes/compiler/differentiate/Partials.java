package bayes.compiler.differentiate;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partial derivatives of all operations, one case each, as emitted formulas.
 *
 * <p>In each, {@code x, y, z} are the operands, {@code v} is the operation's value and {@code d}
 * the adjoint of {@code v}; the result is {@code d} times the partial derivative by operand {@code
 * i}. Where the derivative is one-sided (at the corner of {@code min} and {@code abs}) it is that
 * of one of the pieces. Where a logarithm is minus infinity it is 0: such a density is impossible
 * whatever its slope, and as one of several that are summed it has no share in theirs.
 */
final class Partials {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

  private Partials() {}

  /** Whether the derivative is zero wherever it exists, or the operands have none. */
  static boolean isFlat(Operation operation) {
    return switch (operation) {
      case SIGN, FLOOR, CEIL, ROUND, TRUNC, MIDWAY, INT_TO_REAL -> true;
      default -> operation.result() == Kind.INT;
    };
  }

  /** What operand {@code i} gets of the adjoint {@code d} of {@code v}; null for nothing. */
  static @Nullable Value contribution(
      Formula f, Operation operation, int i, List<Value> operands, Value v, Value d) {
    Value x = operands.get(0);
    Value y = operands.get(Math.min(1, operands.size() - 1));
    Value z = operands.get(operands.size() - 1);
    boolean first = i == 0;
    return switch (operation) {
      case ADD -> d;
      case SUB -> first ? d : f.neg(d);
      case MUL -> f.mul(d, first ? y : x);
      case DIV -> first ? f.div(d, y) : f.neg(f.mul(f.div(d, y), v));
      case NEG -> f.neg(d);
      case MIN -> pick(f, f.of(LE, x, y), first, d);
      case MAX -> pick(f, f.of(LE, y, x), first, d);
      case ABS -> f.mul(d, f.of(SIGN, x));
      case SELECT -> i == 0 ? null : pick(f, x, i == 1, d);
      case SQUARE -> f.mul(d, f.mul(2, x));
      case SQRT -> f.div(f.mul(0.5, d), v);
      case CBRT -> f.div(f.mul(1.0 / 3, d), f.square(v));
      case FMA -> i == 2 ? d : f.mul(d, first ? y : x);
      case POW ->
          first
              // y x^(y-1), which is 0 for y = 0 even where x = 0
              ? f.mul(d, unless(f, y, f.mul(y, f.of(POW, x, f.sub(y, f.real(1))))))
              // x^y log x, which is 0 where x^y = 0
              : f.mul(d, unless(f, v, f.mul(v, f.of(LOG, x))));
      // v = x - y q for the integer quotient q
      case FMOD -> first ? d : f.neg(f.mul(d, f.of(ROUND, f.div(f.sub(x, v), y))));

      case EXP -> f.mul(d, v);
      case EXPM1 -> f.mul(d, f.add(1, v));
      case LOG -> unless(f, x, f.div(d, x));
      case LOG1P -> {
        Value shifted = f.add(1, x);
        yield unless(f, shifted, f.div(d, shifted));
      }
      case SIN -> f.mul(d, f.of(COS, x));
      case COS -> f.neg(f.mul(d, f.of(SIN, x)));
      case TAN -> f.mul(d, f.add(1, f.square(v)));
      case ASIN -> f.div(d, oneMinusSquareRoot(f, x));
      case ACOS -> f.neg(f.div(d, oneMinusSquareRoot(f, x)));
      case ATAN -> f.div(d, f.add(1, f.square(x)));
      case ATAN2 -> {
        Value scaled = f.div(d, f.add(f.square(x), f.square(y)));
        yield first ? f.mul(scaled, y) : f.neg(f.mul(scaled, x));
      }
      case SINH -> f.mul(d, f.of(COSH, x));
      case COSH -> f.mul(d, f.of(SINH, x));
      case TANH -> f.mul(d, f.mul(f.sub(f.real(1), v), f.add(1, v)));

      case LOG1P_EXP -> f.mul(d, f.of(INV_LOGIT, x));
      // -e^x / (1 - e^x)
      case LOG1M_EXP -> unless(f, x, f.neg(f.div(d, f.of(EXPM1, f.neg(x)))));
      case LOG_SUM_EXP -> {
        Value share = f.of(INV_LOGIT, first ? f.sub(x, y) : f.sub(y, x));
        yield f.mul(d, f.of(SELECT, f.of(EQ, x, y), f.real(0.5), share));
      }
      // e^x / (e^x - e^y), and -e^y / (e^x - e^y)
      case LOG_DIFF_EXP -> {
        Value distance = first ? f.sub(y, x) : f.sub(x, y);
        yield unless(f, distance, f.neg(f.div(d, f.of(EXPM1, distance))));
      }
      case INV_LOGIT -> f.mul(d, f.mul(v, f.sub(f.real(1), v)));
      case LOGIT -> f.div(d, f.mul(x, f.sub(f.real(1), x)));
      case INV_PROBIT -> f.mul(d, f.mul(1 / SQRT_TWO_PI, f.exp(f.mul(-0.5, f.square(x)))));
      case PROBIT -> f.mul(d, f.mul(SQRT_TWO_PI, f.exp(f.mul(0.5, f.square(v)))));
      case ERF -> f.mul(d, f.mul(TWO_OVER_SQRT_PI, f.exp(f.neg(f.square(x)))));
      case ERFC -> f.mul(d, f.mul(-TWO_OVER_SQRT_PI, f.exp(f.neg(f.square(x)))));

      case LGAMMA -> f.mul(d, f.of(DIGAMMA, x));
      case DIGAMMA -> f.mul(d, f.of(TRIGAMMA, x));
      case TRIGAMMA -> f.mul(d, slope(f, TRIGAMMA, 0, operands, poleDistance(f, x)));
      case DIGAMMA_RISE ->
          first
              ? f.mul(d, f.sub(f.of(TRIGAMMA, f.add(x, y)), f.of(TRIGAMMA, x)))
              : f.mul(d, f.of(TRIGAMMA, f.add(x, y)));
      case LBETA -> f.neg(f.mul(d, first ? f.of(DIGAMMA_RISE, x, y) : f.of(DIGAMMA_RISE, y, x)));
      // psi(x + 1) - psi(x - y + 1), and psi(x - y + 1) - psi(y + 1)
      case LCHOOSE -> {
        Value rest = f.of(DIGAMMA, f.add(1, f.sub(x, y)));
        yield first
            ? f.mul(d, f.sub(f.of(DIGAMMA, f.add(1, x)), rest))
            : f.mul(d, f.sub(rest, f.of(DIGAMMA, f.add(1, y))));
      }
      case XLOGY -> f.mul(d, first ? f.of(LOG, y) : unless(f, y, f.div(x, y)));
      case XLOG1PY ->
          f.mul(d, first ? f.of(LOG1P, y) : unless(f, f.add(1, y), f.div(x, f.add(1, y))));
      // x^(a-1) e^-x / Gamma(a)
      case GAMMA_P ->
          first
              ? f.mul(d, f.of(GAMMA_P_SLOPE, x, y))
              : f.mul(d, f.exp(f.sub(f.sub(power(f, y, x), y), f.of(LGAMMA, x))));
      case GAMMA_Q ->
          first
              ? f.neg(f.mul(d, f.of(GAMMA_P_SLOPE, x, y)))
              : f.neg(f.mul(d, f.exp(f.sub(f.sub(power(f, y, x), y), f.of(LGAMMA, x)))));
      // x^(a-1) (1-x)^(b-1) / B(a, b)
      case BETA_I ->
          first
              ? f.mul(
                  d,
                  f.exp(
                      f.sub(
                          f.add(power(f, x, y), power(f, f.sub(f.real(1), x), z)),
                          f.of(LBETA, y, z))))
              : f.mul(d, f.of(i == 1 ? BETA_I_SLOPE_A : BETA_I_SLOPE_B, x, y, z));

      case OWENS_T ->
          first
              // -exp(-h^2 / 2) erf(a h / sqrt 2) / (2 sqrt(2 pi))
              ? f.mul(
                  d,
                  f.mul(
                      -0.5 / SQRT_TWO_PI,
                      f.mul(
                          f.exp(f.mul(-0.5, f.square(x))),
                          f.of(ERF, f.mul(Math.sqrt(0.5), f.mul(x, y))))))
              // exp(-h^2 (1 + a^2) / 2) / (2 pi (1 + a^2))
              : f.mul(
                  d,
                  f.div(
                      f.exp(f.mul(-0.5, f.mul(f.square(x), f.add(1, f.square(y))))),
                      f.mul(2 * Math.PI, f.add(1, f.square(y)))));
      case LOG_BESSEL_I ->
          f.mul(d, f.of(first ? LOG_BESSEL_I_SLOPE_V : LOG_BESSEL_I_SLOPE_X, x, y));
      case LOG_BESSEL_K ->
          f.mul(d, f.of(first ? LOG_BESSEL_K_SLOPE_V : LOG_BESSEL_K_SLOPE_X, x, y));
      // w e^w = x
      case LAMBERT_W, LAMBERT_W_LOWER -> f.div(d, f.mul(f.exp(v), f.add(1, v)));
      case ZETA -> f.mul(d, f.of(ZETA_SLOPE, x));
      // These are derivatives themselves, and stand in gradients only.
      case ZETA_SLOPE, GAMMA_P_SLOPE, BETA_I_SLOPE_A, BETA_I_SLOPE_B ->
          throw Differentiate.bug("no derivative of " + operation);
      case LOG_BESSEL_I_SLOPE_V, LOG_BESSEL_I_SLOPE_X, LOG_BESSEL_K_SLOPE_V, LOG_BESSEL_K_SLOPE_X ->
          throw Differentiate.bug("no derivative of " + operation);

      case SIGN, FLOOR, CEIL, ROUND, TRUNC, MIDWAY, INT_TO_REAL -> null;
      case INT_ADD, INT_SUB, INT_MUL, INT_DIV, INT_MOD, INT_NEG, INT_ABS, INT_MIN, INT_MAX -> null;
      case INT_EQ, INT_NE, INT_LT, INT_LE, AND, OR, NOT, INT_SELECT -> null;
      case INT_ADD_OVERFLOWS, INT_SUB_OVERFLOWS, INT_MUL_OVERFLOWS, REAL_TO_INT -> null;
      case EQ, NE, LT, LE, IS_FINITE -> null;
    };
  }

  /** {@code d} if the condition is as wanted, else 0. */
  private static Value pick(Formula f, Value condition, boolean wanted, Value d) {
    Value zero = f.real(0);
    return wanted ? f.of(SELECT, condition, d, zero) : f.of(SELECT, condition, zero, d);
  }

  /** 0 if {@code x} is 0, else {@code value}. */
  private static Value unless(Formula f, Value x, Value value) {
    Value zero = f.real(0);
    return f.of(SELECT, f.of(EQ, x, zero), zero, value);
  }

  /** sqrt(1 - x^2), exact near 1. */
  private static Value oneMinusSquareRoot(Formula f, Value x) {
    return f.of(SQRT, f.mul(f.sub(f.real(1), x), f.add(1, x)));
  }

  /** (a - 1) log x. */
  private static Value power(Formula f, Value x, Value a) {
    return f.of(XLOGY, f.sub(a, f.real(1)), x);
  }

  /**
   * The slope by operand {@code i}, which has no closed form here, as the five-point difference
   * (-f(x+2h) + 8 f(x+h) - 8 f(x-h) + f(x-2h)) / 12h with h = scale / 1000: about ten digits if the
   * nearest singularity is {@code scale} away.
   */
  private static Value slope(
      Formula f, Operation operation, int i, List<Value> operands, Value scale) {
    Value h = f.mul(1e-3, scale);
    Value near =
        f.sub(shifted(f, operation, i, operands, h, 1), shifted(f, operation, i, operands, h, -1));
    Value far =
        f.sub(shifted(f, operation, i, operands, h, 2), shifted(f, operation, i, operands, h, -2));
    return f.div(f.sub(f.mul(8, near), far), f.mul(12, h));
  }

  /** How far the nearest of the poles 0, -1, -2, ... is. */
  private static Value poleDistance(Formula f, Value x) {
    Value toInteger = f.of(ABS, f.sub(x, f.of(ROUND, x)));
    return f.of(SELECT, f.of(LT, x, f.real(0)), toInteger, x);
  }

  private static Value shifted(
      Formula f, Operation operation, int i, List<Value> operands, Value h, double steps) {
    List<Value> arguments = new ArrayList<>(operands);
    arguments.set(i, f.add(operands.get(i), f.mul(steps, h)));
    return f.of(operation, arguments.toArray(Value[]::new));
  }
}
