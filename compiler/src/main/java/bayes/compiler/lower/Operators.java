package bayes.compiler.lower;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.catalog.Function;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.List;
import java.util.Map;

/** The catalog's operators and scalar functions as operations. */
final class Operators {
  /** Functions of reals that are one operation. */
  private static final Map<String, Operation> OF_REALS =
      Map.ofEntries(
          Map.entry("abs", ABS),
          Map.entry("sign", SIGN),
          Map.entry("square", SQUARE),
          Map.entry("sqrt", SQRT),
          Map.entry("cbrt", CBRT),
          Map.entry("pow", POW),
          Map.entry("^", POW),
          Map.entry("fma", FMA),
          Map.entry("floor", FLOOR),
          Map.entry("ceil", CEIL),
          Map.entry("round", ROUND),
          Map.entry("trunc", TRUNC),
          Map.entry("min", MIN),
          Map.entry("max", MAX),
          Map.entry("exp", EXP),
          Map.entry("expm1", EXPM1),
          Map.entry("log", LOG),
          Map.entry("log1p", LOG1P),
          Map.entry("sin", SIN),
          Map.entry("cos", COS),
          Map.entry("tan", TAN),
          Map.entry("asin", ASIN),
          Map.entry("acos", ACOS),
          Map.entry("atan", ATAN),
          Map.entry("atan2", ATAN2),
          Map.entry("sinh", SINH),
          Map.entry("cosh", COSH),
          Map.entry("tanh", TANH),
          Map.entry("log1p_exp", LOG1P_EXP),
          Map.entry("log1m_exp", LOG1M_EXP),
          Map.entry("log_sum_exp", LOG_SUM_EXP),
          Map.entry("log_diff_exp", LOG_DIFF_EXP),
          Map.entry("inv_logit", INV_LOGIT),
          Map.entry("logit", LOGIT),
          Map.entry("probit", PROBIT),
          Map.entry("inv_probit", INV_PROBIT),
          Map.entry("erf", ERF),
          Map.entry("erfc", ERFC),
          Map.entry("lgamma", LGAMMA),
          Map.entry("digamma", DIGAMMA),
          Map.entry("trigamma", TRIGAMMA),
          Map.entry("lbeta", LBETA),
          Map.entry("lchoose", LCHOOSE),
          Map.entry("xlogy", XLOGY),
          Map.entry("xlog1py", XLOG1PY),
          Map.entry("gamma_p", GAMMA_P),
          Map.entry("gamma_q", GAMMA_Q),
          Map.entry("beta_i", BETA_I),
          Map.entry("owens_t", OWENS_T),
          Map.entry("log_bessel_ie", LOG_BESSEL_I),
          Map.entry("log_bessel_ke", LOG_BESSEL_K),
          Map.entry("lambert_w", LAMBERT_W),
          Map.entry("lambert_wm1", LAMBERT_W_LOWER),
          Map.entry("zeta", ZETA),
          Map.entry("+", ADD),
          Map.entry("-", SUB),
          Map.entry("*", MUL),
          Map.entry("/", DIV),
          Map.entry("%", FMOD),
          Map.entry("==", EQ),
          Map.entry("!=", NE),
          Map.entry("<", LT),
          Map.entry("<=", LE),
          Map.entry("is_finite", IS_FINITE));

  private static final Map<String, Operation> OF_INTS =
      Map.of(
          "div", INT_DIV, "%", INT_MOD, "abs", INT_ABS, "min", INT_MIN, "max", INT_MAX, "==",
          INT_EQ, "!=", INT_NE, "<", INT_LT, "<=", INT_LE, "!", NOT);

  private final Emitter emitter;

  Operators(Emitter emitter) {
    this.emitter = emitter;
  }

  Value apply(Function function, List<Value> operands, Span span) {
    String name = function.name();
    boolean ofInts = operands.stream().allMatch(v -> v.kind() == Kind.INT);
    if (name.equals(">") || name.equals(">=")) {
      Operation mirrored = name.equals(">") ? (ofInts ? INT_LT : LT) : (ofInts ? INT_LE : LE);
      return emitter.op(mirrored, operands.get(1), operands.get(0));
    }
    return ofInts && function.result() == Kind.INT
        ? ofInts(function, operands, span)
        : ofReals(function, operands.stream().map(this::toReal).toList(), span);
  }

