package bayes.compiler.simplify;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.program.Operation;
import bayes.compiler.program.Program;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Algebraic identities of single operations. They keep values to rounding, and NaN and infinities
 * except where the simpler form is the better one (log of exp).
 */
final class Identities extends Rewrite {
  private Identities(Program program) {
    super(program);
  }

  static Program apply(Program program) {
    return new Identities(program).apply();
  }

  @Override
  void rewrite(Statement s) {
    if (s instanceof Statement.Define d) {
      List<Value> x = d.operands().stream().map(this::use).toList();
      Value y = x.get(x.size() - 1);
      Value simpler = simpler(d.operation(), x.get(0), x.size() == 3 ? x.get(1) : y, y, d.origin());
      if (simpler != null) {
        replace(d.target(), simpler);
        return;
      }
    }
    copy(s);
  }

  /**
   * A simpler value for an operation on {@code x, y} (or {@code x, y, z}); null if there is none.
   */
  private @Nullable Value simpler(Operation operation, Value x, Value y, Value z, int o) {
    return switch (operation) {
      case ADD -> add(x, y, o);
      case SUB -> sub(x, y, o);
      case MUL -> mul(x, y, o);
      case DIV -> div(x, y, o);
      case NEG -> neg(x, o);
      case SQUARE, ABS, COSH -> {
        List<Value> negated = operands(NEG, x);
        yield negated == null ? null : define(o, operation, negated.get(0));
      }
      case POW -> pow(x, y, o);
      case LOG -> first(operands(EXP, x));
      case XLOGY -> {
        Double c = realConstant(x);
        yield c == null ? null : c == 0 ? x : define(o, MUL, x, define(o, LOG, y));
      }
      case SELECT -> {
        Value sign = y.equals(z) ? null : sign(x, y, z, o);
        yield y.equals(z) ? y : sign != null ? sign : chosen(x, y, z);
      }
      case INT_SELECT -> y.equals(z) ? y : chosen(x, y, z);
      case MIN, MAX, INT_MIN, INT_MAX -> x.equals(y) ? x : null;

      case INT_ADD -> intAdd(x, y, o);
      case INT_SUB -> {
        Integer c = intConstant(y);
        if (x.equals(y)) yield integer(0, o);
        yield c == null ? null : c == 0 ? x : define(o, INT_ADD, x, integer(-c, o));
      }
      case INT_MUL -> {
        if (isInt(x, 1)) yield y;
        if (isInt(y, 1)) yield x;
        yield isInt(x, 0) ? x : isInt(y, 0) ? y : null;
      }
      case INT_NEG -> first(operands(INT_NEG, x));
      case NOT -> first(operands(NOT, x));
      case AND -> isInt(x, 1) ? y : isInt(y, 1) ? x : isInt(x, 0) ? x : isInt(y, 0) ? y : null;
      case OR -> isInt(x, 0) ? y : isInt(y, 0) ? x : isInt(x, 1) ? x : isInt(y, 1) ? y : null;
      case INT_EQ, INT_LE -> x.equals(y) ? integer(1, o) : null;
      case INT_NE, INT_LT -> x.equals(y) ? integer(0, o) : null;
      default -> null;
    };
  }

  private @Nullable Value add(Value x, Value y, int o) {
    if (isReal(x, 0)) return y;
    if (isReal(y, 0)) return x;
    List<Value> minusY = operands(NEG, y);
    if (minusY != null) return define(o, SUB, x, minusY.get(0));
    List<Value> minusX = operands(NEG, x);
    return minusX != null ? define(o, SUB, y, minusX.get(0)) : null;
  }

  private @Nullable Value sub(Value x, Value y, int o) {
    if (isReal(y, 0)) return x;
    if (isReal(x, 0)) return define(o, NEG, y);
    List<Value> minusY = operands(NEG, y);
    return minusY != null ? define(o, ADD, x, minusY.get(0)) : null;
  }

