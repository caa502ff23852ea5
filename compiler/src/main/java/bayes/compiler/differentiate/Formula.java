package bayes.compiler.differentiate;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes formulas as statements at the end of a list, leaving out products with one and the like.
 */
final class Formula {
  private final Numbering numbering;
  private final Map<Value, Double> constants;
  private final List<Statement> target;
  private final int origin;

  private Formula(
      Numbering numbering, Map<Value, Double> constants, List<Statement> target, int origin) {
    this.numbering = numbering;
    this.constants = constants;
    this.target = target;
    this.origin = origin;
  }

  static Formula of(Numbering numbering) {
    return new Formula(numbering, new HashMap<>(), List.of(), -1);
  }

  /** The same writer at another place; what is known of constants is shared. */
  Formula at(List<Statement> statements, int origin) {
    return new Formula(numbering, constants, statements, origin);
  }

  void know(Value value, double constant) {
    constants.put(value, constant);
  }

  Value real(double value) {
    Value result = numbering.value(Kind.REAL);
    constants.put(result, value);
    target.add(new Statement.RealConstant(result, value, origin));
    return result;
  }

  Value of(Operation operation, Value... operands) {
    Value result = numbering.value(operation.result());
    target.add(new Statement.Define(result, operation, List.of(operands), origin));
    return result;
  }

  Value mul(Value a, Value b) {
    if (is(a, 1)) return b;
    if (is(b, 1)) return a;
    if (is(a, -1)) return neg(b);
    if (is(b, -1)) return neg(a);
    return of(Operation.MUL, a, b);
  }

  Value mul(double a, Value b) {
    return a == 1 ? b : a == -1 ? neg(b) : mul(real(a), b);
  }

  Value div(Value a, Value b) {
    return of(Operation.DIV, a, b);
  }

  Value add(Value a, Value b) {
    return of(Operation.ADD, a, b);
  }

  Value add(double a, Value b) {
    return add(real(a), b);
  }

  Value sub(Value a, Value b) {
    return of(Operation.SUB, a, b);
  }

  Value neg(Value a) {
    Double known = constants.get(a);
    return known != null ? real(-known) : of(Operation.NEG, a);
  }

  Value square(Value a) {
    return of(Operation.SQUARE, a);
  }

  Value exp(Value a) {
    return of(Operation.EXP, a);
  }

  private boolean is(Value value, double constant) {
    Double known = constants.get(value);
    return known != null && known == constant;
  }
}