  private Value toReal(Value value) {
    return value.kind() == Kind.REAL ? value : emitter.op(INT_TO_REAL, value);
  }

  private Value ofInts(Function function, List<Value> operands, Span span) {
    Value first = operands.get(0);
    if (operands.size() == 1) {
      return switch (function.name()) {
        case "-" -> {
          checkFits(INT_SUB_OVERFLOWS, emitter.integer(0), first, span);
          yield emitter.op(INT_NEG, first);
        }
        case "square" -> checked(INT_MUL, INT_MUL_OVERFLOWS, first, first, span);
        default -> emitter.op(operation(OF_INTS, function, span), first);
      };
    }
    Value second = operands.get(1);
    return switch (function.name()) {
      case "+" -> checked(INT_ADD, INT_ADD_OVERFLOWS, first, second, span);
      case "-" -> checked(INT_SUB, INT_SUB_OVERFLOWS, first, second, span);
      case "*" -> checked(INT_MUL, INT_MUL_OVERFLOWS, first, second, span);
      case "div", "%" -> {
        emitter.check(
            emitter.op(INT_NE, second, emitter.integer(0)),
            "D0304",
            "{0} is divided by zero",
            span,
            first);
        yield emitter.op(operation(OF_INTS, function, span), first, second);
      }
      default -> emitter.op(operation(OF_INTS, function, span), first, second);
    };
  }

  private Value checked(Operation operation, Operation overflows, Value a, Value b, Span span) {
    checkFits(overflows, a, b, span);
    return emitter.op(operation, a, b);
  }

  private void checkFits(Operation overflows, Value a, Value b, Span span) {
    // Positions and members are small: adding a constant to a loop's index cannot overflow.
    if (emitter.isSmall(a) && emitter.isSmall(b) && overflows != INT_MUL_OVERFLOWS) return;
    emitter.check(
        emitter.op(NOT, emitter.op(overflows, a, b)),
        "D0305",
        "the integer result of {0} and {1} does not fit 32 bits",
        span,
        a,
        b);
  }

  private Value ofReals(Function function, List<Value> x, Span span) {
    return switch (function.name()) {
      case "-" -> x.size() == 1 ? emitter.op(NEG, x.get(0)) : emitter.op(SUB, x.get(0), x.get(1));
      case "^", "pow" -> power(x.get(0), x.get(1));
      case "log1m" -> emitter.op(LOG1P, emitter.op(NEG, x.get(0)));
      case "log_inv_logit" -> emitter.op(NEG, emitter.op(LOG1P_EXP, emitter.op(NEG, x.get(0))));
      case "log1m_inv_logit" -> emitter.op(NEG, emitter.op(LOG1P_EXP, x.get(0)));
      case "log2" -> emitter.op(DIV, emitter.op(LOG, x.get(0)), emitter.real(Math.log(2)));
      case "log10" -> emitter.op(DIV, emitter.op(LOG, x.get(0)), emitter.real(Math.log(10)));
      case "exp2" -> emitter.op(POW, emitter.real(2), x.get(0));
      case "hypot" ->
          emitter.op(
              SQRT, emitter.op(ADD, emitter.op(SQUARE, x.get(0)), emitter.op(SQUARE, x.get(1))));
      case "clamp" -> emitter.op(MIN, emitter.op(MAX, x.get(0), x.get(1)), x.get(2));
      case "log_mix" -> logMix(x.get(0), x.get(1), x.get(2));
      default -> emitter.op(operation(OF_REALS, function, span), x.toArray(new Value[0]));
    };
  }

  /** Squares and square roots are cheaper, and have simpler derivatives, than powers. */
  private Value power(Value base, Value exponent) {
    if (exponent.equals(emitter.real(2))) return emitter.op(SQUARE, base);
    if (exponent.equals(emitter.real(1))) return base;
    return emitter.op(POW, base, exponent);
  }

  /** log(w exp(a) + (1 - w) exp(b)). */
  private Value logMix(Value w, Value a, Value b) {
    Value first = emitter.op(ADD, emitter.op(LOG, w), a);
    Value second = emitter.op(ADD, emitter.op(LOG1P, emitter.op(NEG, w)), b);
    return emitter.op(LOG_SUM_EXP, first, second);
  }

  private static Operation operation(Map<String, Operation> table, Function function, Span span) {
    Operation operation = table.get(function.name());
    if (operation == null) throw new Unsupported("`" + function.name() + "`", span);
    return operation;
  }
}