  private @Nullable Value mul(Value x, Value y, int o) {
    if (realConstant(x) == null && realConstant(y) != null) return define(o, MUL, y, x);
    if (x.equals(y)) return define(o, SQUARE, x);
    List<Value> minusX = operands(NEG, x);
    List<Value> minusY = operands(NEG, y);
    if (minusX != null && minusY != null) return define(o, MUL, minusX.get(0), minusY.get(0));
    Double c = realConstant(x);
    if (c == null) return null;
    if (c == 1) return y;
    if (c == -1) return define(o, NEG, y);
    if (minusY != null) return define(o, MUL, real(-c, o), minusY.get(0));
    List<Value> product = operands(MUL, y);
    Double inner = product == null ? null : realConstant(product.get(0));
    return inner == null || product == null
        ? null
        : define(o, MUL, real(c * inner, o), product.get(1));
  }

  private @Nullable Value div(Value x, Value y, int o) {
    Double c = realConstant(y);
    if (c == null) return null;
    double reciprocal = 1 / c;
    boolean exactEnough =
        Math.abs(reciprocal) >= Double.MIN_NORMAL && !Double.isInfinite(reciprocal);
    return exactEnough ? define(o, MUL, real(reciprocal, o), x) : null;
  }

  private @Nullable Value neg(Value x, int o) {
    List<Value> twice = operands(NEG, x);
    if (twice != null) return twice.get(0);
    List<Value> difference = operands(SUB, x);
    if (difference != null) return define(o, SUB, difference.get(1), difference.get(0));
    List<Value> product = operands(MUL, x);
    Double c = product == null ? null : realConstant(product.get(0));
    return c == null || product == null ? null : define(o, MUL, real(-c, o), product.get(1));
  }

  private @Nullable Value pow(Value x, Value y, int o) {
    Double c = realConstant(y);
    if (c == null) return null;
    if (c == 2) return define(o, SQUARE, x);
    if (c == 1) return x;
    if (c == 0) return real(1, o);
    if (c == 0.5) return define(o, SQRT, x);
    if (c == -1) return define(o, DIV, real(1, o), x);
    return c == 3 ? define(o, MUL, x, define(o, SQUARE, x)) : null;
  }

  private @Nullable Value intAdd(Value x, Value y, int o) {
    if (intConstant(x) != null && intConstant(y) == null) return define(o, INT_ADD, y, x);
    Integer c = intConstant(y);
    if (c == null) return null;
    if (c == 0) return x;
    List<Value> sum = operands(INT_ADD, x);
    Integer inner = sum == null ? null : intConstant(sum.get(1));
    return inner == null || sum == null
        ? null
        : define(o, INT_ADD, sum.get(0), integer(c + inner, o));
  }

  /** {@code c ? -a : a} as a sign times a: the sign may be known from data. */
  private @Nullable Value sign(Value condition, Value a, Value b, int o) {
    List<Value> minusA = operands(NEG, a);
    List<Value> minusB = operands(NEG, b);
    boolean first = minusA != null && minusA.get(0).equals(b);
    boolean second = minusB != null && minusB.get(0).equals(a);
    if (!first && !second) return null;
    Value sign = define(o, SELECT, condition, real(first ? -1 : 1, o), real(first ? 1 : -1, o));
    return define(o, MUL, sign, first ? b : a);
  }

  private @Nullable Value chosen(Value condition, Value a, Value b) {
    Integer c = intConstant(condition);
    return c == null ? null : c != 0 ? a : b;
  }

  private static @Nullable Value first(@Nullable List<Value> operands) {
    return operands == null ? null : operands.get(0);
  }

  private boolean isReal(Value value, double constant) {
    Double known = realConstant(value);
    return known != null && known == constant;
  }

  private boolean isInt(Value value, int constant) {
    Integer known = intConstant(value);
    return known != null && known == constant;
  }
}
